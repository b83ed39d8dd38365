/**
 * The one document that an instance works on: where it came from, whether it is saved, and who has to
 * be told of its changes. What replaces or writes it happens one after the other; edits in between
 * only need memory.
 */
import { randomUUID } from 'node:crypto';
import { realpath } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join } from 'node:path';
import type { RecoveryOffer, Workspace } from '../../shared/contract/service';
import type { ByHand } from '../../shared/contract/service-trust';
import { applyDiff, type DocumentDiff } from '../../shared/document/document-diff';
import { printing } from '../../shared/document/document-print';
import { emptyDocument, type TopologyDocument } from '../../shared/document/topology';
import { FailureError, failureOf } from '../../shared/failure/failure';
import { writeFileAtomically } from '../system/files/atomic-file';
import { inTurns } from '../system/in-turns';
import type { SourceFile } from '../trust/lab-identity';
import type { Origin } from '../trust/lab-permissions';
import { checkDiff, staleFailure } from './diff-check';
import { fingerprintAt, fingerprintOf, readDocumentFile } from './document-file';
import { readDocument } from './document-text';
import { readExample } from './examples';
import { Recovery, type RecoveryOptions } from './recovery';

/** Is told where documents come from, to know what in them is this user's own. */
interface WorkspaceTrust {
  opened(document: TopologyDocument, origin: Origin): Promise<void>;
  /** The open lab has another id, and with it disks of its own. */
  renewed(id: string): void;
  changed(diff: DocumentDiff, byHand: ByHand | null, before: TopologyDocument): void;
  saved(document: TopologyDocument, file: SourceFile): Promise<void>;
  /** What nobody has agreed to in a document. */
  openIn(document: TopologyDocument): string[];
}

export interface WorkspaceOptions extends RecoveryOptions {
  readonly trust: WorkspaceTrust;
  /** Folder with the examples that come with the app. */
  readonly examplesDirectory: string;
}

/** Is given the work that comes between reading another document and putting it into place. */
type BeforeReplacing = () => Promise<void>;

const nothingFirst: BeforeReplacing = () => Promise.resolve();

/** What belongs to a lab beside its file is got ready for a copy under another id. Returns what undoes it. */
export type BeforeCopying = (id: string) => Promise<() => Promise<void>>;

export type ChangeListener = (
  document: TopologyDocument,
  diff: DocumentDiff,
  revision: number,
) => void;
export type ReplacedListener = (document: TopologyDocument) => void;

/** Where a path leads; a file that is not there yet is in the place that its folder is. */
async function realPathOf(path: string): Promise<string> {
  try {
    return await realpath(path);
  } catch {
    const folder = await realpath(dirname(path)).catch(() => dirname(path));
    return join(folder, basename(path));
  }
}

function existsFailure(path: string, changed: boolean): FailureError {
  return new FailureError({
    code: 'file-exists',
    message: changed
      ? `${path} was changed by somebody else since you opened it.`
      : `${path} exists already.`,
    next: 'Save under another name to keep both, or replace the file.',
  });
}

export class DocumentWorkspace {
  readonly #options: WorkspaceOptions;
  readonly #recovery: Recovery;
  readonly #changeListeners = new Set<ChangeListener>();
  readonly #replacedListeners = new Set<ReplacedListener>();
  #document = emptyDocument(randomUUID());
  #opening = randomUUID();
  #path: string | null = null;
  #fingerprint: string | null = null;
  #revision = 0;
  #savedRevision = 0;
  #offers: RecoveryOffer[] = [];
  #last: Promise<unknown> = Promise.resolve();
  #saving: Promise<unknown> = Promise.resolve();

  private constructor(options: WorkspaceOptions) {
    this.#options = options;
    this.#recovery = new Recovery(options);
  }

  /** A workspace with an empty document, which knows of the unsaved work of earlier instances. */
  static async create(options: WorkspaceOptions): Promise<DocumentWorkspace> {
    const workspace = new DocumentWorkspace(options);
    await options.trust.opened(workspace.#document, { from: 'here' });
    workspace.#offers = await workspace.#recovery.offers();
    return workspace;
  }

  /** Calls back after each applied diff. Returns what ends that. */
  onChange(listener: ChangeListener): () => void {
    this.#changeListeners.add(listener);
    return () => this.#changeListeners.delete(listener);
  }

  /** Calls back when another document took the place of this one, or it was saved. */
  onReplaced(listener: ReplacedListener): () => void {
    this.#replacedListeners.add(listener);
    return () => this.#replacedListeners.delete(listener);
  }

  get document(): TopologyDocument {
    return this.#document;
  }

  get(): Workspace {
    return {
      document: this.#document,
      opening: this.#opening,
      path: this.#path,
      dirty: this.#revision !== this.#savedRevision,
      revision: this.#revision,
      recovery: this.#offers,
    };
  }

  /** Applies a page's edit. Throws `document-stale` if it was not made on the current document. */
  change(revision: number, diff: DocumentDiff, byHand: ByHand | null = null): { revision: number } {
    if (revision !== this.#revision) {
      throw staleFailure(`made on revision ${revision}, now at ${this.#revision}`);
    }
    checkDiff(this.#document, diff);
    this.#options.trust.changed(diff, byHand, this.#document);
    this.#document = applyDiff(this.#document, diff);
    this.#revision++;
    this.#recovery.schedule(this.#unsaved());
    for (const listener of this.#changeListeners) listener(this.#document, diff, this.#revision);
    return { revision: this.#revision };
  }

  /** @param first what has to be done before another lab takes the place, such as stopping this one */
  new(first = nothingFirst): Promise<Workspace> {
    return this.#exclusively(async () => {
      await first();
      return this.#replace(emptyDocument(randomUUID()), null, null, { from: 'here' });
    });
  }

  /** `first` is only done for a file that can be opened. Throws a FailureError for others. */
  open(path: string, first = nothingFirst): Promise<Workspace> {
    return this.#exclusively(async () => {
      const { document, fingerprint } = await readDocumentFile(path);
      const origin: Origin = { from: 'file', digest: fingerprint, path };
      await first();
      return this.#replace(document, path, fingerprint, origin);
    });
  }

  /**
   * Opens a lab that came without a place, as when it was dropped on the drawing. It has no file yet, and an id
   * of its own: the file that it is a copy of keeps its disks.
   */
  openText(text: string, first = nothingFirst): Promise<Workspace> {
    return this.#exclusively(async () => {
      const document = await readDocument(text);
      await first();
      const origin: Origin = { from: 'text', digest: fingerprintOf(text) };
      return this.#replace({ ...document, id: randomUUID() }, null, null, origin);
    });
  }

  /** Opens a copy with an id of its own, so that its machines do not write to another copy's overlays. */
  openExample(id: string, first = nothingFirst): Promise<Workspace> {
    return this.#exclusively(async () => {
      const document = await readExample(this.#options.examplesDirectory, id);
      await first();
      return this.#replace({ ...document, id: randomUUID() }, null, null, { from: 'here' });
    });
  }

  /**
   * Writes the document. Beside the file that it came from it becomes a lab of its own: with an id, and with
   * it disks, that the other has not. Throws `file-exists` rather than replace what somebody else has written.
   */
  save(path?: string, overwrite = false, copying?: BeforeCopying): Promise<Workspace> {
    const saving = this.#exclusively(async () => {
      const target = this.#saveTarget(path);
      if (!overwrite) await this.#checkReplaceable(target);
      const id = (await this.isCopy(target)) ? randomUUID() : this.#document.id;
      const undo = id === this.#document.id ? undefined : await copying?.(id);
      const revision = this.#revision;
      const document = { ...this.#document, id };
      const text = await inTurns(printing(document));
      try {
        await writeFileAtomically(target, text);
      } catch (error) {
        await undo?.();
        throw error;
      }
      if (id !== this.#document.id) this.#takeId(id);
      this.#path = target;
      this.#fingerprint = fingerprintOf(text);
      this.#savedRevision = revision;
      await this.#markSaved(document, { path: target, digest: this.#fingerprint });
      // An edit may have come while the file was written; then there is unsaved work again.
      if (this.#revision === revision) await this.#recovery.clear();
      else this.#recovery.schedule(this.#unsaved());
      return this.#tellReplaced();
    });
    this.#saving = saving.catch(() => undefined);
    return saving;
  }

  /** Resolves when what is being saved is saved: a copy's machines must not start with the disks of the other. */
  async saved(): Promise<void> {
    await this.#saving;
  }

  /** Whether a file that is saved there would stand beside the one that the lab came from. */
  async isCopy(target: string): Promise<boolean> {
    if (this.#path === null) return false;
    const [own, other] = await Promise.all([this.#path, target].map(realPathOf));
    // Where the former file is gone, the lab was moved.
    return own !== other && (await fingerprintAt(this.#path).catch(() => '')) !== null;
  }

  /** Gives the lab an id of its own: to its machines it is another one, with disks of their own. */
  renew(): Promise<Workspace> {
    return this.#exclusively(async () => {
      this.#takeId(randomUUID());
      this.#revision++;
      this.#recovery.schedule(this.#unsaved());
      return this.#tellReplaced();
    });
  }

  /** Goes on with the unsaved work of an instance that is gone. */
  recover(id: string, first = nothingFirst): Promise<Workspace> {
    return this.#exclusively(async () => {
      const work = await this.#recovery.read(id);
      await first();
      // It is removed only after it stands in this instance's own file.
      await this.#recovery.keep(work);
      await this.#forgetOffer(id);
      const { path, fingerprint, pending } = work;
      const file = path === null || fingerprint === null ? null : { path, digest: fingerprint };
      await this.#options.trust.opened(work.document, { from: 'unsaved', pending, file });
      this.#adopt(work.document, work.path, work.fingerprint);
      this.#savedRevision = -1;
      return this.#tellReplaced();
    });
  }

  discardRecovery(id: string): Promise<Workspace> {
    return this.#exclusively(async () => {
      await this.#forgetOffer(id);
      return this.get();
    });
  }

  /** Writes unsaved work down, so that the next start can offer it. */
  async close(): Promise<void> {
    await this.#last;
    await this.#recovery.flush();
  }

  /** A lab that was saved and is not known to be one's own is asked about once more, and no worse. */
  async #markSaved(document: TopologyDocument, file: SourceFile): Promise<void> {
    try {
      await this.#options.trust.saved(document, file);
    } catch (error) {
      this.#options.onFailure(failureOf(error));
    }
  }

  async #forgetOffer(id: string): Promise<void> {
    await this.#recovery.discard(id);
    this.#offers = this.#offers.filter((offer) => offer.id !== id);
  }

  #unsaved() {
    return {
      document: this.#document,
      path: this.#path,
      fingerprint: this.#fingerprint,
      pending: this.#options.trust.openIn(this.#document),
    };
  }

  #saveTarget(path: string | undefined): string {
    const target = path ?? this.#path;
    if (target !== null && isAbsolute(target)) return target;
    throw new FailureError({
      code: 'bad-request',
      message: target === null ? 'The lab has no file yet.' : 'The path must begin with a slash.',
      next: 'Choose where to save it.',
    });
  }

  async #checkReplaceable(target: string): Promise<void> {
    const own = target === this.#path;
    const found = await fingerprintAt(target);
    if (found === null || (own && found === this.#fingerprint)) return;
    throw existsFailure(target, own);
  }

  #takeId(id: string): void {
    this.#document = { ...this.#document, id };
    this.#options.trust.renewed(id);
  }

  #adopt(document: TopologyDocument, path: string | null, fingerprint: string | null): void {
    this.#document = document;
    this.#opening = randomUUID();
    this.#path = path;
    this.#fingerprint = fingerprint;
    this.#revision++;
    this.#savedRevision = this.#revision;
  }

  async #replace(
    document: TopologyDocument,
    path: string | null,
    fingerprint: string | null,
    origin: Origin,
  ) {
    await this.#options.trust.opened(document, origin);
    this.#adopt(document, path, fingerprint);
    await this.#recovery.clear();
    return this.#tellReplaced();
  }

  #tellReplaced(): Workspace {
    for (const listener of this.#replacedListeners) listener(this.#document);
    return this.get();
  }

  #exclusively<T>(step: () => Promise<T>): Promise<T> {
    const done = this.#last.then(step);
    // The caller gets the failure; the next one only waits for the end.
    this.#last = done.catch(() => undefined);
    return done;
  }
}
