/** Numbers in arguments, as C's library reads them: clients write `0x10` and `007` and mean it. */

const INT_MAX = 2_147_483_647;
const INT_MIN = -2_147_483_648;

function clamped(value: number): number {
  return Math.min(Math.max(value, INT_MIN), INT_MAX);
}

/** The number at the start of a text, or 0 (atoi(3)); what an int cannot hold becomes its limit. */
export function leadingNumber(text: string): number {
  const digits = /^\s*([+-]?\d+)/.exec(text)?.[1];
  return digits === undefined ? 0 : clamped(Number.parseInt(digits, 10));
}

/**
 * The numbers at the start of a text as sscanf(3) reads `%i %i ...`: decimal, octal after 0,
 * hexadecimal after 0x. Null when there are fewer than `count`; what follows them does not matter.
 */
export function leadingIntegers(text: string, count: number): number[] | null {
  const found: number[] = [];
  let rest = text;
  while (found.length < count) {
    const match = /^\s*([+-]?)(0x[0-9a-f]+|0[0-7]*|[1-9]\d*)/i.exec(rest);
    if (match === null) return null;
    const [whole, sign, digits = ''] = match;
    found.push(clamped((sign === '-' ? -1 : 1) * integerOf(digits)));
    rest = rest.slice(whole.length);
  }
  return found;
}

function integerOf(digits: string): number {
  if (/^0x/i.test(digits)) return Number.parseInt(digits, 16);
  return Number.parseInt(digits, digits.startsWith('0') ? 8 : 10);
}

/** A number with leading zeros, as `%04d` prints it. */
export function zeroPadded(value: number, digits: number): string {
  return value < 0
    ? `-${String(-value).padStart(digits - 1, '0')}`
    : String(value).padStart(digits, '0');
}
