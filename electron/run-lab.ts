/** Runs the open lab headless in the foreground and prints what becomes of each node. */
import { type Failure, FailureError } from '../shared/failure';
import { hostCommands } from '../shared/host-commands';
import { isAlive } from '../shared/machine-state';
import {
  type CallName,
  calls,
  type EventMessage,
  events,
  type Params,
  type Result,
} from '../shared/service';
import { nameOf, type TopologyDocument } from '../shared/topology';
import type { Service } from './service/service';

/**
 * Starts everything, prints states until `interrupted` resolves, and stops everything again. False if
 * a node could not be started.
 *
 * @param runsCommands whether plugs may run commands that the drawing holds; without, such a drawing
 *   is refused with a FailureError
 */
export async function runLab(
  service: Service,
  interrupted: Promise<void>,
  runsCommands: boolean,
): Promise<boolean> {
  let document: TopologyDocument | null = null;
  const printed = new Map<string, string>();
  const session = service.connect((message) => {
    if (document !== null) printChange(document, message, printed);
  });
  let requests = 0;
  const call = async <C extends CallName>(name: C, params: Params<C>): Promise<Result<C>> => {
    const reply = await session.handle({ id: ++requests, call: name, params });
    if (!reply.ok) throw new FailureError(reply.failure);
    return calls[name].result.parse(reply.value) as Result<C>;
  };
  try {
    ({ document } = await call('workspace.get', {}));
    if (!runsCommands) refuseCommands(document);
    console.log(`Starting ${document.name}`);
    const started = call('lab.start', { nodes: 'all' }).then(({ failures }) => {
      for (const failure of failures) printFailure(failure);
      if (failures.length === 0) console.log('Everything runs. Ctrl-C stops the lab.');
      return failures.length === 0;
    });
    await Promise.race([interrupted, started]);
    const { nodes } = await call('lab.get', {});
    const somethingRuns = Object.values(nodes).some(({ state }) => isAlive(state));
    if (somethingRuns) await interrupted;
    console.log('Stopping');
    await call('lab.stop', { nodes: 'all' });
    return await started;
  } finally {
    session.close();
  }
}

/** A drawing may come from a stranger: what it runs on this computer, the user has to have seen. */
function refuseCommands(document: TopologyDocument): void {
  const runners = Object.values(document.nodes).filter((node) => hostCommands(node).length > 0);
  const [first] = runners;
  if (first === undefined) return;
  throw new FailureError({
    code: 'permission',
    message: `${runners.map(nameOf).join(', ')} would run commands on this computer.`,
    next: 'If you trust what stands below, start the lab with --run-commands.',
    detail: runners.flatMap((node) => [`${nameOf(node)}:`, ...hostCommands(node)]).join('\n'),
    record: first.id,
  });
}

/** @param printed the last line of each node, so that none is repeated */
function printChange(
  document: TopologyDocument,
  { event, payload }: EventMessage,
  printed: Map<string, string>,
): void {
  if (event !== 'lab.changed') return;
  const { nodes } = events['lab.changed'].parse(payload);
  for (const [id, status] of Object.entries(nodes)) {
    const node = document.nodes[id];
    if (status === null || node === undefined) continue;
    const detail = status.directory ?? status.detail;
    const line = `${nameOf(node)}: ${status.state}${detail === '' ? '' : ` (${detail})`}`;
    if (printed.get(id) !== line) console.log(line);
    printed.set(id, line);
  }
}

function printFailure({ message, next, detail }: Failure): void {
  console.error(`${message}\n  ${next}`);
  if (detail) console.error(`  ${detail.replaceAll('\n', '\n  ')}`);
}
