/**
 * Remembers for each document how its consoles stood in the window: in a file of the data folder, because
 * what a browser keeps is lost with the port that the page came from.
 */
import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import {
  type Arrangement,
  type arrangementCalls,
  arrangementSchema,
} from '../../shared/service-arrangement';
import { writeFileAtomically } from '../document/atomic-file';
import type { Handlers } from './session';

/** The labs that were changed last; those before them are forgotten. */
const MAX_DOCUMENTS = 100;
const MAX_FILE_CHARACTERS = 8_000_000;

const fileSchema = z.array(z.object({ document: z.string().max(100), arrangement: z.unknown() }));

export class Arrangements {
  readonly #file: string;
  #known: Promise<Map<string, Arrangement>> | null = null;
  /** One write at a time, and the last one wins. */
  #writing: Promise<void> = Promise.resolve();

  constructor(file: string) {
    this.#file = file;
  }

  async get(document: string): Promise<Arrangement | null> {
    return (await this.#all()).get(document) ?? null;
  }

  /** Throws a FailureError when it cannot be written. */
  async set(document: string, arrangement: Arrangement): Promise<void> {
    const all = await this.#all();
    // The order of the map is that of the last changes.
    all.delete(document);
    all.set(document, arrangement);
    for (const oldest of all.keys()) {
      if (all.size <= MAX_DOCUMENTS) break;
      all.delete(oldest);
    }
    const write = () => this.#write(all);
    this.#writing = this.#writing.then(write, write);
    await this.#writing;
  }

  #all(): Promise<Map<string, Arrangement>> {
    this.#known ??= this.#read();
    return this.#known;
  }

  /** What cannot be read is as good as nothing: the consoles are opened again by hand. */
  async #read(): Promise<Map<string, Arrangement>> {
    const all = new Map<string, Arrangement>();
    try {
      const text = await readFile(this.#file, 'utf8');
      if (text.length > MAX_FILE_CHARACTERS) return all;
      for (const { document, arrangement } of fileSchema.parse(JSON.parse(text))) {
        const { data } = arrangementSchema.safeParse(arrangement);
        if (data !== undefined) all.set(document, data);
      }
    } catch {
      // No file yet, or a broken one, which the next change replaces.
    }
    return all;
  }

  async #write(all: ReadonlyMap<string, Arrangement>): Promise<void> {
    const list = [...all].map(([document, arrangement]) => ({ document, arrangement }));
    await mkdir(dirname(this.#file), { recursive: true, mode: 0o700 });
    await writeFileAtomically(this.#file, `${JSON.stringify(list)}\n`);
  }
}

export function arrangementHandlers(
  arrangements: Arrangements,
): Pick<Handlers, keyof typeof arrangementCalls> {
  return {
    'arrangement.get': async ({ document }) => ({ arrangement: await arrangements.get(document) }),
    'arrangement.set': async ({ document, arrangement }) => {
      await arrangements.set(document, arrangement);
      return {};
    },
  };
}
