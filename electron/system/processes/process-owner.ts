/**
 * Which process wrote something down, beyond the reuse of its number. A number means something only
 * within one PID namespace of one boot of one computer, and a start time only within one time namespace:
 * the home of a user may be mounted in a container, or on a second computer by NFS. Where the place is
 * another one, nobody here can know whether the process still runs.
 */
import { createHash } from 'node:crypto';
import { readFileSync, readlinkSync } from 'node:fs';
import { hostname } from 'node:os';
import { z } from 'zod';
import { identityIn, identityOf, type ProcessIdentity } from './process-identity';

export const ownerSchema = z.object({
  pid: z.number().int(),
  startTime: z.number(),
  boot: z.string(),
  namespace: z.string(),
  /** What names the computer. Versions before did not write it, nor the time namespace. */
  machine: z.string().optional(),
  time: z.string().optional(),
});
export type Owner = z.infer<typeof ownerSchema>;

/** `unknown`: it is in another place, or another user's who hides it. */
export type OwnerState = 'alive' | 'gone' | 'unknown';

/** Where process numbers and start times mean what they mean here. */
type Place = Required<Omit<Owner, 'pid' | 'startTime'>>;

/** Hexadecimal digits that stand for a boot or a computer in file names. */
const DIGITS = 12;
const KEY = String.raw`(\d{1,10})-(\d{1,20})(?:@([0-9a-f]{12})-([0-9a-f]{12})-(\d{1,20})-(\d{1,20}))?`;

/** Matches {@link ownerKey} within file names; also `PID-START`, as versions before wrote it. */
export const OWNER_KEY = KEY.replace(/\((?!\?)/g, '(?:');
const WHOLE_KEY = new RegExp(`^${KEY}$`);

let known: Place | undefined;

function thisPlace(): Place {
  known ??= {
    boot: readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim(),
    namespace: readlinkSync('/proc/self/ns/pid'),
    machine: thisMachine(),
    time: namespaceOrNone('time'),
  };
  return known;
}

/** machine-id(5) wants its number not to be shown; cloned computers share it, so the name counts, too. */
function thisMachine(): string {
  let id = '';
  try {
    id = readFileSync('/etc/machine-id', 'utf8').trim();
  } catch {
    // Containers often have none.
  }
  const name = `vdelab ${id} ${hostname()}`;
  return createHash('sha256').update(name).digest('hex').slice(0, DIGITS);
}

function namespaceOrNone(name: string): string {
  try {
    return readlinkSync(`/proc/self/ns/${name}`);
  } catch {
    // Kernels before 5.6 have no time namespaces.
    return '';
  }
}

export function thisOwner(): Owner {
  const identity = identityIn('self');
  if (identity === null) throw new Error('/proc does not show this process');
  return { pid: process.pid, startTime: identity.startTime, ...thisPlace() };
}

/** Whether the process that wrote something down still runs, as far as that can be known from here. */
export function ownerState(owner: Owner): OwnerState {
  const here = thisPlace();
  if (owner.machine !== undefined && owner.machine !== here.machine) return 'unknown';
  if (shortBoot(owner) !== shortBoot(here)) return 'gone';
  if (owner.namespace !== here.namespace || !isProcOurs()) return 'unknown';
  return stateHere(owner, owner.time === undefined || owner.time === here.time);
}

/** Whether it may still run: one that cannot be seen from here counts as alive. */
export function isOwnerAlive(owner: Owner): boolean {
  return ownerState(owner) !== 'gone';
}

/** Whether two records are of one process. */
export function isSameOwner(one: Owner, other: Owner): boolean {
  return ownerKey(one) === ownerKey(other);
}

/** A process as a part of file names: `PID-START@MACHINE-BOOT-NAMESPACE-TIME`. */
export function ownerKey(owner: Owner): string {
  const { pid, startTime, namespace, machine = '0'.repeat(DIGITS), time = '' } = owner;
  const place = [machine, shortBoot(owner), inode(namespace), inode(time)].join('-');
  return `${pid}-${startTime}@${place}`;
}

/** The process of such a key, or null. One without a place is taken for one of this place. */
export function ownerOfKey(key: string): Owner | null {
  const match = WHOLE_KEY.exec(key);
  if (match === null) return null;
  const [, pid, startTime, machine, boot, namespace, time] = match;
  const process = { pid: Number(pid), startTime: Number(startTime) };
  if (machine === undefined || boot === undefined) return ownedHere(process);
  const named = time === '0' ? '' : `time:[${time}]`;
  return { ...process, machine, boot, namespace: `pid:[${namespace}]`, time: named };
}

function ownedHere(process: ProcessIdentity): Owner {
  const { boot, namespace } = thisPlace();
  return { ...process, boot, namespace };
}

function stateHere({ pid, startTime }: ProcessIdentity, isSameClock: boolean): OwnerState {
  const found = identityOf(pid);
  if (found === null) return isHidden(pid) ? 'unknown' : 'gone';
  if (!isSameClock) return 'unknown';
  return found.startTime === startTime ? 'alive' : 'gone';
}

/** Whether there is a process that only the kernel sees: /proc may hide those of other users. */
function isHidden(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** A /proc of the namespace outside knows processes by other numbers. */
function isProcOurs(): boolean {
  return readlinkSync('/proc/self') === String(process.pid);
}

function shortBoot({ boot }: Pick<Owner, 'boot'>): string {
  return boot.replaceAll('-', '').slice(0, DIGITS);
}

/** The number in `pid:[4026531836]`; 0 for no namespace. */
function inode(namespace: string): string {
  return /\d+/.exec(namespace)?.[0] ?? '0';
}
