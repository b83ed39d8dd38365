/** What a chaos run found: a promise that does not hold. */
export class Finding extends Error {
  override readonly name = 'Finding';
}

/** Throws a {@link Finding} unless it holds. */
export function hold(what: string, holds: boolean, seen: unknown = ''): void {
  if (!holds) throw new Finding(`${what}${seen === '' ? '' : `: ${JSON.stringify(seen)}`}`);
}

/** Waits until it holds; throws a {@link Finding} with what was seen last when it never does. */
export async function holdWithin<T>(
  what: string,
  withinMs: number,
  look: () => T | Promise<T>,
  holds: (seen: T) => boolean,
): Promise<T> {
  const deadline = performance.now() + withinMs;
  for (;;) {
    const seen = await look();
    if (holds(seen)) return seen;
    if (performance.now() > deadline) throw new Finding(`${what}: ${JSON.stringify(seen)}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
