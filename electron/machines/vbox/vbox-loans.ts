/**
 * What machines of VirtualBox were like before cards and serial port were lent to a lab, one file a
 * machine in the data directory. It is written before anything is changed and removed when all is as it
 * was, so that an app that was killed, and even a computer that lost its power, can be put right.
 */
import { mkdir, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { parseJson } from '../../../shared/text/json-check';
import { writeFileAtomically } from '../../system/files/atomic-file';
import { readRegular } from '../../system/files/regular-file';
import { ownerSchema } from '../../system/processes/process-owner';
import { cardBeforeSchema, serialBeforeSchema } from './vbox-settings';

const loanSchema = z.object({
  machine: z.uuid(),
  /** What VirtualBox called it. */
  name: z.string(),
  owner: ownerSchema,
  cards: z.array(cardBeforeSchema),
  serial: serialBeforeSchema,
});
export type Loan = z.infer<typeof loanSchema>;

const FILE = /^([0-9a-f-]{36})\.json$/;

export class VboxLoans {
  readonly #folder: () => string;

  /** @param folder where the files are; asked for when it is needed */
  constructor(folder: () => string) {
    this.#folder = folder;
  }

  /** Resolves when it is on the disk. Throws a FailureError when it cannot be written. */
  async save(loan: Loan): Promise<void> {
    await mkdir(this.#folder(), { recursive: true, mode: 0o700 });
    await writeFileAtomically(this.#path(loan.machine), `${JSON.stringify(loan)}\n`);
  }

  async forget(machine: string): Promise<void> {
    await rm(this.#path(machine), { force: true });
  }

  async of(machine: string): Promise<Loan | null> {
    try {
      const text = await readRegular(this.#path(machine));
      return loanSchema.parse(parseJson(text));
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
      throw error;
    }
  }

  /** The machines that something is written down of. */
  async machines(): Promise<string[]> {
    try {
      const names = await readdir(this.#folder());
      return names.flatMap((name) => FILE.exec(name)?.[1] ?? []);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  }

  #path(machine: string): string {
    return join(this.#folder(), `${machine.toLowerCase()}.json`);
  }
}
