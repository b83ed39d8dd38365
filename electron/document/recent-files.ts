/**
 * The labs that were opened or saved lately, the latest first, kept over all instances of the user. It
 * is a help and no more: a list that cannot be read or written is an empty one.
 */
import { mkdir, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { z } from 'zod';
import type { RecentFile } from '../../shared/service';
import { writeFileAtomically } from './atomic-file';
import { readDocumentText } from './document-file';

const MOST = 12;

const listSchema = z.array(z.object({ path: z.string(), name: z.string() })).max(MOST);

async function isFile(path: string): Promise<boolean> {
  try {
    return (await stat(path)).isFile();
  } catch {
    // Moved or deleted: it is left out, and comes back when the file does.
    return false;
  }
}

export class RecentFiles {
  readonly #file: string;
  #last: Promise<void> = Promise.resolve();

  /** @param file where the list is kept; made when it is missing */
  constructor(file: string) {
    this.#file = file;
  }

  async #read(): Promise<RecentFile[]> {
    try {
      return listSchema.parse(JSON.parse(await readDocumentText(this.#file)));
    } catch {
      return [];
    }
  }

  /** Those that are still there. */
  async list(): Promise<RecentFile[]> {
    await this.#last;
    const known = await this.#read();
    const present = await Promise.all(known.map(({ path }) => isFile(path)));
    return known.filter((_, index) => present[index]);
  }

  /** Puts a lab at the head of the list. */
  add(recent: RecentFile): Promise<void> {
    this.#last = this.#last.then(() => this.#write(recent));
    return this.#last;
  }

  async #write(recent: RecentFile): Promise<void> {
    const others = (await this.#read()).filter(({ path }) => path !== recent.path);
    const list = [recent, ...others].slice(0, MOST);
    try {
      await mkdir(dirname(this.#file), { recursive: true, mode: 0o700 });
      await writeFileAtomically(this.#file, `${JSON.stringify(list, null, 2)}\n`);
    } catch (error) {
      console.error('vdelab: recent files:', error);
    }
  }
}
