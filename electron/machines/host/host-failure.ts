/** What keeps a namespace host from starting, and how its end is told. */
import type { Failure } from '../../../shared/failure';
import type { HostNode } from '../../../shared/topology';
import { lastLines } from '../output-tail';
import type { ChildExit } from '../supervised-child';

const LINES = 8;

/** Whose `unshare` the kernel refused: the settings that distributions lock user namespaces with. */
const NAMESPACES_REFUSED = /(unshare|_map|clone).*(not permitted|denied|no space)/i;

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

/** The failure of a host that ended before its cards were up. */
export function hostStartFailure(node: HostNode, exit: ChildExit): Failure {
  const words = lastLines(exit.lastOutput, LINES);
  if (NAMESPACES_REFUSED.test(words)) return namespacesForbidden(node, words);
  return {
    code: 'program-failed',
    message: `The namespace of ${node.name} could not be set up.`,
    next: 'Look at the detail below and start it again.',
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
  const [program = 'Its shell'] = node.command;
  const how = status === null ? (exit.signal ?? 'a signal') : `exit code ${status}`;
  const words = lastLines(exit.lastOutput, LINES);
  return {
    code: 'program-failed',
    message: `${program} of ${node.name} ended with ${how}.`,
    next: `Look at its console and at the program in the inspector of ${node.name}, and start it again.`,
    detail: words === '' ? how : words,
    record: node.id,
  };
}

/** What is wrong with a host whose start script failed: it runs all the same. */
export function scriptTrouble(node: HostNode, status: number, printed: string): Failure {
  return {
    code: 'program-failed',
    message: `The start script of ${node.name} ended with exit status ${status}.`,
    next: `Mend it in the inspector of ${node.name}, or go on by hand in its console.`,
    detail: lastLines(printed, LINES),
    record: node.id,
  };
}
