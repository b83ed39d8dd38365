/** Quoting for POSIX shells, for commands that a person copies. */
import { visibleLine } from './visible-text';

const PLAIN = /^[A-Za-z0-9_/.:=,@%+-]+$/;

/** One word, so that a shell takes it as it is; control characters stay inside of the quotes. */
function quoteForShell(word: string): string {
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** A command line that can be pasted into a shell. */
export function pasteable(command: readonly string[]): string {
  return command.map(quoteForShell).join(' ');
}

/**
 * A sentence that ends in a command to be copied, `Do so: \`COMMAND\`.`. Without the command where a word of it
 * could end the backquotes, or would not be seen as it is.
 */
export function withCommand(sentence: string, command: readonly string[]): string {
  const line = pasteable(command);
  return line.includes('`') || visibleLine(line) !== line
    ? `${sentence}.`
    : `${sentence}: \`${line}\`.`;
}
