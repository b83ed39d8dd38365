/** Changes that any input gets, several at a time. */
import type { Random } from '../../electron/engine/cable/random';

const INTERESTING = [0, 1, 7, 8, 16, 31, 32, 64, 100, 127, 128, 254, 255];
const INTERESTING_WIDE = [
  0, 1, 0xff, 0x100, 0xfff, 0x7fff, 0x8000, 0x8100, 0xffff, 0x10000, 0x7fffffff, 0x80000000,
  0xffffffff,
];
const NUMBERS = [
  '0',
  '1',
  '-1',
  '2',
  '255',
  '256',
  '4093',
  '4095',
  '4096',
  '65535',
  '65536',
  '2147483647',
  '2147483648',
  '-2147483648',
  '4294967296',
  '9007199254740993',
  '1e308',
  '1e999',
  '0.5',
  '-0',
];
const MOST_CHANGES_BITS = 4;
const LONGEST_PIECE = 64;

export interface MutationSource {
  readonly words: readonly Uint8Array[];
  readonly maxBytes: number;
  /** Another input, to take a piece of. */
  other(): Uint8Array;
}

type Change = (input: Uint8Array, random: Random, source: MutationSource) => Uint8Array;

export function below(random: Random, limit: number): number {
  return Math.floor(random.next() * limit);
}

export function oneOf<T>(random: Random, list: readonly T[]): T {
  return list[below(random, list.length)]!;
}

/** `input` with `removed` bytes at `at` replaced by `piece`. */
export function spliced(
  input: Uint8Array,
  at: number,
  removed: number,
  piece: Uint8Array,
): Uint8Array {
  const end = Math.min(input.length, at + removed);
  const result = new Uint8Array(at + piece.length + input.length - end);
  result.set(input.subarray(0, at));
  result.set(piece, at);
  result.set(input.subarray(end), at + piece.length);
  return result;
}

function pieceOf(input: Uint8Array, random: Random): Uint8Array {
  const length = 1 + below(random, Math.min(LONGEST_PIECE, Math.max(1, input.length)));
  const at = below(random, Math.max(1, input.length - length + 1));
  return input.slice(at, at + length);
}

function withByte(input: Uint8Array, random: Random, change: (byte: number) => number): Uint8Array {
  if (input.length === 0) return Uint8Array.of(change(0));
  const result = input.slice();
  const at = below(random, input.length);
  result[at] = change(result[at]!);
  return result;
}

function wide(input: Uint8Array, random: Random): Uint8Array {
  const size = oneOf(random, [2, 4]);
  if (input.length < size) return input;
  const result = input.slice();
  const at = below(random, input.length - size + 1);
  const view = new DataView(result.buffer);
  const isLittle = random.next() < 0.5;
  const value = oneOf(random, INTERESTING_WIDE);
  if (size === 2) view.setUint16(at, value & 0xffff, isLittle);
  else view.setUint32(at, value >>> 0, isLittle);
  return result;
}

/** Puts another number in the place of one that stands in the text. */
function decimal(input: Uint8Array, random: Random): Uint8Array {
  const isDigit = (byte: number | undefined) => byte !== undefined && byte >= 0x30 && byte <= 0x39;
  const from = below(random, Math.max(1, input.length));
  let at = from;
  while (at < input.length && !isDigit(input[at])) at++;
  if (at >= input.length) return input;
  let end = at;
  while (isDigit(input[end])) end++;
  return spliced(input, at, end - at, new TextEncoder().encode(oneOf(random, NUMBERS)));
}

const changes: readonly Change[] = [
  (input, random) => withByte(input, random, (byte) => byte ^ (1 << below(random, 8))),
  (input, random) => withByte(input, random, () => below(random, 256)),
  (input, random) => withByte(input, random, () => oneOf(random, INTERESTING)),
  (input, random) => withByte(input, random, (byte) => (byte + below(random, 33) - 16) & 255),
  wide,
  decimal,
  (input, random) => {
    const piece = pieceOf(input, random);
    return spliced(input, below(random, input.length + 1), piece.length, new Uint8Array());
  },
  (input, random) => spliced(input, below(random, input.length + 1), 0, pieceOf(input, random)),
  (input, random) => {
    const piece = pieceOf(input, random);
    return spliced(input, below(random, input.length + 1), piece.length, piece);
  },
  (input, random) => {
    const made = Uint8Array.from({ length: 1 + below(random, 8) }, () => below(random, 256));
    return spliced(input, below(random, input.length + 1), 0, made);
  },
  (input, random, { words }) =>
    words.length === 0
      ? input
      : spliced(input, below(random, input.length + 1), 0, oneOf(random, words)),
  (input, random, { words }) => {
    if (words.length === 0) return input;
    const word = oneOf(random, words);
    return spliced(input, below(random, input.length + 1), word.length, word);
  },
  (input, random, { other }) =>
    spliced(input, below(random, input.length + 1), 0, pieceOf(other(), random)),
  (input, random, { other }) => {
    const from = other();
    const cut = below(random, input.length + 1);
    return spliced(input.subarray(0, cut), cut, 0, from.subarray(below(random, from.length + 1)));
  },
];

/** One to sixteen changes one after the other; never longer than `maxBytes`. */
export function mutated(input: Uint8Array, random: Random, source: MutationSource): Uint8Array {
  let result = input;
  const count = 1 << below(random, MOST_CHANGES_BITS + 1);
  for (let change = 0; change < count; change++) {
    result = oneOf(random, changes)(result, random, source);
  }
  return result.length > source.maxBytes ? result.slice(0, source.maxBytes) : result;
}
