/**
 * The overlays of machines that are off: listed, thrown away, or written back into the image below.
 * While that goes on the machine cannot be started, and nobody else may use the image.
 */
import { chmod, open, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { isDevice, type TopologyDocument } from '../../shared/document/topology';
import { FailureError } from '../../shared/failure/failure';
import type { FormerOverlay, MachineDisk } from '../../shared/lab/machine-control';
import { parseJson } from '../../shared/text/json-check';
import type { Holder, ImageClaims } from '../images/image-claims';
import { fileState } from '../images/image-file';
import {
  isBaseUnchanged,
  NOTE_ENDING,
  noteBase,
  notedBase,
  samenessOf,
} from '../machines/common/base-image';
import { formerOverlays } from '../machines/common/former-overlays';
import type { ImageClaim } from '../machines/common/machine-driver';
import { moveOverlay, overlayPaths } from '../machines/qemu/disk-overlay';
import { backingFile, COW_HEAD_BYTES, cowName } from '../machines/uml/uml-cow';
import { cowState, moveCow } from '../machines/uml/uml-overlay';
import { flushFile } from '../system/files/flush';
import { checkRoom } from '../system/files/free-space';
import { openRegular } from '../system/files/regular-file';
import { runProgram } from '../system/processes/run-program';
import {
  changedBelow,
  type DiskNode,
  hasOverlay,
  noOverlay,
  notCommitted,
  sharedImage,
} from './disk-failures';

const INFO_LIMIT_MS = 30_000;
/** Writing back goes through all that a guest ever wrote. */
const COMMIT_LIMIT_MS = 60 * 60 * 1000;

export interface DisksContext {
  /** The folder with a folder for each lab, and in it one for each machine. */
  readonly overlays: string;
  readonly claims: ImageClaims;
  document(): TopologyDocument;
}

interface OwnDisk {
  readonly image: string;
  readonly access: MachineDisk['access'];
  /** Where its overlay is or would be. */
  readonly overlay: string;
}

export class MachineDisks {
  readonly #around: DisksContext;

  constructor(around: DisksContext) {
    this.#around = around;
  }

  /** The disks of a machine, in the order of its form. Throws a FailureError if it has no disks. */
  list(id: string): Promise<MachineDisk[]> {
    const node = this.#node(id);
    return Promise.all(this.#disksOf(node).map(described));
  }

  /** What a machine wrote on images that none of its disks names now. */
  async former(id: string): Promise<FormerOverlay[]> {
    const node = this.#node(id);
    const found = await this.#formerOf(node);
    return found.map(({ name, state, bytes }) => ({ name, bytes, base: state?.base ?? null }));
  }

  /**
   * Throws away what a machine wrote, with its snapshots and its firmware's settings; the images stay, and
   * what it wrote on other images. Throws a FailureError when it runs.
   */
  async wipe(id: string): Promise<void> {
    const node = this.#node(id);
    const directory = this.#directoryOf(node);
    await this.#maintain(node, [], async () => {
      const kept = new Set(
        (await this.#formerOf(node)).flatMap(({ name }) => [name, `${name}${NOTE_ENDING}`]),
      );
      for (const name of await namesIn(directory)) {
        if (!kept.has(name)) await rm(join(directory, name), { recursive: true, force: true });
      }
    });
  }

  /**
   * Goes on with what was written, since the user says that the disk's image is the one below it. Throws a
   * FailureError when the machine runs, or the disk has an overlay already.
   *
   * @param former one of an image that is not named any more; by default the overlay of the disk
   */
  async keep(id: string, index: number, former?: string): Promise<void> {
    const node = this.#node(id);
    const disk = this.#disksOf(node)[index];
    if (disk === undefined || disk.access === 'direct') throw noOverlay(node);
    const directory = this.#directoryOf(node);
    const name = basename(disk.overlay);
    await this.#maintain(node, [{ path: disk.image, use: 'base' }], async () => {
      const found = (await this.#formerOf(node)).find((one) => one.name === former);
      if (former !== undefined && found === undefined) throw noOverlay(node);
      const isThere = (await fileState(disk.overlay)).exists;
      if (isThere !== (former === undefined))
        throw isThere ? hasOverlay(node, disk.image) : noOverlay(node);
      if (node.kind === 'uml') await moveCow(directory, former ?? name, name, disk.image);
      else if (found !== undefined) await moveOverlay(directory, found, name, disk.image, node.id);
      else await renote(disk);
    });
  }

  /** Deletes what a machine wrote on an image that none of its disks names. */
  async deleteFormer(id: string, former: string): Promise<void> {
    const node = this.#node(id);
    await this.#maintain(node, [], async () => {
      const found = (await this.#formerOf(node)).find(({ name }) => name === former);
      if (found === undefined) throw noOverlay(node);
      const path = join(this.#directoryOf(node), found.name);
      await rm(path, { force: true });
      await rm(`${path}${NOTE_ENDING}`, { force: true });
    });
  }

  #formerOf(node: DiskNode) {
    const used = new Set(this.#disksOf(node).map(({ overlay }) => basename(overlay)));
    const stateOf = (path: string) => (path.endsWith('.cow') ? cowState(path) : notedBase(path));
    return formerOverlays(this.#directoryOf(node), used, stateOf);
  }

  /**
   * Writes an overlay back into its image, and begins a new one; snapshots are gone then.
   * Throws a FailureError, with overlay and image usable together as before, when the machine runs,
   * other overlays stand on the image, there is no room, or the image changed meanwhile.
   */
  async commit(id: string, index: number): Promise<void> {
    const node = this.#node(id);
    const disk = this.#disksOf(node)[index];
    if (disk === undefined || disk.access === 'direct') throw noOverlay(node);
    await this.#maintain(node, [{ path: disk.image, use: 'write' }], async () => {
      if (!(await fileState(disk.overlay)).exists) throw noOverlay(node);
      await this.#checkAlone(node, disk);
      if (node.kind === 'qemu') await commitOverlay(node, disk);
      else await mergeCow(node, disk);
      await rm(disk.overlay, { force: true });
      await rm(`${disk.overlay}${NOTE_ENDING}`, { force: true });
    });
  }

  #node(id: string): DiskNode {
    const node = this.#around.document().nodes[id];
    if (node?.kind === 'qemu' || node?.kind === 'uml') return node;
    throw new FailureError({
      code: 'bad-request',
      message: 'This node has no disks.',
      next: 'Choose a QEMU or a User-Mode Linux machine.',
      record: id,
    });
  }

  #directoryOf(node: DiskNode): string {
    return join(this.#around.overlays, this.#around.document().id, node.id);
  }

  #disksOf(node: DiskNode): OwnDisk[] {
    const directory = this.#directoryOf(node);
    if (node.kind === 'uml') {
      const { rootfs, access } = node;
      return rootfs === ''
        ? []
        : [{ image: rootfs, access, overlay: join(directory, cowName(rootfs)) }];
    }
    const below = node.disks.filter(({ access }) => access === 'overlay');
    const paths = overlayPaths(
      below.map(({ image }) => image),
      directory,
    );
    return node.disks.map(({ image, access }) => ({
      image,
      access,
      overlay: access === 'overlay' ? paths.shift()! : '',
    }));
  }

  /** Runs a step while the machine cannot start and nobody else uses the files. */
  async #maintain(
    node: DiskNode,
    claims: readonly ImageClaim[],
    step: () => Promise<void>,
  ): Promise<void> {
    const { claims: images, document } = this.#around;
    const holder: Holder = {
      ...{ document: document().id, id: node.id, name: node.name, purpose: 'maintain' },
    };
    await images.claim(holder, [{ path: this.#directoryOf(node), use: 'write' }, ...claims]);
    try {
      await step();
    } finally {
      images.release(holder);
    }
  }

  /** Throws when another overlay, of any lab, stands on the image: it would be garbage afterwards. */
  async #checkAlone(node: DiskNode, disk: OwnDisk): Promise<void> {
    for (const lab of await namesIn(this.#around.overlays)) {
      for (const machine of await namesIn(join(this.#around.overlays, lab))) {
        const directory = join(this.#around.overlays, lab, machine);
        for (const name of await namesIn(directory)) {
          const overlay = join(directory, name);
          if (overlay === disk.overlay || !(await standsOn(overlay, disk.image))) continue;
          throw sharedImage(node, disk.image, this.#nameOf(lab, machine));
        }
      }
    }
  }

  #nameOf(lab: string, machine: string): string {
    const document = this.#around.document();
    const other = lab === document.id ? document.nodes[machine] : undefined;
    if (isDevice(other)) return other.name;
    return lab === document.id ? 'a machine that was deleted from this lab' : 'another lab';
  }
}

async function described({ image, access, overlay }: OwnDisk): Promise<MachineDisk> {
  const { exists, bytes } = await fileState(overlay);
  const isThere = access === 'overlay' && exists;
  const before = isThere ? await notedBase(overlay) : null;
  return {
    image,
    access,
    overlay: isThere ? overlay : null,
    overlayBytes: isThere ? bytes : 0,
    isChanged: before !== null && !(await isBaseUnchanged(before)),
  };
}

/** Whether a file of a machine's folder is an overlay of that very image, by whatever path. */
async function standsOn(path: string, image: string): Promise<boolean> {
  const below = await imageBelow(path);
  if (below === null || below === image) return below !== null;
  try {
    const [one, other] = [await stat(below), await stat(image)];
    return one.dev === other.dev && one.ino === other.ino;
  } catch {
    // An overlay whose image is gone stands on nothing.
    return false;
  }
}

/** The image below a file of a machine's folder; null if it is no overlay. */
async function imageBelow(path: string): Promise<string | null> {
  if (path.endsWith('.qcow2')) {
    return (await notedBase(path))?.base ?? (await backingFileOf(path));
  }
  if (!path.endsWith('.cow')) return null;
  const file = await openRegular(path);
  try {
    const { buffer, bytesRead } = await file.read(
      Buffer.alloc(COW_HEAD_BYTES),
      0,
      COW_HEAD_BYTES,
      0,
    );
    return backingFile(buffer.subarray(0, bytesRead));
  } finally {
    await file.close();
  }
}

const overlayInfoSchema = z.object({ 'backing-filename': z.string() });

async function backingFileOf(overlay: string): Promise<string | null> {
  const args = ['info', '--force-share', '--output=json', '-f', 'qcow2', overlay];
  const { code, stdout } = await runProgram('qemu-img', args, INFO_LIMIT_MS);
  if (code !== 0) return null;
  return overlayInfoSchema.safeParse(parseJson(stdout)).data?.['backing-filename'] ?? null;
}

/** What is in the image already is in the overlay as well, so the two fit together all the time. */
async function commitOverlay(node: DiskNode, { overlay, image }: OwnDisk): Promise<void> {
  const before = await notedBase(overlay);
  if (before !== null && (await samenessOf(before, image)) !== 'same') {
    throw changedBelow(node, image);
  }
  await checkRoom(dirname(image), (await fileState(overlay)).bytes, image);
  // Without a note an app that is killed now leaves a machine that starts, not one that is refused.
  await rm(`${overlay}${NOTE_ENDING}`, { force: true });
  const args = ['commit', '-q', '-f', 'qcow2', overlay];
  const result = await runProgram('qemu-img', args, COMMIT_LIMIT_MS);
  if (result.code === 0) return;
  if (before !== null) await noteBase(overlay, image, before.format);
  throw notCommitted(node, image, result);
}

/** Makes the merged image beside the old one and puts it into its place when it is whole. */
async function mergeCow(node: DiskNode, { overlay, image }: OwnDisk): Promise<void> {
  const path = await realpath(image);
  const { size, mode } = await stat(path);
  await checkRoom(dirname(path), size, path);
  const draft = `${path}.vdelab-new`;
  try {
    const result = await runProgram('uml_moo', [overlay, draft], COMMIT_LIMIT_MS);
    if (result.code !== 0) throw notCommitted(node, image, result);
    await chmod(draft, mode);
    await written(draft);
    await rename(draft, path);
  } finally {
    await rm(draft, { force: true });
  }
}

/** Notes the image as it is now; where nothing is noted, the next start does. */
async function renote({ overlay, image }: OwnDisk): Promise<void> {
  const before = await notedBase(overlay);
  if (before !== null) await noteBase(overlay, image, before.format);
}

/** Waits until a file is on the disk: what it was made from is removed next. */
async function written(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await flushFile(file);
  } finally {
    await file.close();
  }
}

/** The names in a folder; none if it is not there. */
async function namesIn(directory: string): Promise<string[]> {
  try {
    return (await stat(directory)).isDirectory() ? await readdir(directory) : [];
  } catch {
    // Nothing was ever kept there.
    return [];
  }
}
