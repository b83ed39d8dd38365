/** Words and comments of a POSIX shell script, written so that no text of a drawing is ever code. */

import { visibleLine } from '../../../shared/text/visible-text';

/** Stands for a variable of the script, as a part of a word; no text of a document can hold a NUL. */
export const variable = (name: string) => `\0${name}\0`;

/** Stands for a variable that holds any number of words; it is a word of its own. */
export const variableText = (name: string) => `\0*${name}\0`;

/** The script's own folder. */
export const LAB_FOLDER = variable('lab');

/** The folder of the machine that is being started. */
export const NOTES = variable('notes');

const PLAIN = /^[A-Za-z0-9_/.:=,@%+-]+$/;
const VARIABLE = /\0(\*?[a-z_0-9]+)\0/;

function quotePiece(text: string): string {
  const clean = text.replaceAll('\0', '');
  return PLAIN.test(clean) ? clean : `'${clean.replaceAll("'", "'\\''")}'`;
}

const expansion = (name: string) => (name.startsWith('*') ? `$${name.slice(1)}` : `"$${name}"`);

/** One word for the shell; what {@link variable} made in it becomes the script's variable. */
function quoteWord(text: string): string {
  if (text === '') return "''";
  // What the pattern holds in brackets stands between the pieces.
  return text
    .split(VARIABLE)
    .map((piece, index) => {
      if (index % 2 === 1) return expansion(piece);
      return piece === '' ? '' : quotePiece(piece);
    })
    .join('');
}

/** A command line from its words. */
export const commandLine = (...words: readonly string[]) => words.map(quoteWord).join(' ');

/** A comment line; whatever could end the line becomes a blank, and nothing in it can hide the rest. */
export const comment = (text: string) =>
  `# ${visibleLine(text.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]/g, ' '))}`;

/** A file of the script's own that holds these lines. */
export function writtenFile(path: string, lines: readonly string[]): string {
  return `${commandLine('printf', '%s\\n', ...lines)} >${commandLine(path)}`;
}
