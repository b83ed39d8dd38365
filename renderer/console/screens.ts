/** The screens of the open tabs, for the buttons in the dock's bar; and how to leave one. */

import { confirmDone, raise } from '../session/notices';
import { t } from '../ui/translate';
import { focusTerminal } from './console-store';
import { focusTab } from './dock-focus';
import type { Screen } from './screen';

const screens = new Map<string, Screen>();

/** Nobody waits longer for typed text: it goes key by key. */
const MAX_PASTE_CHARACTERS = 4_000;

export function addScreen(tab: string, screen: Screen): void {
  screens.set(tab, screen);
}

export function removeScreen(tab: string): void {
  screens.delete(tab);
}

export function pressCtrlAltDel(tab: string): void {
  screens.get(tab)?.pressCtrlAltDel();
}

/** Types what the clipboard holds. The browser may ask the user first. */
export async function typeClipboard(tab: string): Promise<void> {
  const screen = screens.get(tab);
  if (screen === undefined) return;
  try {
    const text = (await navigator.clipboard.readText()).slice(0, MAX_PASTE_CHARACTERS);
    focusTerminal();
    const left = await screen.type(text);
    if (left.length > 0)
      confirmDone(t('Typed, without {{value}}: no key has them.', { value: left.join(' ') }));
  } catch (error) {
    raise({
      code: 'permission',
      message: t('The browser does not let Vdelab read the clipboard.'),
      next: t('Allow it for this page, then try again.'),
      detail: String(error),
    });
  }
}

/** Fills the display; there the browser leaves even its own keys to the machine, where it can. */
export async function fillDisplay(tab: string): Promise<void> {
  const panel = document.getElementById(`panel-${tab}`);
  if (panel === null) return;
  await panel.requestFullscreen();
  const { keyboard } = navigator as { keyboard?: { lock(): Promise<void> } };
  // Without it Ctrl+W and its like stay with the browser, as in a tab.
  await keyboard?.lock().catch(() => {});
  focusTerminal();
}

/** Puts the keyboard on the tab: from there Tab and the arrow keys lead on. */
export function leaveScreen(tab: string): void {
  screens.get(tab)?.releaseKeys();
  if (document.fullscreenElement !== null) void document.exitFullscreen();
  focusTab(tab);
}
