/**
 * What Vdelab prints. Much of it comes from documents, from names of files and from what programs said: control
 * characters of theirs must not reach the terminal, where they could hide the rest or name the window. All that
 * is printed goes through here, that of `console` as well.
 */
import { format } from 'node:util';
import type { Failure } from '../../shared/failure/failure';
import { visibleLine, visibleLines } from '../../shared/text/visible-text';

export function say(text: string): void {
  console.log(visibleLines(text));
}

export function complain(text: string): void {
  console.error(visibleLines(text));
}

/** A failure with the line that says so, its next step and its details, those that are indented. */
export function complainOf({ message, said, next, detail }: Failure): void {
  const line = said === undefined ? '' : `  It said: ${visibleLine(said)}\n`;
  complain(`${visibleLine(message)}\n${line}  ${next.replaceAll('\n', '\n  ')}`);
  if (detail) complain(`  ${detail.replaceAll('\n', '\n  ')}`);
}

/**
 * From now on `console` prints texts as they are seen, errors with their messages included: no call of it can be
 * forgotten. For the start of each process and thread of Vdelab.
 */
export function keepTerminalPlain(target: Console = console): void {
  for (const name of ['log', 'info', 'debug', 'warn', 'error'] as const) {
    const print = target[name].bind(target);
    // The text is no format any more.
    target[name] = (...values: unknown[]) => print('%s', visibleLines(format(...values)));
  }
}
