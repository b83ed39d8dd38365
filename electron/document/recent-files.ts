/**
 * The labs that were opened or saved lately, the latest first, kept over all instances of the user.
 */
import { stat } from 'node:fs/promises';
import { z } from 'zod';
import type { RecentFile } from '../../shared/contract/service';
import { JsonFile } from '../system/files/json-file';

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
  readonly #file: JsonFile<RecentFile[]>;

  /** @param path where the list is kept; made when it is missing */
  constructor(path: string) {
    this.#file = new JsonFile(path, listSchema, []);
  }

  /** Those that are still there. */
  async list(): Promise<RecentFile[]> {
    const known = await this.#file.read();
    const present = await Promise.all(known.map(({ path }) => isFile(path)));
    return known.filter((_, index) => present[index]);
  }

  /** Puts a lab at the head of the list. Opening and saving go on where that fails. */
  async add(recent: RecentFile): Promise<void> {
    try {
      await this.#file.change((known) =>
        [recent, ...known.filter(({ path }) => path !== recent.path)].slice(0, MOST),
      );
    } catch (error) {
      console.error('vdelab: recent files:', error);
    }
  }
}
