/**
 * Directories, sockets, groups, interfaces and other switches of this computer that a drawing names and that
 * are not there, are taken, or are not for this user, in the words of a start. Nothing is changed by looking.
 */
import { access, constants, lstat, readFile } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import {
  isSwitch,
  type PlugNode,
  type SwitchNode,
  type TapNode,
  type TopologyDocument,
} from '../../shared/document/topology';
import type { Failure } from '../../shared/failure/failure';
import { normalPath } from '../../shared/vde/normal-path';
import { parseLocator } from '../../shared/vde/vnl';
import { noSuchGroup } from '../dataplane/vde/socket-files';
import { plugFailure } from '../machines/plug/plug-causes';
import { noSuchInterface } from '../machines/tap/tap-bridge';
import { errorCode } from '../system/files/file-failure';
import { groupNumber } from '../system/folders/accounts';
import { onceAsRoot } from '../system/network/tap-commands';
import { listeningSockets } from './listening';

const INTERFACES = '/sys/class/net';
/** CAP_NET_ADMIN of capabilities(7). */
const NET_ADMIN = 12n;

async function isThere(path: string): Promise<boolean> {
  return lstat(path).then(
    () => true,
    () => false,
  );
}

function switchFailure(
  node: SwitchNode,
  code: Failure['code'],
  field: string,
  message: string,
  next: string,
): Failure {
  return { code, message, next, record: node.id, field };
}

const ANOTHER = 'Choose another directory for the switch, like /tmp/mysw.';

async function directoryFailure(
  node: SwitchNode,
  listening: ReadonlySet<string>,
): Promise<Failure | null> {
  const { directory } = node;
  if (!directory.startsWith('/')) return null;
  const found = await lstat(directory).catch((error: unknown) => errorCode(error) ?? 'EIO');
  if (typeof found === 'string') {
    const cannot = `The switch directory ${directory} cannot be made.`;
    const failure = () => switchFailure(node, 'file-forbidden', 'directory', cannot, ANOTHER);
    if (found !== 'ENOENT') return failure();
    return access(dirname(directory), constants.W_OK | constants.X_OK).then(() => null, failure);
  }
  if (found.isFile()) {
    const message = `${directory} is a file, so it cannot be the directory of a switch.`;
    return switchFailure(node, 'address-in-use', 'directory', message, ANOTHER);
  }
  if (!listening.has(join(directory, 'ctl'))) return null;
  const message = `Another switch already runs at ${directory}.`;
  const next = 'Stop that switch, or choose another directory for this one.';
  return switchFailure(node, 'address-in-use', 'directory', message, next);
}

async function managementFailure(
  node: SwitchNode,
  listening: ReadonlySet<string>,
): Promise<Failure | null> {
  const { management } = node;
  if (!management.startsWith('/')) return null;
  const next = 'Choose another path for it, like /tmp/mysw.mgmt.';
  const failure = (message: string, code: Failure['code'] = 'file-forbidden') =>
    switchFailure(node, code, 'management', message, next);
  const cannot = () => failure(`The management socket ${management} cannot be opened.`);
  // It may be in the directory of the switch, which is made for it.
  if (node.directory !== '' && dirname(normalPath(management)) === normalPath(node.directory))
    return null;
  if (listening.has(management)) {
    return failure(
      `Another switch already has its management socket at ${management}.`,
      'address-in-use',
    );
  }
  return access(dirname(management), constants.W_OK | constants.X_OK).then(() => null, cannot);
}

function groupFailure(node: SwitchNode): Failure | null {
  if (node.group === '') return null;
  const number = /^\d+$/.test(node.group) ? Number(node.group) : groupNumber(node.group);
  if (number === null) return noSuchGroup(node.group, node.id);
  const isOwn = process.geteuid?.() === 0 || process.getgroups?.().includes(number) === true;
  if (isOwn) return null;
  const message = `${userInfo().username} is not in the group ${node.group}, so the sockets of ${node.name} cannot be given to it.`;
  const next = `Have root put you there, \`sudo adduser ${userInfo().username} ${node.group}\`, and log in again; or leave the group empty.`;
  return switchFailure(node, 'permission', 'group', message, next);
}

export async function switchFailures(node: SwitchNode): Promise<Failure[]> {
  const listening = await listeningSockets();
  const found = [
    await directoryFailure(node, listening),
    await managementFailure(node, listening),
    groupFailure(node),
  ];
  return found.filter((failure) => failure !== null);
}

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

/** That a plug leads to a switch of this computer which is not there, unless the drawing makes it. */
export async function plugFailures(node: PlugNode, document: TopologyDocument): Promise<Failure[]> {
  const parsed = parseLocator(node.locator);
  if (!parsed.ok || parsed.locator.module !== 'vde') return [];
  const { address } = parsed.locator;
  if (!address.startsWith('/')) return [];
  const drawn = Object.values(document.nodes).filter(isSwitch);
  if (
    drawn.some(({ directory }) => directory !== '' && normalPath(directory) === normalPath(address))
  )
    return [];
  if (await isThere(join(address, 'ctl'))) return [];
  const { id, name, locator } = node;
  const exit = {
    code: 1,
    signal: null,
    lastOutput: `vde_open ${locator}: No such file or directory`,
  };
  const { message, next } = plugFailure({ id, name, locator, what: locator }, exit);
  return [{ code: 'program-failed', message, next, record: id, field: 'locator' }];
}
