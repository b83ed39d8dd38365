/**
 * What guests call their network cards: eth0, or vec0 where a User-Mode Linux kernel has its vector driver. Which it
 * is only the kernel knows; who has asked it tells it here, once for the process, and all labels follow.
 */

export const cardPrefixes = ['eth', 'vec'] as const;
export type CardPrefix = (typeof cardPrefixes)[number];

/** By kernel, as nodes name it: a path, or empty for `linux.uml`. */
const byKernel = new Map<string, CardPrefix>();

/** Notes what a kernel calls its cards. Returns whether that is news. */
export function learnCardNames(kernel: string, prefix: CardPrefix | null): boolean {
  if (prefix === null || cardPrefixOf(kernel) === prefix) return false;
  byKernel.set(kernel, prefix);
  return true;
}

/** What a kernel calls its cards; `eth` as long as nobody has asked it. */
export function cardPrefixOf(kernel: string): CardPrefix {
  return byKernel.get(kernel) ?? 'eth';
}
