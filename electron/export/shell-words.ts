/** Words and comments of a POSIX shell script, written so that no text of a drawing is ever code. */

import { visibleLine } from '../../shared/visible-text';

/** Stands for the script's own folder; no text of a document can hold a NUL. */
export const LAB_FOLDER = '\0lab\0';

const PLAIN = /^[A-Za-z0-9_/.:=,@%+-]+$/;

function quotePiece(text: string): string {
  const clean = text.replaceAll('\0', '');
  return PLAIN.test(clean) ? clean : `'${clean.replaceAll("'", "'\\''")}'`;
}

/** One word for the shell; {@link LAB_FOLDER} in it becomes the script's variable. */
export function quoteWord(text: string): string {
  if (text === '') return "''";
  return text
    .split(LAB_FOLDER)
    .map((piece) => (piece === '' ? '' : quotePiece(piece)))
    .join('"$lab"');
}

/** A command line from its words. */
export const commandLine = (...words: readonly string[]) => words.map(quoteWord).join(' ');

/** A comment line; whatever could end the line becomes a blank, and nothing in it can hide the rest. */
export const comment = (text: string) =>
  `# ${visibleLine(text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, ' '))}`;

/** Comments, and a command that runs in a terminal of its own. */
export function inTerminal(heading: readonly string[], words: readonly string[]): string[] {
  return [...heading, `in_terminal ${commandLine(...words)}`];
}
