/**
 * Directories, sockets and groups of this computer that a switch of the drawing names and that are not there, are
 * taken, or are not for this user, in the words of a start. Nothing is changed by looking.
 */
import { access, constants, lstat } from 'node:fs/promises';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import type { SwitchNode } from '../../../shared/document/topology';
import type { Failure } from '../../../shared/failure/failure';
import { normalPath } from '../../../shared/vde/normal-path';
import { noSuchGroup } from '../../dataplane/vde/socket-files';
import { errorCode } from '../../system/files/file-failure';
import { groupNumber } from '../../system/folders/accounts';
import { listeningSockets } from '../../system/network/listening';

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
