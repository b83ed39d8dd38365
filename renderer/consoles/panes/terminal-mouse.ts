/** What the mouse does in a terminal beside selecting: the menu, the size of the text, copying. */
import type { ConsoleId } from '../../../shared/contract/console-id';
import { useConsoleSettings, zoomText } from '../tabs/console-settings';
import { copySilently, terminalOf } from '../terminal/terminals';
import { openTerminalMenu } from './terminal-menu';

/** @returns how to stop */
export function followMouse(host: HTMLElement, id: ConsoleId): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  host.addEventListener(
    'contextmenu',
    (event) => {
      // A program that uses the mouse gets this button too; Shift is for the terminal.
      if (terminalOf(id)?.takesMouse && !event.shiftKey) return;
      event.preventDefault();
      event.stopPropagation();
      openTerminalMenu(id, { x: event.clientX, y: event.clientY });
    },
    { signal, capture: true },
  );
  host.addEventListener(
    'wheel',
    (event) => {
      if (!event.ctrlKey || event.deltaY === 0) return;
      event.preventDefault();
      event.stopPropagation();
      zoomText(event.deltaY < 0 ? 1 : -1);
    },
    { signal, capture: true, passive: false },
  );
  host.addEventListener(
    'mouseup',
    ({ button }) => {
      if (button === 0 && useConsoleSettings.getState().copyOnSelect) copySilently(id);
    },
    { signal },
  );
  return () => stop.abort();
}
