/**
 * Remembers for each document how its consoles stood in the window: in a file of the data folder, because
 * what a browser keeps is lost with the port that the page came from.
 */
import { z } from 'zod';
import {
  type Arrangement,
  type arrangementCalls,
  arrangementSchema,
} from '../../shared/contract/service-arrangement';
import { JsonFile } from '../system/files/json-file';
import type { Handlers } from './session';

/** The labs that were changed last; those before them are forgotten. */
const MAX_DOCUMENTS = 100;

/** The latest is last. One that another version wrote is no reason to forget the others. */
const fileSchema = z.array(z.object({ document: z.string().max(100), arrangement: z.unknown() }));

export class Arrangements {
  readonly #file: JsonFile<z.infer<typeof fileSchema>>;

  constructor(path: string) {
    this.#file = new JsonFile(path, fileSchema, []);
  }

  async get(document: string): Promise<Arrangement | null> {
    const known = (await this.#file.read()).find((one) => one.document === document);
    return arrangementSchema.safeParse(known?.arrangement).data ?? null;
  }

  /** Throws a FailureError when it cannot be written. */
  set(document: string, arrangement: Arrangement): Promise<void> {
    return this.#file.change((all) =>
      [...all.filter((one) => one.document !== document), { document, arrangement }].slice(
        -MAX_DOCUMENTS,
      ),
    );
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
