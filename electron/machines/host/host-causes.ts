/** What keeps a namespace host from starting, and how its end is told. */

import type { HostNode } from '../../../shared/document/topology';
import type { Failure } from '../../../shared/failure/failure';
import type { ChildExit } from '../../supervisor/supervised-child';
import { lastLines } from '../../system/processes/output-tail';
import { type Cause, causeOf } from '../diagnosis/cause';
import { fileCauses, resourceCauses } from '../diagnosis/computer-causes';
import { detailOf } from '../diagnosis/machine-end';

const LINES = 8;
/** What a shell makes of SIGKILL. */
const KILLED = 137;

const allowNamespaces: Failure['next'] =
  'Allow them: `sudo sysctl kernel.unprivileged_userns_clone=1` on Debian, or ' +
  '`sudo sysctl kernel.apparmor_restrict_unprivileged_userns=0` on Ubuntu. Then start again.';

export function namespacesForbidden(node: HostNode, detail: string): Failure {
  return {
    code: 'permission',
    message: `${node.name} needs a user namespace, which this computer does not let you make.`,
    next: allowNamespaces,
    detail,
    record: node.id,
  };
}

/** Whose `unshare` the kernel refused: the settings that distributions lock user namespaces with. */
const namespaceCauses: readonly Cause[] = [
  {
    said: /(?:unshare|_map|clone).*(?:not permitted|denied|no space)/i,
    code: 'permission',
    because: 'this computer does not let you make user namespaces',
    next: allowNamespaces,
  },
];

const startCauses: readonly Cause[] = [...namespaceCauses, ...fileCauses, ...resourceCauses];

/** The failure of a host that ended before its cards were up. */
export function hostStartFailure(node: HostNode, exit: ChildExit): Failure {
  const words = lastLines(exit.lastOutput, LINES);
  const found = causeOf(exit.lastOutput, startCauses, node);
  const why = found === null ? '' : `: ${found.because}`;
  return {
    code: found?.code ?? 'program-failed',
    message: `The namespace of ${node.name} could not be set up${why}.`,
    next: found?.next ?? 'Look at the detail below and start it again.',
    ...(found === null ? {} : { said: found.said }),
    detail: words === '' ? 'vdens ended without a word' : words,
    record: node.id,
  };
}

/**
 * The failure for a program that ended by itself.
 *
 * @param status its exit status; null if it was killed together with vdens
 */
export function hostEndFailure(node: HostNode, status: number | null, exit: ChildExit): Failure {
  const wasKilled = status === KILLED || (status === null && exit.signal === 'SIGKILL');
  if (wasKilled && exit.outOfMemory === true) return memoryUsedUp(node, exit);
  const [program = 'Its shell'] = node.command;
  const how = status === null ? (exit.signal ?? 'a signal') : `exit code ${status}`;
  const found = causeOf(exit.lastOutput, [...fileCauses, ...resourceCauses], node);
  const words = lastLines(exit.lastOutput, LINES);
  const why = found === null ? '' : `: ${found.because}`;
  return {
    code: found?.code ?? 'program-failed',
    message: `${program} of ${node.name} ended with ${how}${why}.`,
    next:
      found?.next ??
      `Look at its console and at the program in the inspector of ${node.name}, and start it again.`,
    ...(found === null ? {} : { said: found.said }),
    detail: words === '' ? how : words,
    record: node.id,
  };
}

/** Its limit, or all of this computer. */
function memoryUsedUp(node: HostNode, exit: ChildExit): Failure {
  const { id, name, memoryLimit } = node;
  const about = { code: 'memory-short', detail: detailOf(exit), record: id } as const;
  if (memoryLimit === 0) {
    return {
      ...about,
      message: `${name} ended because this computer ran out of memory: its kernel killed a program of it.`,
      next: `Stop other programs or machines, or limit the memory of ${name} in the inspector.`,
    };
  }
  return {
    ...about,
    message: `${name} ended because its programs needed more than the ${memoryLimit} MiB that they may have.`,
    next: 'Allow it more memory in the inspector, and start it again.',
    remedy: { do: 'set-memory-limit', mebibytes: Math.min(1_048_576, 2 * memoryLimit) },
  };
}

/** What is wrong with a host whose startup script failed: it runs all the same. */
export function scriptTrouble(node: HostNode, status: number, printed: string): Failure {
  return {
    code: 'program-failed',
    message: `The startup script of ${node.name} ended with exit status ${status}.`,
    next: `Correct it in the inspector of ${node.name}, or go on by hand in its console.`,
    remedy: { do: 'restart' },
    detail: lastLines(printed, LINES),
    record: node.id,
    field: 'script',
  };
}
