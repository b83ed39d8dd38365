/** Makes an input smaller as long as it does the same (Zeller's ddmin, bounded). */
import { spliced } from './mutate';

const NOTHING = new Uint8Array();

/** Takes out pieces of 2^n bytes, large ones first. @param tries most inputs that are tried */
export async function shortened(
  input: Uint8Array,
  doesTheSame: (input: Uint8Array) => Promise<boolean>,
  tries: number,
): Promise<Uint8Array> {
  let best = input;
  let left = tries;
  const largest = 1 << Math.max(0, 30 - Math.clz32(Math.max(1, best.length)));
  for (let size = largest; size >= 1 && left > 0; size >>>= 1) {
    for (let at = 0; at < best.length && left > 0; ) {
      const candidate = spliced(best, at, size, NOTHING);
      left--;
      if (await doesTheSame(candidate)) best = candidate;
      else at += size;
    }
  }
  return best;
}

/** Makes bytes plain that do not matter, after {@link shortened}. */
export async function simplified(
  input: Uint8Array,
  doesTheSame: (input: Uint8Array) => Promise<boolean>,
  tries: number,
): Promise<Uint8Array> {
  let best = input;
  for (let at = 0; at < Math.min(best.length, tries); at++) {
    if (best[at] === 0x30) continue;
    const candidate = best.slice();
    candidate[at] = 0x30;
    if (await doesTheSame(candidate)) best = candidate;
  }
  return best;
}
