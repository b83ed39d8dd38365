/** iproute2 lets every keyword be shortened: the first keyword in its list that begins so is meant. */

/** The keyword that `word` stands for; null if it is none. */
export function keywordOf<K extends string>(word: string, keywords: readonly K[]): K | null {
  if (word === '') return null;
  return keywords.find((keyword) => keyword.startsWith(word)) ?? null;
}
