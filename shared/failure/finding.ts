/** What is found wrong with a document, by rules alone or with a look at this computer. */
import { z } from 'zod';
import { type Remedy, remedySchema } from './remedy';

/** One thing that is wrong with a document, for the page to show at its record. */
export interface Finding {
  /** An error keeps the record from working; with a warning it runs, perhaps not as meant. */
  readonly severity: 'error' | 'warning';
  /** Id of the node or cable. */
  readonly record: string;
  /** Path of the field within the record, like `cards.0.mac`. */
  readonly field?: string | undefined;
  readonly message: string;
  /** What the user can do about it. */
  readonly next: string;
  /** What the page offers a button for, beside the words. */
  readonly remedy?: Remedy | undefined;
}

/** A finding as it goes from the service to the page. */
export const findingSchema = z.object({
  severity: z.enum(['error', 'warning']),
  record: z.string(),
  field: z.string().optional(),
  message: z.string(),
  next: z.string(),
  remedy: remedySchema.optional(),
});
