/**
 * Unsaved work that outlives a crash. Every instance keeps its unsaved document in one file named for
 * its process; an instance that starts later offers those whose process is gone.
 */

import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { RecoveryOffer } from '../../shared/contract/service';
import { printing } from '../../shared/document/document-print';
import type { TopologyDocument } from '../../shared/document/topology';
import { type Failure, FailureError, failureOf } from '../../shared/failure/failure';
import { type JsonLimits, parseJson } from '../../shared/text/json-check';
import { writeFileAtomically } from '../system/files/atomic-file';
import { errorCode, fileFailure } from '../system/files/file-failure';
import { inTurns } from '../system/in-turns';
import {
  OWNER_KEY,
  type Owner,
  ownerKey,
  ownerOfKey,
  ownerState,
} from '../system/processes/process-owner';
import { unwaited } from '../system/unexpected';
import { readDocumentText } from './document-file';
import { MAX_DOCUMENT_BYTES, readDocument } from './document-text';

/** Unsaved work is on the disk at most this long after a change. */
const AUTOSAVE_DELAY_MS = 500;

const FILE_PATTERN = new RegExp(`^${OWNER_KEY}\\.json$`);

/** The document stands in it as a string, with its quotes and lines escaped. */
const MAX_AUTOSAVE_BYTES = 2.5 * MAX_DOCUMENT_BYTES;
const LIMITS: JsonLimits = {
  depth: 2,
  members: 100_000,
  values: 200_000,
  string: MAX_AUTOSAVE_BYTES,
};

const autosaveSchema = z.object({
  path: z.string().nullable(),
  /** Fingerprint of the file at `path` when it was last read or written. */
  fingerprint: z.string().nullable(),
  savedAt: z.number(),
  document: z.string(),
  /** What in it nobody had agreed to; of older ones that is not known. */
  pending: z.array(z.string().max(100)).optional(),
});

/** What is needed to go on with a document that was not saved. */
export interface UnsavedWork {
  readonly document: TopologyDocument;
  readonly path: string | null;
  readonly fingerprint: string | null;
  readonly pending: readonly string[] | undefined;
}

/**
 * Whether the work of an instance may be offered: it is known to be gone. Of one in another container
 * or on another computer nobody here knows, so its work is left to it.
 */
function isLeft(id: string): boolean {
  const owner = ownerOfKey(id);
  return owner !== null && ownerState(owner) === 'gone';
}

export interface RecoveryOptions {
  /** Where all instances of the user keep their unsaved work; made when it is missing. */
  readonly directory: string;
  readonly owner: Owner;
  /** Told when unsaved work could not be written. */
  readonly onFailure: (failure: Failure) => void;
}

export class Recovery {
  readonly #options: RecoveryOptions;
  readonly #own: string;
  #wanted: UnsavedWork | null = null;
  #timer: NodeJS.Timeout | undefined;
  /** What was said of a failure that lasts. */
  #told: string | null = null;
  #writing: Promise<void> = Promise.resolve();

  constructor(options: RecoveryOptions) {
    this.#options = options;
    this.#own = ownerKey(options.owner);
  }

  #file(id: string): string {
    return join(this.#options.directory, `${id}.json`);
  }

  /** Has the work written soon; of several only the latest. */
  schedule(work: UnsavedWork): void {
    this.#wanted = work;
    this.#timer ??= setTimeout(() => unwaited(this.flush()), AUTOSAVE_DELAY_MS);
  }

  /** Writes at once what is scheduled; failures go to `onFailure`, for the work itself goes on. */
  flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const work = this.#wanted;
    this.#wanted = null;
    if (work !== null) this.#queue(() => this.#write(work));
    return this.#writing;
  }

  /** Writes the work now; unlike scheduled work a failure is the caller's. */
  keep(work: UnsavedWork): Promise<void> {
    const done = this.#writing.then(() => this.#write(work));
    this.#writing = done.catch(() => undefined);
    return done;
  }

  /** Forgets this instance's unsaved work, because it was saved or given up. */
  clear(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#wanted = null;
    this.#queue(() => this.#remove(this.#own));
    return this.#writing;
  }

  #queue(step: () => Promise<void>): void {
    this.#writing = this.#writing.then(step).then(
      () => {
        this.#told = null;
      },
      (error: unknown) => this.#tell(failureOf(error)),
    );
  }

  /** Tells once what fails with every edit, and again after it went well. */
  #tell(failure: Failure): void {
    if (failure.message === this.#told) return;
    this.#told = failure.message;
    this.#options.onFailure(failure);
  }

  async #remove(id: string): Promise<void> {
    const file = this.#file(id);
    try {
      await rm(file, { force: true });
    } catch (error) {
      // Where its folder is none there is no such file.
      if (errorCode(error) !== 'ENOTDIR') throw fileFailure(error, file, 'removed');
    }
  }

  async #write({ document, path, fingerprint, pending }: UnsavedWork): Promise<void> {
    const { directory } = this.#options;
    try {
      await mkdir(directory, { recursive: true, mode: 0o700 });
    } catch (error) {
      throw fileFailure(error, directory, 'made for unsaved work');
    }
    const savedAt = Date.now();
    const text = await inTurns(printing(document));
    const content = { path, fingerprint, savedAt, document: text, pending };
    await writeFileAtomically(this.#file(this.#own), JSON.stringify(content));
  }

  async #deadOwners(): Promise<string[]> {
    let names: string[];
    try {
      names = await readdir(this.#options.directory);
    } catch (error) {
      const expected = fileFailure(error, this.#options.directory, 'read');
      if (expected instanceof FailureError && expected.failure.code === 'file-missing') return [];
      throw expected;
    }
    return names
      .filter((name) => FILE_PATTERN.test(name))
      .map((name) => name.slice(0, -'.json'.length))
      .filter((id) => id !== this.#own && isLeft(id))
      .sort();
  }

  async #read(id: string): Promise<z.infer<typeof autosaveSchema> & { work: UnsavedWork }> {
    const text = await readDocumentText(this.#file(id), MAX_AUTOSAVE_BYTES);
    const content = autosaveSchema.safeParse(jsonOrNull(text));
    if (!content.success) throw this.#unreadable(id);
    const { path, fingerprint, document, pending } = content.data;
    const work = { document: await readDocument(document), path, fingerprint, pending };
    return { ...content.data, work };
  }

  #unreadable(id: string): FailureError {
    return new FailureError({
      code: 'document-broken',
      message: 'The unsaved work cannot be read.',
      next: `Look into ${this.#file(id)} with a text editor, or discard it.`,
    });
  }

  /** The unsaved work of instances that are gone, the latest first. Broken ones are offered as such. */
  async offers(): Promise<RecoveryOffer[]> {
    const offers = await Promise.all((await this.#deadOwners()).map((id) => this.#offer(id)));
    return offers.sort((a, b) => b.savedAt - a.savedAt);
  }

  async #offer(id: string): Promise<RecoveryOffer> {
    try {
      const { path, savedAt, work } = await this.#read(id);
      const nodeCount = Object.keys(work.document.nodes).length;
      return { id, name: work.document.name, path, savedAt, nodeCount };
    } catch (error) {
      if (!(error instanceof FailureError)) throw error;
      return { id, name: 'Unreadable work', path: this.#file(id), savedAt: 0, nodeCount: 0 };
    }
  }

  #checkOffered(id: string): void {
    if (isLeft(id)) return;
    throw new FailureError({
      code: 'not-found',
      message: 'There is no such unsaved work.',
      next: 'It may have been recovered or discarded in another window.',
    });
  }

  /** The unsaved work of an instance that is gone; it stays on the disk until it is discarded. */
  async read(id: string): Promise<UnsavedWork> {
    this.#checkOffered(id);
    return (await this.#read(id)).work;
  }

  /** Removes the unsaved work of an instance that is gone. */
  async discard(id: string): Promise<void> {
    this.#checkOffered(id);
    await this.#remove(id);
  }
}

function jsonOrNull(text: string): unknown {
  try {
    return parseJson(text, LIMITS);
  } catch {
    return null;
  }
}
