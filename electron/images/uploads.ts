/**
 * Files that were dropped on the page and come in parts. Each is written beside its place as a draft
 * and gets its own name when it is whole. One that stops coming is dropped.
 */
import { type FileHandle, mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { FailureError } from '../../shared/failure/failure';
import { fileFailure } from '../system/files/file-failure';
import { flushFile } from '../system/files/flush';
import { freePath } from '../system/files/free-path';
import { checkRoom } from '../system/files/free-space';
import { draftName } from '../system/processes/drafts';
import { cancelled, type JobProgress } from './jobs';

/** A page that sends nothing for so long is gone. */
const IDLE_LIMIT_MS = 60_000;

interface Upload {
  readonly bytes: number;
  readonly progress: JobProgress;
  readonly file: FileHandle;
  done: number;
  /** Parts are written one after the other. */
  writing: Promise<void>;
  readonly settle: (error: unknown) => void;
  idle: NodeJS.Timeout;
}

export interface UploadRequest {
  readonly name: string;
  readonly bytes: number;
  ready(): void;
}

export class Uploads {
  readonly #directory: string;
  readonly #open = new Map<string, Upload>();
  readonly #idleMs: number;

  constructor(directory: string, idleMs = IDLE_LIMIT_MS) {
    this.#directory = directory;
    this.#idleMs = idleMs;
  }

  /** Throws a FailureError when such a file cannot be taken in. */
  async check(name: string, bytes: number): Promise<void> {
    await mkdir(this.#directory, { recursive: true, mode: 0o700 });
    if (bytes === 0) throw empty(name);
    await checkRoom(this.#directory, bytes, name);
  }

  /**
   * Takes the parts of a file until it is whole; returns where it is then. Throws a FailureError.
   *
   * @param ready called when parts may come
   */
  async receive({ name, bytes, ready }: UploadRequest, progress: JobProgress): Promise<string> {
    const draft = join(this.#directory, draftName(progress.id));
    try {
      progress.step('Copying');
      const file = await open(draft, 'wx', 0o600);
      try {
        const whole = this.#allParts(bytes, progress, file);
        ready();
        await whole;
        await flushFile(file);
      } finally {
        await file.close();
      }
      const path = await freePath(this.#directory, basename(name));
      await rename(draft, path);
      return path;
    } catch (error) {
      await rm(draft, { force: true });
      if (progress.signal.aborted) throw cancelled();
      throw fileFailure(error, name, 'copied');
    }
  }

  /** Takes the next bytes of an upload. Throws a FailureError if it is none, or not their turn. */
  async part(job: string, offset: number, data: Uint8Array): Promise<void> {
    const upload = this.#open.get(job);
    if (upload === undefined) throw gone();
    upload.idle.refresh();
    const written = upload.writing.then(() => this.#write(upload, offset, data));
    upload.writing = written.catch(() => {});
    await written;
  }

  async #write(upload: Upload, offset: number, data: Uint8Array): Promise<void> {
    const { bytes, file, progress, settle } = upload;
    if (offset !== upload.done || offset + data.length > bytes) throw outOfTurn();
    try {
      await file.write(data, 0, data.length, offset);
    } catch (error) {
      settle(error);
      throw fileFailure(error, 'The file', 'copied');
    }
    upload.done += data.length;
    progress.bytes(upload.done, bytes);
    if (upload.done === bytes) settle(null);
  }

  async #allParts(bytes: number, progress: JobProgress, file: FileHandle): Promise<void> {
    const { id, signal } = progress;
    try {
      await new Promise<void>((resolve, reject) => {
        const settle = (error: unknown) => (error === null ? resolve() : reject(error));
        const idle = setTimeout(() => settle(silent()), this.#idleMs);
        signal.addEventListener('abort', () => settle(cancelled()), { once: true });
        if (signal.aborted) settle(cancelled());
        this.#open.set(id, {
          ...{ bytes, progress, file, settle, idle },
          ...{ done: 0, writing: Promise.resolve() },
        });
      });
    } finally {
      const upload = this.#open.get(id);
      this.#open.delete(id);
      clearTimeout(upload?.idle);
      // The file is closed next, so nothing may be on its way to it.
      await upload?.writing;
    }
  }
}

function empty(name: string): FailureError {
  return new FailureError({
    code: 'bad-request',
    message: `${name} is empty.`,
    next: 'Choose another file: a CD image, a disk image, a kernel or a root file system.',
  });
}

function gone(): FailureError {
  return new FailureError({
    code: 'not-found',
    message: 'This file is not being copied any more.',
    next: 'Look in the library of images why, and drop it again.',
  });
}

function outOfTurn(): FailureError {
  return new FailureError({
    code: 'bad-request',
    message: 'The parts of the file came in the wrong order.',
    next: 'Drop it again.',
  });
}

function silent(): FailureError {
  return new FailureError({
    code: 'interrupted',
    message: 'The page stopped sending the file.',
    next: 'Drop it again, and keep the page open until it is copied.',
  });
}
