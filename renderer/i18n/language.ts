/** Which language the page speaks. Pure. */

/** What the page is written in, and speaks when the reader's languages are not among its own. */
export const ENGLISH = 'en';

/**
 * The first wanted language that the page has, itself or without its region: `de-AT` is content with `de`.
 *
 * @param wanted language tags as browsers give them, the dearest first
 * @param existing the languages that have a catalogue
 */
export function chooseLanguage(wanted: readonly string[], existing: readonly string[]): string {
  const candidates = wanted.flatMap((tag) => [tag, tag.split('-')[0] ?? tag]);
  const has = (tag: string) => existing.find((one) => one.toLowerCase() === tag.toLowerCase());
  return candidates.map(has).find((found) => found !== undefined) ?? ENGLISH;
}
