/**
 * The processes of a namespace host, found by the namespaces that they are in (namespaces(7)): a daemon
 * that left its process group and its session is still there.
 */
import { readlinkSync } from 'node:fs';
import { allProcesses } from '../../system/processes/process-group';
import { identityOf } from '../../system/processes/process-identity';

/** Namespaces by what `readlink /proc/PID/ns/*` says: `net:[4026532180]`. */
export type Namespaces = readonly string[];

/** What the host wrote of itself; null if that is not all there. */
export function parseNamespaces(text: string): Namespaces | null {
  const names = text.split('\n').filter((line) => /^[a-z]+:\[\d+\]$/.test(line));
  return names.length === 2 ? names : null;
}

function isIn(pid: number, namespaces: Namespaces): boolean {
  return namespaces.some((namespace) => {
    try {
      return readlinkSync(`/proc/${pid}/ns/${namespace.split(':')[0]}`) === namespace;
    } catch {
      // It has ended, or it is somebody else's.
      return false;
    }
  });
}

/** The live processes that are in any of the namespaces, zombies left out. */
export function membersOfNamespaces(namespaces: Namespaces): number[] {
  return allProcesses().filter((pid) => isIn(pid, namespaces) && identityOf(pid) !== null);
}
