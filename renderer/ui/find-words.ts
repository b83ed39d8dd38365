/** What every field that finds by words does. Pure. */

/** The words of a query, in small letters; none for one that is empty. */
export function wordsOf(query: string): string[] {
  return query.toLowerCase().split(/\s+/).filter(Boolean);
}

/** Whether every one of the words is somewhere in the text. */
export function hasWords(text: string, words: readonly string[]): boolean {
  const searched = text.toLowerCase();
  return words.every((word) => searched.includes(word));
}
