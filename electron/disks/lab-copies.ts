/**
 * What becomes of a lab's disks when it is saved as another file: the copy gets disks of its own, with what
 * the machines wrote or fresh ones. Machines that write meanwhile are stopped first, if that was agreed to.
 */
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { CopiedDisks, DisksOfCopy } from '../../shared/contract/service-trust';
import { isDevice, type TopologyDocument } from '../../shared/document/topology';
import { FailureError } from '../../shared/failure/failure';
import type { Holder, ImageClaims } from '../images/image-claims';
import { fileState } from '../images/image-file';
import { checkRoom } from '../system/files/free-space';
import { lastLines } from '../system/processes/output-tail';
import { runProgram } from '../system/processes/run-program';

/** Overlays of QEMU and of User-Mode Linux, and the variables of firmware. */
const WRITTEN = /\.(?:qcow2|cow|fd)$/;
const COPY_LIMIT_MS = 60 * 60 * 1000;

export interface LabCopiesContext {
  /** The folder with a folder for each lab, and in it one for each machine. */
  readonly overlays: string;
  readonly claims: ImageClaims;
  document(): TopologyDocument;
  /** Whether the lab's id may name disks of another file; those are not to be copied. */
  isUnclear(): Promise<boolean>;
  isAlive(node: string): boolean;
  stop(nodes: readonly string[]): Promise<void>;
}

interface Written {
  readonly node: string;
  readonly name: string;
  readonly folder: string;
  readonly bytes: number;
}

/** How a copy went, and what takes it back. */
export interface CopyOutcome {
  readonly disks: CopiedDisks;
  undo(): Promise<void>;
}

export class LabCopies {
  readonly #context: LabCopiesContext;

  constructor(context: LabCopiesContext) {
    this.#context = context;
  }

  /** What a copy would take along; null if no machine of the lab ever wrote. */
  async question(): Promise<{ bytes: number; running: string[] } | null> {
    const written = await this.#written();
    if (written.length === 0 || (await this.#context.isUnclear())) return null;
    const bytes = written.reduce((sum, one) => sum + one.bytes, 0);
    const running = written.filter(({ node }) => this.#context.isAlive(node));
    return { bytes, running: running.map(({ name }) => name) };
  }

  /**
   * Gets the disks of a copy ready. Throws a FailureError, with nothing left behind, where they cannot be
   * copied.
   *
   * @param wish undefined to copy them unless machines write to them now, which is refused then
   */
  async make(id: string, wish: DisksOfCopy | undefined): Promise<CopyOutcome> {
    const written = await this.#written();
    if (written.length === 0) return { disks: null, undo: nothing };
    const writing = written.filter(({ node }) => this.#context.isAlive(node));
    if (writing.length > 0 && wish === undefined) throw stillWriting(writing);
    await this.#context.stop(writing.map(({ node }) => node));
    if (wish === 'fresh' || (await this.#context.isUnclear())) {
      return { disks: 'fresh', undo: nothing };
    }
    const target = join(this.#context.overlays, id);
    const undo = () => rm(target, { recursive: true, force: true });
    try {
      await this.#copy(written, target);
    } catch (error) {
      await undo();
      throw error;
    }
    return { disks: 'copied', undo };
  }

  /** Copies the folders of machines, which nobody can start meanwhile. */
  async #copy(written: readonly Written[], target: string): Promise<void> {
    const { overlays, claims, document } = this.#context;
    const lab = document().id;
    const bytes = written.reduce((sum, one) => sum + one.bytes, 0);
    await checkRoom(overlays, bytes, 'The copy of what the machines wrote');
    await mkdir(target, { recursive: true, mode: 0o700 });
    for (const { node, name, folder } of written) {
      const holder: Holder = { document: lab, id: node, name, purpose: 'maintain' };
      await claims.claim(holder, [{ path: folder, use: 'write' }]);
      try {
        await copyFolder(folder, join(target, node), name);
      } finally {
        claims.release(holder);
      }
    }
  }

  async #written(): Promise<Written[]> {
    const { overlays, document } = this.#context;
    const { id, nodes } = document();
    const found: Written[] = [];
    for (const node of Object.values(nodes)) {
      if (!isDevice(node)) continue;
      const folder = join(overlays, id, node.id);
      const names = (await readdir(folder).catch(() => [])).filter((name) => WRITTEN.test(name));
      if (names.length === 0) continue;
      const states = await Promise.all(names.map((name) => fileState(join(folder, name))));
      const bytes = states.reduce((sum, state) => sum + state.bytes, 0);
      found.push({ node: node.id, name: node.name, folder, bytes });
    }
    return found;
  }
}

const nothing = () => Promise.resolve();

/** With cp(1): it shares blocks where the file system can, and keeps the holes of sparse files. */
async function copyFolder(from: string, to: string, name: string): Promise<void> {
  const args = ['-R', '-p', '--reflink=auto', '--sparse=auto', '--', from, to];
  const result = await runProgram('cp', args, COPY_LIMIT_MS);
  if (result.code === 0) return;
  throw new FailureError({
    code: /No space left/i.test(result.stderr) ? 'disk-full' : 'program-failed',
    message: `What ${name} wrote to its disks could not be copied, so the lab was not saved there.`,
    next: 'Free some room, or save it with fresh disks.',
    detail: result.timedOut ? 'It took too long.' : lastLines(result.stderr, 3),
  });
}

function stillWriting(writing: readonly Written[]): FailureError {
  const names = writing.map(({ name }) => name).join(', ');
  return new FailureError({
    code: 'image-busy',
    message: `A copy has disks of its own, and ${names} writes to those of this lab now.`,
    next: 'Stop it and save the copy then.',
    record: writing[0]!.node,
  });
}
