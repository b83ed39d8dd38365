/** What a copy is called. Pure. */

const MAX_NAME = 40;
/** `pc1`, `router-2`; other names that end in digits, such as `Ubuntu 22.04`, are not counted on. */
const NUMBERED = /^(\p{L}+|.*-)(\d{1,9})$/u;

/**
 * A name that nobody bears: the given one where it is free, else the next number (`pc1` gives `pc2`),
 * or a number added to it (`web` gives `web-2`).
 */
export function copyName(name: string, taken: { has(name: string): boolean }): string {
  if (!taken.has(name)) return name;
  const [, stem = `${name}-`, digits = '1'] = NUMBERED.exec(name) ?? [];
  for (let number = Number(digits) + 1; ; number++) {
    const tail = String(number).padStart(digits.length, '0');
    const candidate = stem.slice(0, MAX_NAME - tail.length) + tail;
    if (!taken.has(candidate)) return candidate;
  }
}
