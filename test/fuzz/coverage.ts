/**
 * What instrumented code reports to: a count for each of its blocks, and fuel. Each block that is entered
 * takes one unit; when none is left it throws, so that a loop without end in our own code is found at once
 * and at the same place on every computer, however busy that is.
 */

/** Blocks that a bundle may have. */
export const MAX_BLOCKS = 1 << 16;
const MOST = 255;

const counts = new Uint8Array(MAX_BLOCKS);
let fuel = Number.POSITIVE_INFINITY;

/** Thrown out of instrumented code that has done more than an input may cost. */
export class OutOfFuel extends Error {
  override readonly name = 'OutOfFuel';
}

/** Called by instrumented code at the begin of each block. */
export function hit(block: number): void {
  if (counts[block] !== MOST) counts[block]!++;
  if (--fuel < 0) throw new OutOfFuel('more work than an input of this size may cause');
}

/** How often each block was entered since {@link startCounting}, up to 255. */
export const blockCounts: Uint8Array = counts;

/** Forgets all counts. @param allowance blocks that may be entered from now on */
export function startCounting(allowance: number): void {
  counts.fill(0);
  fuel = allowance;
}

/** Lets code run freely again; returns whether more was done than was allowed. */
export function stopCounting(): boolean {
  const isSpent = fuel < 0;
  fuel = Number.POSITIVE_INFINITY;
  return isSpent;
}
