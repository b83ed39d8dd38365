/**
 * A small file of JSON with what the app remembers between its runs. It is a help and no more: one that is
 * missing, damaged or too large is as good as a new one. One that only cannot be read now is not written
 * over: what is in it would be lost.
 */
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';
import { FailureError } from '../../../shared/failure/failure';
import { parseJson } from '../../../shared/text/json-check';
import { writeFileAtomically } from './atomic-file';
import { errorCode, fileFailure, isSystemError } from './file-failure';
import { readTextFile } from './text-file';

/** What reading says where no content of ours can be: nothing is there, or something that is no file. */
const NOTHING = ['ENOENT', 'ENOTDIR'];

export class JsonFile<Content> {
  readonly #path: string;
  readonly #schema: z.ZodType<Content>;
  readonly #empty: Content;
  readonly #readText: (path: string) => Promise<string>;
  #last: Promise<void> = Promise.resolve();

  /**
   * @param path made with its folder when it is first written
   * @param readText throws what the system says; tests put a failing one in its place
   */
  constructor(
    path: string,
    schema: z.ZodType<Content>,
    empty: Content,
    readText: (path: string) => Promise<string> = readTextFile,
  ) {
    this.#path = path;
    this.#readText = readText;
    this.#schema = schema;
    this.#empty = empty;
  }

  /** What is in it after the changes that are under way; as if it were new where it cannot be read. */
  async read(): Promise<Content> {
    await this.#last;
    return this.#content().catch(() => this.#empty);
  }

  /** Puts something in the place of its content, one change after the other. Throws a FailureError. */
  change(change: (content: Content) => Content): Promise<void> {
    const changed = this.#last.then(async () => this.#write(change(await this.#content())));
    // Whoever asked for it hears of a failure; the next change is none the worse for it.
    this.#last = changed.catch(() => {});
    return changed;
  }

  /** Throws when the content is there and cannot be read now. */
  async #content(): Promise<Content> {
    const text = await this.#text();
    if (text === null) return this.#empty;
    try {
      return this.#schema.parse(parseJson(text));
    } catch {
      // Damaged, or of another version: of no use to anybody.
      return this.#empty;
    }
  }

  /** Null where there is nothing that was written here. */
  async #text(): Promise<string | null> {
    try {
      return await this.#readText(this.#path);
    } catch (error) {
      const cause = error instanceof FailureError ? error.cause : error;
      // Where no system call failed it was read, and is no text, too large, or no file.
      if (!isSystemError(cause) || NOTHING.includes(errorCode(cause)!)) return null;
      throw error instanceof FailureError ? error : unreadable(this.#path, error);
    }
  }

  async #write(content: Content): Promise<void> {
    const directory = dirname(this.#path);
    try {
      await mkdir(directory, { recursive: true, mode: 0o700 });
    } catch (error) {
      throw fileFailure(error, directory, 'made');
    }
    await writeFileAtomically(this.#path, `${JSON.stringify(content)}\n`);
  }
}

function unreadable(path: string, error: unknown): FailureError {
  return new FailureError(
    {
      code: 'file-forbidden',
      message: `${path} cannot be read now, so nothing is written over what is in it.`,
      next: 'Look at the disk that it is on, and try again.',
      detail: error instanceof Error ? error.message : String(error),
    },
    { cause: error },
  );
}
