/**
 * Proofs of kernels by the content of the kernel and the processor, kept in one file. A no is also only good
 * until the next boot, since what forbids a kernel to run may be a setting.
 */
import { readFileSync } from 'node:fs';
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { writeFileAtomically } from '../../document/atomic-file';
import { dataDirectory } from '../../lab/directories';
import { processorFacts } from './processor';
import type { UmlProof } from './uml-proof';

const proofSchema = z.object({
  key: z.string(),
  runs: z.boolean(),
  reason: z.string(),
  detail: z.string(),
});
const fileSchema = z.array(proofSchema);
type Remembered = z.infer<typeof proofSchema>;

/** Kernels that are updated leave their proofs; the newest are kept. */
const MOST = 32;

function keyOf(digest: string, runs: boolean): string {
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim();
  return [digest, processorFacts().identity, ...(runs ? [] : [boot])].join(' / ');
}

export class ProofMemory {
  readonly #folder: () => string;

  /** @param folder asked for each time, as tests change where the data lie */
  constructor(folder: () => string = dataDirectory) {
    this.#folder = folder;
  }

  /** What was proved of the kernel with that digest; null if nothing is known that still holds. */
  async recall(digest: string): Promise<UmlProof | null> {
    const found = (await this.#read()).find(({ key, runs }) => key === keyOf(digest, runs));
    if (found === undefined) return null;
    const { key: _, ...proof } = found;
    return proof;
  }

  async remember(digest: string, proof: UmlProof): Promise<void> {
    const others = (await this.#read()).filter(({ key }) => !key.startsWith(digest));
    const all: Remembered[] = [...others, { key: keyOf(digest, proof.runs), ...proof }];
    const folder = this.#folder();
    await mkdir(folder, { recursive: true });
    await writeFileAtomically(this.#file, `${JSON.stringify(all.slice(-MOST), null, 2)}\n`);
  }

  get #file(): string {
    return join(this.#folder(), 'uml-proofs.json');
  }

  async #read(): Promise<Remembered[]> {
    try {
      return fileSchema.parse(JSON.parse(await readFile(this.#file, 'utf8')));
    } catch {
      // Never asked, or not readable: ask again.
      return [];
    }
  }
}
