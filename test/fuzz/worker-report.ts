/** What the fuzzing thread is asked to do, and what it tells. */
import type { ModuleBlocks } from './bundle';
import type { Finding } from './campaign';
import type { TargetName } from './target-names';

export interface WorkerOrder {
  readonly seed: number;
  /** Milliseconds, after the given inputs were tried. */
  readonly ms: number;
  readonly targets: readonly TargetName[];
  readonly modules: readonly ModuleBlocks[];
  /** Inputs to begin with, by target. */
  readonly inputs: Readonly<Record<string, readonly Uint8Array[]>>;
  /** [0] grows with each input, [1] is its length, [2] the number of its target; then its bytes. */
  readonly current: SharedArrayBuffer;
  /** Bytes of the inputs that are handed back for each target. */
  readonly corpusBytes: number;
}

export interface TargetSummary {
  readonly target: string;
  readonly runs: number;
  readonly seconds: number;
  readonly reached: number;
  readonly blocks: number;
  readonly features: number;
  readonly findings: number;
  readonly corpus: readonly Uint8Array[];
}

export type WorkerReport =
  | { readonly kind: 'finding'; readonly finding: Finding }
  | {
      readonly kind: 'turn';
      readonly target: string;
      readonly runs: number;
      readonly features: number;
    }
  | { readonly kind: 'done'; readonly summaries: readonly TargetSummary[] };

export const CURRENT_HEAD_BYTES = 12;
