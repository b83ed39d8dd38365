/** The part of the contract that asks for what consoles have printed. */
import { z } from 'zod';
import { consoleIdSchema } from './console-id';

/** Most characters of what is looked for. */
export const MAX_SOUGHT = 200;

const soughtSchema = z.object({
  text: z.string().min(1).max(MAX_SOUGHT),
  matchCase: z.boolean(),
  wholeWord: z.boolean(),
});

const consoleHitSchema = z.object({
  /** The line, or the part of a long one around the match. */
  text: z.string(),
  /** Where the match begins in `text`. */
  at: z.number().int(),
  /** The lines above and below; empty at the ends of the text. */
  before: z.string(),
  after: z.string(),
  /** When the line was begun, in milliseconds since 1970; null if nobody knows. */
  time: z.number().nullable(),
  /** How many lines with a match come after this one. */
  fromEnd: z.number().int(),
});

const consoleHitsSchema = z.object({
  console: consoleIdSchema,
  /** Lines with a match; more than there are `hits` when there are many. */
  count: z.number().int(),
  /** The latest ones, in the order in which they were printed. */
  hits: z.array(consoleHitSchema),
});

export const consoleCalls = {
  /** Looks for a text in what all consoles have printed, whether or not a page shows them. */
  'console.search': {
    params: soughtSchema,
    result: z.object({
      consoles: z.array(consoleHitsSchema),
      /** Whether all of the text was searched; there is a limit to the work of one call. */
      complete: z.boolean(),
    }),
  },
  /**
   * All that is kept of what a console has printed: as the lines that could be read, or raw, as it
   * came from the machine. With `times`, each line begins with when it was printed (UTC, ISO 8601).
   */
  'console.text': {
    params: z.object({ console: consoleIdSchema, raw: z.boolean(), times: z.boolean() }),
    result: z.object({ text: z.string() }),
  },
} as const;

export type Sought = z.infer<typeof soughtSchema>;
export type ConsoleHit = z.infer<typeof consoleHitSchema>;
export type ConsoleHits = z.infer<typeof consoleHitsSchema>;
