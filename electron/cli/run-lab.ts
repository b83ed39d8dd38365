/** Runs the open lab headless in the foreground and prints what becomes of each node. */

import {
  type CallName,
  calls,
  type EventMessage,
  events,
  type Params,
  type Result,
} from '../../shared/contract/service';
import { nameOf, type TopologyDocument } from '../../shared/document/topology';
import { FailureError } from '../../shared/failure/failure';
import { effects } from '../../shared/kinds/permissions/field-table';
import { isAlive } from '../../shared/lab/machine-state';
import { permissionsText, SHOWN_KEY } from '../../shared/trust/permission-text';
import type { Permission } from '../../shared/trust/permissions';
import type { Service } from '../service/service';
import { complainOf, say } from '../system/terminal-text';
import { ToldNodes } from './told-nodes';

/** What was said on the command line. */
export interface Allowed {
  /** Effects, beginnings of keys, or `all`. */
  readonly what: readonly string[];
  /** Whether the answer holds for this lab from now on. */
  readonly remember: boolean;
  /** What to do about disks that another file's machines wrote; undefined refuses to start. */
  readonly disks: 'use' | 'own' | undefined;
}

/** Words that `--allow` takes, beside the names of single things. */
export const ALLOWED_WORDS: readonly string[] = ['all', ...effects];

type Call = <C extends CallName>(name: C, params: Params<C>) => Promise<Result<C>>;

/**
 * Starts everything, prints states until `interrupted` resolves, and stops everything again. False if
 * a node could not be started, or failed while the lab ran.
 *
 * @param allowed what a lab that was not made here may do; a FailureError names what else it asks for
 */
export async function runLab(
  service: Service,
  interrupted: Promise<void>,
  allowed: Allowed,
): Promise<boolean> {
  let document: TopologyDocument | null = null;
  const told = new ToldNodes();
  const session = service.connect((message) => {
    if (document !== null) printChange(document, message, told);
  });
  let requests = 0;
  const call: Call = async (name, params) => {
    const reply = await session.handle({ id: ++requests, call: name, params });
    if (!reply.ok) throw new FailureError(reply.failure);
    return calls[name].result.parse(reply.value) as Result<typeof name>;
  };
  try {
    ({ document } = await call('workspace.get', {}));
    await settleDisks(call, allowed);
    await agree(call, allowed);
    say(`Starting ${document.name}`);
    const started = call('lab.start', { nodes: 'all' }).then(({ failures }) => {
      for (const failure of failures) told.fail(failure.record ?? '', failure);
      if (failures.length === 0) say('Everything runs. Ctrl-C stops the lab.');
      return failures.length === 0;
    });
    await Promise.race([interrupted, started]);
    const { nodes } = await call('lab.get', {});
    const somethingRuns = Object.values(nodes).some(({ state }) => isAlive(state));
    if (somethingRuns) await interrupted;
    say('Stopping');
    await call('lab.stop', { nodes: 'all' });
    return (await started) && !told.hasFailed;
  } finally {
    session.close();
  }
}

/** An answer can bring up more: what the header of a disk image names is known once it may be read. */
const MOST_QUESTIONS = 5;

/** A lab may come from a stranger: what it does on this computer, the user has to have seen. */
async function agree(call: Call, { what, remember }: Allowed): Promise<void> {
  for (let round = 0; round < MOST_QUESTIONS; round++) {
    const { permissions } = await call('permissions.pending', { nodes: 'all' });
    if (permissions.length === 0) return;
    const open = permissions.filter((one) => !isAllowed(one, what));
    if (open.length > 0) throw notAllowed(open);
    await call('permissions.grant', { keys: permissions.map(({ key }) => key), remember });
  }
}

/** A file that has the id of another lab gets that one's disks only if that was said. */
async function settleDisks(call: Call, { disks }: Allowed): Promise<void> {
  const { question } = await call('disks.question', { nodes: 'all' });
  if (question === null) return;
  if (disks !== undefined) {
    await call('disks.answer', { answer: disks });
    // The file is to say so as well, or it would be asked about each time.
    if (disks === 'own') await call('workspace.save', {});
    return;
  }
  const whose = question.path ?? 'a lab whose file is not known';
  throw new FailureError({
    code: 'not-agreed',
    message: question.isChanged
      ? `${whose} was changed outside of Vdelab since its machines wrote to their disks.`
      : `This file has the id of another lab: ${whose}. Its machines have disks on this computer already.`,
    next: 'Start it with --disks use to go on with those disks, or with --disks own to write an id of its own into the file and begin with fresh ones.',
  });
}

function isAllowed({ key, effect }: Permission, what: readonly string[]): boolean {
  return what.some(
    (word) =>
      word === 'all' || word === effect || (word.length >= SHOWN_KEY && key.startsWith(word)),
  );
}

function notAllowed(open: readonly Permission[]): FailureError {
  const first = open[0]?.nodes[0]?.id;
  return new FailureError({
    code: 'not-agreed',
    message: 'This lab was not made here. On this computer, as you, it would do this:',
    next: `${permissionsText(open, true)}\nIf you have read it and trust it, start it with --allow NAME for each name in brackets, with --allow runs, writes, reads or reaches for all of a kind, or with --allow all. With --remember you are not asked again.`,
    ...(first === undefined ? {} : { record: first }),
  });
}

function printChange(
  document: TopologyDocument,
  { event, payload }: EventMessage,
  told: ToldNodes,
): void {
  if (event === 'failure.raised') complainOf(events['failure.raised'].parse(payload));
  if (event !== 'lab.changed') return;
  const { nodes } = events['lab.changed'].parse(payload);
  for (const [id, status] of Object.entries(nodes)) {
    const node = document.nodes[id];
    if (status !== null && node !== undefined) told.tell(id, nameOf(node), status);
  }
}
