/**
 * A small file of JSON with what the app remembers between its runs. It is a help and no more: one that is
 * missing, damaged or too large is as good as a new one.
 */
import { mkdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { z } from 'zod';
import { parseJson } from '../../shared/json-check';
import { writeFileAtomically } from './atomic-file';
import { readDocumentText } from './document-file';
import { fileFailure } from './file-failure';

export class JsonFile<Content> {
  readonly #path: string;
  readonly #schema: z.ZodType<Content>;
  readonly #empty: Content;
  #last: Promise<void> = Promise.resolve();

  /** @param path made with its folder when it is first written */
  constructor(path: string, schema: z.ZodType<Content>, empty: Content) {
    this.#path = path;
    this.#schema = schema;
    this.#empty = empty;
  }

  /** What is in it after the changes that are under way. */
  async read(): Promise<Content> {
    await this.#last;
    return this.#content();
  }

  /** Puts something in the place of its content, one change after the other. Throws a FailureError. */
  change(change: (content: Content) => Content): Promise<void> {
    const changed = this.#last.then(async () => this.#write(change(await this.#content())));
    // Whoever asked for it hears of a failure; the next change is none the worse for it.
    this.#last = changed.catch(() => {});
    return changed;
  }

  async #content(): Promise<Content> {
    try {
      return this.#schema.parse(parseJson(await readDocumentText(this.#path)));
    } catch {
      return this.#empty;
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
