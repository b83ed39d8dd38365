/**
 * Words of commands inside of locators. Two readers take them apart, neither of them a shell of this
 * computer: libexecs splits what follows `cmd://` (s2argv(3): quotes, backslashes, `;` between commands
 * and `$NAME` for a variable), and the shell of the other side reads what ssh passes on, which joins
 * its arguments with blanks.
 */

const PLAIN = /^[A-Za-z0-9_/.:=,@%+-]+$/;

/** One word for a POSIX shell. */
export function shellWord(word: string): string {
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** Words as libexecs splits them apart again. */
export function execsText(words: readonly string[]): string {
  const escaped = (word: string) =>
    word === '' ? "''" : word.replace(/[^A-Za-z0-9_/.:=,@%+-]/gu, (character) => `\\${character}`);
  return words.map(escaped).join(' ');
}

/** What a reader of words takes for the start of a word, a blank or a quote. */
type Mode = 'plain' | "'" | '"';

/**
 * The words of a text with quotes and backslashes, by rules that libexecs and a POSIX shell share; null
 * for what one of them reads otherwise: open quotes, `;`, variables and the like.
 */
export function splitWords(text: string): string[] | null {
  const words: string[] = [];
  let word: string | null = null;
  let mode: Mode = 'plain';
  for (let index = 0; index < text.length; index++) {
    const character = text[index]!;
    if (mode !== 'plain') {
      if (character === mode) mode = 'plain';
      else if (mode === '"' && /[\\$`]/.test(character)) return null;
      else word += character;
    } else if (character === ' ') {
      if (word !== null) words.push(word);
      word = null;
    } else if (character === "'" || character === '"') {
      mode = character;
      word ??= '';
    } else if (character === '\\') {
      if (++index === text.length) return null;
      word = (word ?? '') + text[index]!;
    } else if (/[;$&|<>()`*?[\]#~!{}\t\n]/.test(character)) {
      return null;
    } else word = (word ?? '') + character;
  }
  if (mode !== 'plain') return null;
  return word === null ? words : [...words, word];
}
