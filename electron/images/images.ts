/** The library of images as the page knows it: the list, who uses what, and the jobs that fill it. */
import { rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { Params, Result } from '../../shared/contract/service';
import {
  type Image,
  type ImageJob,
  type Recipe,
  recipeTitles,
} from '../../shared/contract/service-images';
import type { TopologyDocument } from '../../shared/document/topology';
import { FailureError, failureOf } from '../../shared/failure/failure';
import type { ImageKind } from '../../shared/kinds/fields/image-kinds';
import { freePath, plainName } from '../system/files/free-path';
import { freeBytes } from '../system/files/free-space';
import { clearDrafts } from '../system/processes/drafts';
import { tryLock, unlock } from '../system/processes/owner-lock';
import { download, forgetPart, partOf } from './download';
import { fileState, inspectImage } from './image-file';
import { usersByPath } from './image-users';
import { ImageJobs, type JobProgress } from './jobs';
import { type Addition, ImageLibrary, type LibraryEntry } from './library';
import { offers } from './offers';
import { makeRecipe } from './recipes';
import { Uploads } from './uploads';

export interface ImagesContext {
  /** A folder of the library's own. */
  readonly root: string;
  document(): TopologyDocument;
  tellJob(job: ImageJob): void;
  tellChanged(): void;
}

type Wanted = Params<'images.download'>;

export class Images {
  readonly #around: ImagesContext;
  readonly #library: ImageLibrary;
  readonly #jobs: ImageJobs;
  readonly #uploads: Uploads;
  #usage = '';

  constructor(around: ImagesContext) {
    this.#around = around;
    this.#library = new ImageLibrary(around.root);
    this.#jobs = new ImageJobs((job) => around.tellJob(job));
    this.#uploads = new Uploads(this.#library.directory);
  }

  /** Makes the library's folder, and removes what instances that are gone have left half way. */
  async open(): Promise<void> {
    await this.#library.prepare();
    await clearDrafts(this.#library.directory);
  }

  async list(): Promise<Result<'images.list'>> {
    await this.#library.prepare();
    const { directory } = this.#library;
    return {
      images: await this.#images(),
      directory,
      freeBytes: await freeBytes(directory),
      jobs: this.#jobs.list(),
      downloads: [...offers],
    };
  }

  async add(path: string, kind: ImageKind | undefined): Promise<Image[]> {
    await this.#library.add({ path, kind });
    return this.#changed();
  }

  async remove(id: string, deleteFile: boolean): Promise<Image[]> {
    await this.#library.remove(id, deleteFile);
    return this.#changed();
  }

  /** Begins to take in a file whose parts follow. Throws a FailureError when there is no room. */
  async upload(name: string, bytes: number): Promise<ImageJob> {
    const plain = plainName(name);
    await this.#uploads.check(plain, bytes);
    // The first part may follow at once, so the answer waits until it has a place.
    return new Promise<ImageJob>((resolve) => {
      const job = this.#jobs.start({
        title: plain,
        totalBytes: bytes,
        run: async (progress) => {
          const request = { name: plain, bytes, ready: () => resolve(job) };
          const receiving = this.#uploads.receive(request, progress);
          // One that cannot begin is told by its job.
          const path = await receiving.finally(() => resolve(job));
          return this.#taken([{ path }]);
        },
      });
    });
  }

  uploadPart(job: string, offset: number, data: Uint8Array): Promise<void> {
    return this.#uploads.part(job, offset, data);
  }

  /** Begins a download, or goes on with one that was cut off; one that runs is not begun twice. */
  async download(wanted: Wanted): Promise<ImageJob> {
    await this.#library.prepare();
    const { url, sha256, title } = sourceOf(wanted);
    // What comes is kept under a name that the next attempt finds as well.
    const draft = join(this.#library.directory, `.download-${sha256.slice(0, 32)}`);
    return this.#jobs.start({
      title,
      totalBytes: 0,
      key: sha256,
      resume: wanted,
      run: (progress) => this.#download({ url, sha256, title }, draft, progress),
      forget: () => forgetPart(draft),
    });
  }

  async make(recipe: Recipe): Promise<ImageJob> {
    await this.#library.prepare();
    return this.#jobs.start({
      title: recipeTitles[recipe],
      totalBytes: 0,
      key: recipe,
      run: async (progress) =>
        this.#taken(await makeRecipe(recipe, this.#library.directory, progress)),
    });
  }

  cancel(job: string): Promise<void> {
    return this.#jobs.cancel(job);
  }

  /** The drawing changed: tells the page if other images are used than before. */
  documentChanged(document: TopologyDocument): void {
    const usage = JSON.stringify([...usersByPath(document)]);
    if (usage === this.#usage) return;
    this.#usage = usage;
    this.#around.tellChanged();
  }

  /** Ends what is under way; what a download has got so far is kept. */
  close(): Promise<void> {
    return this.#jobs.close();
  }

  async #download(source: Source, draft: string, progress: JobProgress): Promise<string[]> {
    const { url, sha256, title } = source;
    const lock = `${partOf(draft)}.lock`;
    if (!(await tryLock(lock))) throw downloadedElsewhere(title);
    try {
      await download({ url, sha256, target: draft, ...progress });
      return await this.#taken([{ path: await this.#named(draft, url) }]);
    } finally {
      await unlock(lock);
    }
  }

  /** Gives a download that is whole the name that it has at its source. */
  async #named(draft: string, url: string): Promise<string> {
    const name = nameIn(url);
    const path = await freePath(this.#library.directory, name);
    await rename(draft, path);
    return path;
  }

  /**
   * Puts the library's own new files into the list. A file that cannot be an image is not kept; one that
   * only cannot be listed now is, for it may have taken an hour to come.
   */
  async #taken(made: readonly Addition[]): Promise<string[]> {
    const ids: string[] = [];
    for (const addition of made) {
      const { path, kind } = addition;
      await inspectImage(path, kind).catch(async (error: unknown) => {
        await rm(path, { force: true });
        throw error;
      });
      const entry = await this.#library.add(addition).catch((error: unknown) => {
        throw notListed(path, error);
      });
      ids.push(entry.id);
    }
    this.#around.tellChanged();
    return ids;
  }

  async #changed(): Promise<Image[]> {
    this.#around.tellChanged();
    return this.#images();
  }

  async #images(): Promise<Image[]> {
    const users = usersByPath(this.#around.document());
    const entries = await this.#library.entries();
    return Promise.all(entries.map((entry) => this.#image(entry, users.get(entry.path) ?? [])));
  }

  async #image(entry: LibraryEntry, users: readonly string[]): Promise<Image> {
    const state = await fileState(entry.path);
    return { ...entry, ...state, isOwn: this.#library.isOwn(entry.path), users: [...users] };
  }
}

interface Source {
  readonly url: string;
  readonly sha256: string;
  readonly title: string;
}

/** The file name at the end of an address. */
function nameIn(url: string): string {
  const last = new URL(url).pathname.split('/').pop() ?? '';
  try {
    return plainName(decodeURIComponent(last));
  } catch {
    // A lone percent sign; then it is meant as it stands.
    return plainName(last);
  }
}

function sourceOf(wanted: Wanted): Source {
  if ('url' in wanted) {
    const { url, sha256 } = wanted;
    return { url, sha256: sha256.toLowerCase(), title: nameIn(url) };
  }
  const offer = offers.find(({ id }) => id === wanted.offer);
  if (offer !== undefined) return offer;
  throw new FailureError({
    code: 'not-found',
    message: 'This download is not offered any more.',
    next: 'Open the library of images anew, and choose from what is there.',
  });
}

function notListed(path: string, cause: unknown): FailureError {
  const { message, next } = failureOf(cause);
  return new FailureError(
    {
      code: 'not-ready',
      message: `The file is complete at ${path}, but it could not be put into the list of images: ${message}`,
      next: `${next} Then add the file by “Add a file…”.`,
    },
    { cause },
  );
}

function downloadedElsewhere(title: string): FailureError {
  return new FailureError({
    code: 'image-busy',
    message: `${title} is being downloaded by another Vdelab window.`,
    next: 'Wait until it is there; it will be in the library of this window as well.',
  });
}
