/**
 * Which templates were made on this computer, by the digests of their files. It stands beside them and
 * not in them, so that a file from elsewhere cannot say so of itself. What is lost here is only asked about.
 */
import { join } from 'node:path';
import { z } from 'zod';
import { FailureError } from '../../shared/failure';
import { writeFileAtomically } from '../document/atomic-file';
import { readDocumentText } from '../document/document-file';

const FILE = 'own.json';
const MOST_MARKS = 2000;
const marksSchema = z.array(z.string().regex(/^[0-9a-f]{64}$/));

export class OwnMarks {
  readonly #path: string;

  constructor(directory: string) {
    this.#path = join(directory, FILE);
  }

  async has(digest: string): Promise<boolean> {
    return (await this.#read()).includes(digest);
  }

  async add(digest: string): Promise<void> {
    const others = (await this.#read()).filter((one) => one !== digest);
    await writeFileAtomically(this.#path, JSON.stringify([...others, digest].slice(-MOST_MARKS)));
  }

  async #read(): Promise<string[]> {
    try {
      const marks = marksSchema.safeParse(JSON.parse(await readDocumentText(this.#path)));
      return marks.data ?? [];
    } catch (error) {
      // Missing or damaged: then nothing counts as made here.
      if (error instanceof FailureError || error instanceof SyntaxError) return [];
      throw error;
    }
  }
}
