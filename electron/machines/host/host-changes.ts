/** What a namespace host takes of its drawing as it runs: its host name, resolv.conf and limits. */
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { HostNode } from '../../../shared/document/topology';
import { FailureError } from '../../../shared/failure/failure';
import type { Child } from '../../supervisor/supervised-child';
import { findProgram } from '../../system/processes/find-program';
import { runProgram } from '../../system/processes/run-program';
import { keepLimits } from '../common/keep-limits';
import { type LiveChange, liveChange, type MachineContext } from '../common/machine-driver';
import { hasText, hostFiles } from './host-args';

const TIMEOUT_MS = 5_000;

export interface RunningHost {
  /** As it was started. */
  readonly node: HostNode;
  readonly child: Child;
  readonly context: MachineContext;
  /** The programs in its namespaces. */
  members(): number[];
}

export function hostChanges(host: RunningHost): readonly LiveChange[] {
  const { child, context } = host;
  const change = liveChange<HostNode>;
  return [
    change(['name'], (to, hostname) => rename(host, to, hostname)),
    change(['cpuLimit', 'memoryLimit'], async ({ cpuLimit, memoryLimit }) =>
      keepLimits(context, child, { cpuPercent: cpuLimit, memoryMiB: memoryLimit }),
    ),
    // One that stands for this computer's own is there from the start, or never.
    ...(hasText(host.node.resolvConf) ? [change(['resolvConf'], (to) => resolve(host, to))] : []),
  ];
}

/** The name of the computer that its programs see; the prompt of a shell that runs stays as it is. */
async function rename(
  { members }: RunningHost,
  node: HostNode,
  hostname: () => string,
): Promise<void> {
  const nsenter = findProgram('nsenter');
  const [member] = members();
  if (nsenter === null || member === undefined) throw notRenamed(node, 'nsenter is missing');
  const enter = ['-t', String(member), '-U', '--preserve-credentials', '-u', '--'];
  const result = await runProgram(nsenter, [...enter, 'hostname', hostname()], TIMEOUT_MS);
  if (result.code !== 0) throw notRenamed(node, result.stderr);
}

function notRenamed(node: HostNode, detail: string): FailureError {
  return new FailureError({
    code: 'program-failed',
    message: `The programs of ${node.name} still see its former host name.`,
    next: 'Restart it to apply the change.',
    detail: detail.trim(),
    record: node.id,
  });
}

/** The file lies over the computer's own in there, so it must stay the same file. */
async function resolve({ context }: RunningHost, node: HostNode): Promise<void> {
  if (!hasText(node.resolvConf)) {
    throw new FailureError({
      code: 'bad-request',
      message: `${node.name} keeps the resolv.conf that it has; this computer’s own is behind it.`,
      next: 'Restart it to apply the change.',
      record: node.id,
    });
  }
  const path = join(context.runtimeDirectory, hostFiles.resolvConf);
  await writeFile(path, `${node.resolvConf}\n`);
}
