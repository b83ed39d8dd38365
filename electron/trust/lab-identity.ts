/**
 * Whose disks a document may use. Its id names the folder of what its machines wrote, but anybody can write
 * an id into a file, and a copy of a file has the same. So the files whose machines wrote there are
 * remembered; another one that says the same gets a question, not the disks.
 */
import { readdir, realpath, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { DisksQuestion } from '../../shared/contract/service-trust';
import type { TopologyDocument } from '../../shared/document/topology';
import { type Failure, FailureError } from '../../shared/failure/failure';
import type { LabFile, TrustStore } from './trust-store';

export interface IdentityContext {
  readonly store: TrustStore;
  /** The folder with a folder for each lab. */
  readonly overlays: string;
}

/** The file that a document was read from, and the digest of its bytes. */
export interface SourceFile {
  readonly path: string;
  readonly digest: string;
}

/** A file that is not there any more has no other path. */
const realPathOf = (path: string) => realpath(path).catch(() => path);

const exists = (path: string) =>
  stat(path).then(
    () => true,
    () => false,
  );

export class LabIdentity {
  readonly #context: IdentityContext;
  /** Whether the user has answered, for as long as this lab is open. */
  #isSettled = false;
  #file: LabFile | null = null;

  constructor(context: IdentityContext) {
    this.#context = context;
  }

  /**
   * What has to be answered before the machines of the open lab use disks; null for nothing. It is looked at
   * each time: a copy that is open elsewhere may have got disks since.
   */
  async question(): Promise<DisksQuestion | null> {
    if (this.#isSettled || this.#file === null) return null;
    return this.#questionAbout(this.#file);
  }

  /** Another document takes the place of the former one. @param source null for what has no file yet */
  async opened({ id }: TopologyDocument, source: SourceFile | null): Promise<void> {
    this.#file = source === null ? null : { id, ...source, path: await realPathOf(source.path) };
    this.#isSettled = false;
  }

  async #questionAbout(file: LabFile): Promise<DisksQuestion | null> {
    if (!(await this.#hasDisks(file.id))) return null;
    const { store } = this.#context;
    const owners = await store.files(file.id);
    const isKnown = (await store.document(file.digest)) !== undefined;
    const same = owners.find(({ path }) => path === file.path);
    if (same !== undefined && (same.digest === file.digest || isKnown)) return null;
    for (const { path, digest } of owners) {
      const isSameText = digest === file.digest || isKnown;
      // Moved or renamed: its bytes are known, and nothing is where it was.
      if (isSameText && !(await exists(path))) return null;
    }
    return { path: same?.path ?? owners[0]?.path ?? null, isChanged: same !== undefined };
  }

  async #hasDisks(id: string): Promise<boolean> {
    const names = await readdir(join(this.#context.overlays, id)).catch(() => []);
    return names.length > 0;
  }

  /** The lab got an id of its own, whose disks are its own. */
  renewed(id: string): void {
    if (this.#file !== null) this.#file = { ...this.#file, id };
    this.settled();
  }

  /** The user lets this file use the disks that are there. */
  settled(): void {
    this.#isSettled = true;
  }

  /** A machine of the lab is about to use disks: this file is one of those that may, from now on. */
  async using(): Promise<void> {
    const file = this.#file;
    if (file === null || (await this.question()) !== null) return;
    const known = await this.#context.store.files(file.id);
    if (known.some(({ path, digest }) => path === file.path && digest === file.digest)) return;
    await this.#context.store.addFile(file);
  }

  /** It was saved. The file that it came from stays one of those that may. */
  async saved({ id }: TopologyDocument, { path, digest }: SourceFile): Promise<void> {
    const before = this.#file;
    const isUnclear = (await this.question()) !== null;
    const isFirst = before?.id !== id;
    // Saving it here is no answer: until there is one it counts as what it was when it came.
    const known = isUnclear && before !== null ? before.digest : digest;
    this.#file = { id, digest: known, path: await realPathOf(path) };
    if (isUnclear || !(await this.#hasDisks(id))) return;
    // What was never in a file before has these disks from its own machines.
    if (isFirst) this.settled();
    await this.using();
  }

  /** Why a machine must not use the disks that its lab's id names; null if it may. */
  async refusal(node: { id: string; name: string }): Promise<Failure | null> {
    const question = await this.question();
    if (question === null) return null;
    return {
      code: 'not-agreed',
      message: `${node.name} would use the disks of another lab: ${formatDisks(question)}`,
      next: 'Start it again to say whether it shall use them or get disks of its own.',
      record: node.id,
    };
  }

  /** Throws what {@link refusal} says. */
  async check(node: { id: string; name: string }): Promise<void> {
    const failure = await this.refusal(node);
    if (failure !== null) throw new FailureError(failure);
  }
}

/** What is known of the disks, as a sentence. */
function formatDisks({ path, isChanged }: DisksQuestion): string {
  if (path === null) return 'this file has the id of a lab whose machines wrote on this computer.';
  return isChanged
    ? `${path} was changed outside of Vdelab since its machines wrote to them.`
    : `this file has the id of ${path}.`;
}
