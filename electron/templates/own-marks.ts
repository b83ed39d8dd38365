/**
 * Which templates were made on this computer, by the digests of their files. It stands beside them and
 * not in them, so that a file from elsewhere cannot say so of itself. What is lost here is only asked about.
 */
import { join } from 'node:path';
import { z } from 'zod';
import { JsonFile } from '../system/files/json-file';

const FILE = 'own.json';
const MOST_MARKS = 2000;
const marksSchema = z.array(z.string().regex(/^[0-9a-f]{64}$/));

export class OwnMarks {
  readonly #file: JsonFile<string[]>;

  constructor(directory: string) {
    this.#file = new JsonFile(join(directory, FILE), marksSchema, []);
  }

  async has(digest: string): Promise<boolean> {
    return (await this.#file.read()).includes(digest);
  }

  /** Throws a FailureError when it cannot be written. */
  add(digest: string): Promise<void> {
    return this.#file.change((marks) =>
      [...marks.filter((one) => one !== digest), digest].slice(-MOST_MARKS),
    );
  }
}
