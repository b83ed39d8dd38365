/** One thing that is wrong with a document, for the page to show at its record. */
import type { Remedy } from './remedy';

export interface Finding {
  /** An error keeps the record from working; with a warning it runs, perhaps not as meant. */
  readonly severity: 'error' | 'warning';
  /** Id of the node or cable. */
  readonly record: string;
  /** Path of the field within the record, like `cards.0.mac`. */
  readonly field?: string;
  readonly message: string;
  /** What the user can do about it. */
  readonly mend: string;
  /** What the page offers a button for, beside the words. */
  readonly fix?: Remedy;
}
