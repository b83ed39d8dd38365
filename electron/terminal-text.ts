/**
 * What the command prints. Much of it comes from documents, and from what programs said: control
 * characters of theirs must not reach the terminal, where they could hide the rest or name the window.
 */
import type { Failure } from '../shared/failure';
import { visibleLines } from '../shared/visible-text';

export function say(text: string): void {
  console.log(visibleLines(text));
}

export function complain(text: string): void {
  console.error(visibleLines(text));
}

/** A failure with the line that says so, its next step and its details, those that are indented. */
export function complainOf({ message, said, next, detail }: Failure): void {
  const line = said === undefined ? '' : `  It said: ${said}\n`;
  complain(`${message}\n${line}  ${next.replaceAll('\n', '\n  ')}`);
  if (detail) complain(`  ${detail.replaceAll('\n', '\n  ')}`);
}
