/** Opens a console at a line that was found in it. */
import type { ConsoleId } from '../../../shared/contract/console-id';
import type { Sought } from '../../../shared/contract/service-consoles';
import { openConsole } from '../tabs/console-store';
import { terminalReady } from '../terminal/terminals';

/** @param fromEnd how many lines with a match come after the one that is meant */
export function openAt(id: ConsoleId, title: string, sought: Sought, fromEnd: number): void {
  openConsole(id, title);
  terminalReady(id, (terminal) => terminal.reveal(sought, fromEnd));
}
