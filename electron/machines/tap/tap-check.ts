/** What keeps an interface of this computer from being a tap of the drawing, in the words of a start. */
import { lstat, readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { TapNode } from '../../../shared/document/topology';
import type { Failure } from '../../../shared/failure/failure';
import { onceAsRoot } from '../../system/network/tap-commands';
import { noSuchInterface } from './tap-bridge';

const INTERFACES = '/sys/class/net';
/** CAP_NET_ADMIN of capabilities(7). */
const NET_ADMIN = 12n;

const isThere = (path: string) =>
  lstat(path).then(
    () => true,
    () => false,
  );

async function mayMakeTaps(): Promise<boolean> {
  const status = await readFile('/proc/self/status', 'utf8');
  const capabilities = BigInt(`0x${/^CapEff:\s*([0-9a-f]+)/m.exec(status)?.[1] ?? '0'}`);
  return ((capabilities >> NET_ADMIN) & 1n) === 1n;
}

/** Whether a tap that is there was made for this user. */
async function isForUser(name: string): Promise<boolean> {
  const read = (file: string) =>
    readFile(join(INTERFACES, name, file), 'utf8').then(Number, () => -1);
  const [owner, group] = [await read('owner'), await read('group')];
  const isOwner = owner === -1 || owner === process.geteuid?.();
  return isOwner && (group === -1 || process.getgroups?.().includes(group) === true);
}

function tapFailure(node: TapNode, code: Failure['code'], message: string, next: string): Failure {
  return { code, message, next, record: node.id, field: 'interface' };
}

/** Kept by the kernel when nobody has it open (IFF_PERSIST of linux/if_tun.h). */
const IFF_PERSIST = 0x0800;

/** Whether a program has the tap open: only then one that does not last is there, or one that lasts has carrier. */
async function isHeld(name: string): Promise<boolean> {
  const read = (file: string) => readFile(join(INTERFACES, name, file), 'utf8').catch(() => '');
  const flags = Number((await read('tun_flags')).trim());
  return (flags & IFF_PERSIST) === 0 || (await read('carrier')).trim() === '1';
}

/** What keeps an interface of this name from being the tap of a node. */
async function interfaceFailure(node: TapNode): Promise<Failure | null> {
  const name = node.interface;
  const isMade = await isThere(join(INTERFACES, name));
  if (isMade && !(await isThere(join(INTERFACES, name, 'tun_flags')))) {
    const message = `There is already an interface ${name}, and it is not a tap.`;
    return tapFailure(node, 'tap-busy', message, 'Choose another interface name.');
  }
  if (isMade && (await isHeld(name))) {
    const message = `The tap interface ${name} is in use by another program.`;
    const next = `Stop that program or choose another interface name; \`ip -details link show ${name}\` tells about it.`;
    return tapFailure(node, 'tap-busy', message, next);
  }
  if (!(await isThere('/dev/net/tun'))) {
    const message = 'This system has no /dev/net/tun, so no tap can be opened.';
    return tapFailure(
      node,
      'tap-forbidden',
      message,
      'Load the module with `sudo modprobe tun` and start again.',
    );
  }
  const isAllowed = isMade ? (await mayMakeTaps()) || (await isForUser(name)) : await mayMakeTaps();
  if (isAllowed) return null;
  const next = `Run \`${onceAsRoot(node, userInfo().username)}\` once, then start again.`;
  return tapFailure(node, 'tap-forbidden', `You may not make the tap interface ${name}.`, next);
}

export async function tapFailures(node: TapNode): Promise<Failure[]> {
  const failure = await interfaceFailure(node);
  const isMissing = node.bridge !== '' && !(await isThere(join(INTERFACES, node.bridge)));
  const bridge = isMissing ? { ...noSuchInterface(node), field: 'bridge' } : null;
  return [failure, bridge].filter((one) => one !== null);
}
