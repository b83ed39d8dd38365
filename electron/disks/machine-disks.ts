/**
 * The overlays of machines that are off: listed, thrown away, or written back into the image below.
 * While that goes on the machine cannot be started, and nobody else may use the image.
 */
import { readdir, rm, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type DeviceNode, isDevice, type TopologyDocument } from '../../shared/document/topology';
import { FailureError } from '../../shared/failure/failure';
import type { FormerOverlay, MachineDisk } from '../../shared/lab/machine-control';
import type { Holder, ImageClaims } from '../images/image-claims';
import { fileState } from '../images/image-file';
import { isBaseUnchanged, NOTE_ENDING, notedBase } from '../machines/common/base-image';
import { hasOverlay, noOverlay, sharedImage } from '../machines/common/disk-failures';
import { formerOverlays } from '../machines/common/former-overlays';
import type { ImageClaim } from '../machines/common/machine-driver';
import type { OwnDisk } from '../machines/common/overlay-disks';
import { keepsDisks, overlayKinds, overlaysOf } from '../machines/kinds';

export interface DisksContext {
  /** The folder with a folder for each lab, and in it one for each machine. */
  readonly overlays: string;
  readonly claims: ImageClaims;
  document(): TopologyDocument;
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
    await this.#maintain(node, [{ path: disk.image, use: 'base' }], async () => {
      const found = (await this.#formerOf(node)).find((one) => one.name === former);
      if (former !== undefined && found === undefined) throw noOverlay(node);
      const isThere = (await fileState(disk.overlay)).exists;
      if (isThere !== (former === undefined))
        throw isThere ? hasOverlay(node, disk.image) : noOverlay(node);
      await overlaysOf(node).adopt(node, disk, found ?? null);
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

  #formerOf(node: DeviceNode) {
    const used = new Set(this.#disksOf(node).map(({ overlay }) => basename(overlay)));
    return formerOverlays(this.#directoryOf(node), used, overlaysOf(node).stateOf);
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
      await overlaysOf(node).commit(node, disk);
      await rm(disk.overlay, { force: true });
      await rm(`${disk.overlay}${NOTE_ENDING}`, { force: true });
    });
  }

  #node(id: string): DeviceNode {
    const node = this.#around.document().nodes[id];
    if (isDevice(node) && keepsDisks(node)) return node;
    throw new FailureError({
      code: 'bad-request',
      message: 'This node has no disks.',
      next: 'Choose a QEMU or a User-Mode Linux machine.',
      record: id,
    });
  }

  #directoryOf(node: DeviceNode): string {
    return join(this.#around.overlays, this.#around.document().id, node.id);
  }

  #disksOf(node: DeviceNode): OwnDisk[] {
    return overlaysOf(node).disksOf(node, this.#directoryOf(node));
  }

  /** Runs a step while the machine cannot start and nobody else uses the files. */
  async #maintain(
    node: DeviceNode,
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
  async #checkAlone(node: DeviceNode, disk: OwnDisk): Promise<void> {
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
  const kind = overlayKinds.find(({ ending }) => path.endsWith(ending));
  const below = (await kind?.imageBelow(path)) ?? null;
  if (below === null || below === image) return below !== null;
  try {
    const [one, other] = [await stat(below), await stat(image)];
    return one.dev === other.dev && one.ino === other.ino;
  } catch {
    // An overlay whose image is gone stands on nothing.
    return false;
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
