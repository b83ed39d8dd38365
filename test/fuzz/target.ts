/** What is fuzzed: something that takes bytes and keeps its promises, whatever they are. */
import type { Random } from '../../electron/engine/cable/random';
import type { TargetName } from './target-names';

export interface FuzzTarget {
  readonly name: TargetName;
  /** Begins of the names of the modules whose blocks are counted for its summary. */
  readonly modules: readonly string[];
  /** What a run begins with when there is no corpus. */
  readonly seeds: readonly Uint8Array[];
  /** Texts that inputs are made of, beside those that stand in the modules. */
  readonly words?: readonly string[];
  /** Inputs are not made longer than this, in bytes. */
  readonly maxBytes: number;
  /** Blocks of code that an input may enter: what more means is that work is not bounded. */
  readonly fuel: (bytes: number) => number;
  /** Milliseconds of a processor that one input may take; what takes longer several times in a row is a finding. */
  readonly limitMs: number;
  /** Changes an input by what it means, beside the changes that any input gets. */
  mutate?(input: Uint8Array, random: Random): Uint8Array;
  /** Throws when a promise is broken. */
  run(input: Uint8Array): void | Promise<void>;
}

/** A promise that was not kept. */
export class BrokenPromise extends Error {
  override readonly name = 'BrokenPromise';
}

export function promise(isKept: boolean, words: string | (() => string)): void {
  if (!isKept) throw new BrokenPromise(typeof words === 'string' ? words : words());
}

const latin1 = new TextDecoder('latin1');
const utf8 = new TextDecoder();
const encoder = new TextEncoder();

/** Bytes as text of the same length. */
export const textOf = (bytes: Uint8Array): string => latin1.decode(bytes);
/** Bytes as UTF-8, what is none replaced. */
export const utf8Of = (bytes: Uint8Array): string => utf8.decode(bytes);
export const bytesOf = (text: string): Uint8Array => encoder.encode(text);

/** So many blocks for each byte, and some for an empty input. */
export function fuelPerByte(each: number, base = 200_000): (bytes: number) => number {
  return (bytes) => base + bytes * each;
}
