/**
 * Text of strangers made visible: control characters, escape sequences, and what turns the direction of
 * text or has no width stand as `\x1b` or `\u202e`, so that nothing of it can hide the rest.
 */

/** Line breaks and tabs stay where a text of several lines is shown. */
const HIDDEN =
  /\p{Cc}|\p{Cf}|\p{Zl}|\p{Zp}|\p{Cs}|\p{Co}|\p{Cn}|\p{Default_Ignorable_Code_Point}|\u2800/gu;
const SPACES = /[^\S \n\t]/gu;

function escaped(character: string): string {
  const code = character.codePointAt(0)!;
  if (code < 0x100) return `\\x${code.toString(16).padStart(2, '0')}`;
  if (code < 0x10000) return `\\u${code.toString(16).padStart(4, '0')}`;
  return `\\u{${code.toString(16)}}`;
}

/** One line: line breaks and tabs are shown as such too. */
export function visibleLine(text: string): string {
  return visibleLines(text).replace(/[\n\t]/g, (found) => (found === '\n' ? '\\n' : '\\t'));
}

/** Lines and tabs stay; all else that cannot be seen is named. */
export function visibleLines(text: string): string {
  return text
    .replace(HIDDEN, (found) => (found === '\n' || found === '\t' ? found : escaped(found)))
    .replace(SPACES, escaped);
}

/** A text in pieces: those that stand for what cannot be seen are told apart. */
export function visibleParts(
  text: string,
): { readonly text: string; readonly isHidden: boolean }[] {
  const parts: { text: string; isHidden: boolean }[] = [];
  for (const character of text) {
    const shown = visibleLines(character);
    const isHidden = shown !== character;
    const last = parts.at(-1);
    if (last?.isHidden === isHidden) last.text += shown;
    else parts.push({ text: shown, isHidden });
  }
  return parts;
}
