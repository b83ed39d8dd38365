/**
 * The list of images, one JSON file for all instances of the app. It is read anew before each use and
 * changed under a lock, so that none loses what another one added. Files lie where they are, or in the
 * library's own folder if they were copied, downloaded or made.
 */
import { randomUUID } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { z } from 'zod';
import { guestSchema } from '../../shared/contract/service-images';
import { FailureError } from '../../shared/failure/failure';
import { type ImageKind, imageKinds } from '../../shared/kinds/fields/image-kinds';
import { parseJson } from '../../shared/text/json-check';
import { writeFileAtomically } from '../system/files/atomic-file';
import { errorCode, fileFailure } from '../system/files/file-failure';
import { readRegular } from '../system/files/regular-file';
import { withLock } from '../system/processes/owner-lock';
import { inspectImage } from './image-file';
import { companionFolder } from './uml-kernel';

const entrySchema = z.object({
  id: z.string().regex(/^[a-z0-9-]{1,64}$/),
  name: z.string(),
  path: z.string(),
  kind: z.enum(imageKinds),
  format: z.string(),
  virtualBytes: z.number(),
  guest: guestSchema.nullable(),
});
export type LibraryEntry = z.infer<typeof entrySchema>;

const fileSchema = z.object({ version: z.literal(1), images: z.array(entrySchema) });

/** What is known of a file that is to be added, beside what it shows by itself. */
export interface Addition {
  readonly path: string;
  readonly kind?: ImageKind | undefined;
  readonly guest?: LibraryEntry['guest'];
  /** What it is called in the list; by default the file's name. */
  readonly name?: string;
}

export class ImageLibrary {
  /** Where the library's own files lie. */
  readonly directory: string;
  readonly #root: string;
  readonly #file: string;

  /** @param root a folder of the library's own; made when it is first needed */
  constructor(root: string) {
    this.#root = root;
    this.directory = join(root, 'files');
    this.#file = join(root, 'library.json');
  }

  async entries(): Promise<readonly LibraryEntry[]> {
    try {
      return fileSchema.parse(parseJson(await readRegular(this.#file))).images;
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return [];
      if (error instanceof FailureError) throw error;
      if (errorCode(error) !== null) throw fileFailure(error, this.#file, 'read');
      throw broken(this.#file, error);
    }
  }

  /** Makes the folder of the library's own files. Throws a FailureError when it cannot. */
  async prepare(): Promise<void> {
    try {
      await mkdir(this.directory, { recursive: true, mode: 0o700 });
    } catch (error) {
      throw fileFailure(error, this.directory, 'made');
    }
  }

  /** Whether the file lies in the library's own folder. */
  isOwn(path: string): boolean {
    return dirname(path) === this.directory;
  }

  /** Adds a file; one that is in the list already is looked at anew. Throws a FailureError. */
  async add({ path, kind, guest = null, name = basename(path) }: Addition): Promise<LibraryEntry> {
    const looked = await inspectImage(path, kind);
    return this.#change((entries) => {
      const known = entries.find((entry) => entry.path === path);
      const id = known?.id ?? randomUUID();
      const entry: LibraryEntry = {
        id,
        name,
        path,
        ...looked,
        guest: guest ?? known?.guest ?? null,
      };
      const rest = entries.filter((other) => other.path !== path);
      return { entries: [...rest, entry], result: entry };
    });
  }

  /** Takes an image out of the list, and deletes its file if it is the library's own and that is wanted. */
  async remove(id: string, deleteFile: boolean): Promise<void> {
    const removed = await this.#change((entries) => ({
      entries: entries.filter((entry) => entry.id !== id),
      result: entries.find((entry) => entry.id === id),
    }));
    if (removed === undefined || !deleteFile || !this.isOwn(removed.path)) return;
    try {
      await rm(removed.path, { force: true });
      if (removed.kind === 'kernel') {
        await rm(companionFolder(removed.path), { recursive: true, force: true });
      }
    } catch (error) {
      throw fileFailure(error, removed.path, 'deleted');
    }
  }

  async #change<T>(
    change: (entries: readonly LibraryEntry[]) => { entries: LibraryEntry[]; result: T },
  ): Promise<T> {
    await this.prepare();
    return withLock(join(this.#root, 'lock'), async () => {
      const { entries, result } = change(await this.entries());
      await writeFileAtomically(
        this.#file,
        `${JSON.stringify({ version: 1, images: entries }, null, 2)}\n`,
      );
      return result;
    });
  }
}

function broken(path: string, cause: unknown): FailureError {
  return new FailureError(
    {
      code: 'document-broken',
      message: 'The list of images cannot be understood; a newer Vdelab may have written it.',
      next: `Move ${path} away, and add your images again: their files are where they were.`,
      detail: String(cause),
    },
    { cause },
  );
}
