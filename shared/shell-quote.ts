/** Quoting for POSIX shells, for commands that a person copies. */

const PLAIN = /^[A-Za-z0-9_/.:=,@%+-]+$/;

/** One word, so that a shell takes it as it is; control characters stay inside of the quotes. */
export function quoteForShell(word: string): string {
  return PLAIN.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** A command line that can be pasted into a shell. */
export function pasteable(command: readonly string[]): string {
  return command.map(quoteForShell).join(' ');
}
