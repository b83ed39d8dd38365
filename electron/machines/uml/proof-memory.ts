/**
 * Proofs of kernels by the content of the kernel and the processor, kept in one file. A no is also only good
 * until the next boot, since what forbids a kernel to run may be a setting.
 */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { dataDirectory } from '../../system/files/directories';
import { JsonFile } from '../../system/files/json-file';
import { processorFacts } from './processor';

/** Whether a kernel runs on this computer, as uml-proof.ts found out. */
export interface UmlProof {
  readonly runs: boolean;
  /** Why not, as the end of a sentence that begins with the kernel; empty if it runs. */
  readonly reason: string;
  /** The kernel's own last words; may be empty. */
  readonly detail: string;
}

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
    const found = (await this.#content().read()).find(
      ({ key, runs }) => key === keyOf(digest, runs),
    );
    if (found === undefined) return null;
    const { key: _, ...proof } = found;
    return proof;
  }

  /** Throws a FailureError when it cannot be written. */
  async remember(digest: string, proof: UmlProof): Promise<void> {
    const proved: Remembered = { key: keyOf(digest, proof.runs), ...proof };
    await this.#content().change((known) => {
      const others = known.filter(({ key }) => !key.startsWith(digest));
      return [...others, proved].slice(-MOST);
    });
  }

  #content(): JsonFile<Remembered[]> {
    return new JsonFile(join(this.#folder(), 'uml-proofs.json'), fileSchema, []);
  }
}
