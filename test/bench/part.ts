/** One subject of the bench. Each is measured once a round, with all switches taking turns. */
import type { Contender } from './contenders';
import type { Quantity, Samples } from './samples';

export interface ReceiveBatch {
  /** From 0. */
  readonly number: number;
  /** How long one flood or one transfer lasts. */
  readonly seconds: number;
  /** A folder for sockets and files, made anew for each part and round. */
  readonly folder: string;
  /** Those that take part, in the order of this round. */
  readonly contenders: readonly Contender[];
  readonly samples: Samples;
}

export interface Part {
  /** As `--only` knows it. */
  readonly name: string;
  readonly title: string;
  /** One line: how it is measured. */
  readonly method: string;
  readonly quantities: readonly Quantity[];
  measure(round: ReceiveBatch): Promise<void>;
}
