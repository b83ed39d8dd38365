/**
 * What the main thread knows of the data plane's open descriptors: which thread takes them over next,
 * and how they are closed when no thread is there to do it.
 */
import { fstatSync } from 'node:fs';
import { basename, dirname } from 'node:path';
import { close } from '../../native/libc';
import { Folder } from '../../system/folders/folder';
import type { DescriptorRecord } from '../shared/descriptors';
import type { DeviceCommand } from '../shared/protocol';
import { removeSocket } from '../vde/socket-files';
import { removeSwitchFolder } from '../vde/switch-folder';

interface Entry {
  readonly record: DescriptorRecord;
  /** Which file it was when it was noted; a number may be another file's by the time it is used. */
  readonly file: string;
}

export class DescriptorBook {
  readonly #entries = new Map<number, Entry>();

  opened(record: DescriptorRecord): void {
    const file = fileOf(record.fd);
    if (file !== null) this.#entries.set(record.fd, { record, file });
  }

  closed(fd: number): void {
    this.#entries.delete(fd);
  }

  /**
   * What a thread left that ended: its epoll is closed, the rest is for its successor. A descriptor that
   * it closed in its last moment, without a word, is none of ours any more.
   */
  left(): DescriptorRecord[] {
    for (const { record } of [...this.#entries.values()]) {
      if (record.role === 'epoll') this.#close(record.fd);
      else if (!this.#isSame(record.fd)) this.#entries.delete(record.fd);
    }
    return [...this.#entries.values()].map(({ record }) => record);
  }

  /** Closes what a device has open and removes its sockets' files; clients see that it is gone. */
  discard(device: DeviceCommand): void {
    const own = this.left().filter((record) => 'device' in record && record.device === device.id);
    this.#removeFiles(own, device);
    for (const record of own) {
      if (record.role === 'endpoint') close(record.data);
      this.#close(record.fd);
    }
  }

  /** Closes everything; what belongs to the devices, as {@link discard} does. */
  discardAll(devices: Iterable<DeviceCommand>): void {
    for (const device of devices) this.discard(device);
    for (const { fd } of this.left()) this.#close(fd);
  }

  #removeFiles(own: readonly DescriptorRecord[], device: DeviceCommand): void {
    const folders = own.flatMap((record) => (record.role === 'folder' ? [record] : []));
    const folderOf = (holds: string) => {
      const found = folders.find((folder) => folder.holds === holds);
      return found === undefined ? null : new Folder(found.fd);
    };
    try {
      removeManagement(own, device, folderOf('management'));
      removeClients(own, device, folderOf('clients'));
      removeFormer(own);
    } catch (error) {
      // What has become somebody else's is left as it is; nobody waits for an answer.
      console.error('vdelab: sockets of a switch could not be removed:', error);
    }
  }

  #close(fd: number): void {
    if (this.#isSame(fd)) close(fd);
    this.#entries.delete(fd);
  }

  #isSame(fd: number): boolean {
    return fileOf(fd) === this.#entries.get(fd)?.file;
  }
}

function removeManagement(
  own: readonly DescriptorRecord[],
  device: DeviceCommand,
  folder: Folder | null,
): void {
  const hasSocket = own.some(({ role }) => role === 'management');
  if (folder === null || !hasSocket || device.type !== 'switch') return;
  removeSocket(folder, basename(device.management));
}

function removeClients(
  own: readonly DescriptorRecord[],
  device: DeviceCommand,
  folder: Folder | null,
): void {
  if (folder === null) return;
  const former = own.flatMap((record) => (record.role === 'former' ? [record.path] : []));
  for (const record of own) {
    if (record.role !== 'endpoint' || former.includes(dirname(record.path))) continue;
    removeSocket(folder, basename(record.path));
  }
  const listener = own.find((record) => record.role === 'listener');
  if (listener === undefined || !('directory' in device)) return;
  removeSocket(folder, 'ctl');
  if (listener.madeDirectory) removeSwitchFolder(device.directory, folder);
}

/** What is left where a switch listened before. */
function removeFormer(own: readonly DescriptorRecord[]): void {
  for (const former of own) {
    if (former.role !== 'former') continue;
    const folder = new Folder(former.fd);
    for (const record of own) {
      if (record.role !== 'endpoint' || dirname(record.path) !== former.path) continue;
      removeSocket(folder, basename(record.path));
    }
    if (former.madeDirectory) removeSwitchFolder(former.path, folder);
  }
}

/** Names the file that a descriptor stands for: small numbers come again on each file system. */
function fileOf(fd: number): string | null {
  try {
    const { dev, ino } = fstatSync(fd);
    return `${dev}:${ino}`;
  } catch {
    // Closed already.
    return null;
  }
}
