/** The screens of the open tabs, for the buttons in the dock's bar; and how to leave one. */

import { t } from '../../i18n/translate';
import { pageState, pageStore } from '../../page/page-state';
import { ask } from '../../ui/dialogs';
import { confirmDone, raise, raiseThrown } from '../../ui/notices';
import { focusTerminal } from '../tabs/console-store';
import { focusTab } from '../tabs/dock-focus';
import type { Screen } from './screen';
import { typedKeys } from './typed-keys';

const screens = pageState(() => new Map<string, Screen>());

/** More than this is only typed after a question: it goes key by key, and takes minutes. */
const MANY_CHARACTERS = 10_000;
/** What a guest that shows each key takes, as measured with one without acceleration. */
const KEYS_A_SECOND = 25;

interface Typing {
  readonly sent: number;
  readonly total: number;
  stop(): void;
}

/** What is being typed, by tab. */
export const useTyping = pageStore<{ running: Readonly<Record<string, Typing>> }>(() => ({
  running: {},
}));

function setTyping(tab: string, typing: Typing | null): void {
  const { [tab]: _, ...others } = useTyping.getState().running;
  useTyping.setState({ running: typing === null ? others : { ...others, [tab]: typing } });
}

export function addScreen(tab: string, screen: Screen): void {
  screens().set(tab, screen);
}

export function removeScreen(tab: string): void {
  screens().delete(tab);
}

export function pressCtrlAltDel(tab: string): void {
  screens().get(tab)?.pressCtrlAltDel();
}

async function clipboardText(): Promise<string | null> {
  try {
    return await navigator.clipboard.readText();
  } catch (error) {
    raise({
      code: 'permission',
      message: t('The browser does not let Vdelab read the clipboard.'),
      next: t('Allow it for this page, then try again.'),
      detail: String(error),
    });
    return null;
  }
}

/** Whether so much is to be typed, since it takes so long. */
async function mayType(characters: number): Promise<boolean> {
  if (characters <= MANY_CHARACTERS) return true;
  const answer = await ask({
    title: t('Type all of the clipboard?'),
    text: t(
      'It has {{characters}} characters, and goes key by key: that takes about {{minutes}} minutes. It can be stopped.',
      {
        characters: characters.toLocaleString(),
        minutes: Math.ceil(characters / KEYS_A_SECOND / 60),
      },
    ),
    confirm: t('Type it'),
  });
  return answer === 'confirm';
}

/** Types what the clipboard holds. The browser may ask the user first. */
export async function typeClipboard(tab: string): Promise<void> {
  const screen = screens().get(tab);
  if (screen === undefined || useTyping.getState().running[tab] !== undefined) return;
  const text = await clipboardText();
  if (text === null) return;
  const { keys, left } = typedKeys(text);
  const total = keys.length;
  if (!(await mayType(total))) return;
  focusTerminal();
  const stopping = new AbortController();
  const stop = () => {
    stopping.abort();
    focusTerminal();
  };
  const show = (sent: number) => setTyping(tab, { sent, total, stop });
  try {
    show(0);
    const sent = await screen.type(text, stopping.signal, show);
    tellTyped(sent, total, left);
  } catch (error) {
    raiseThrown(error);
  } finally {
    setTyping(tab, null);
  }
}

/** Says what is not on the screen; a text that is whole speaks for itself. */
function tellTyped(sent: number, total: number, left: readonly string[]): void {
  const numbers = { sent: sent.toLocaleString(), total: total.toLocaleString() };
  if (sent < total) {
    confirmDone(t('Stopped after {{sent}} of {{total}} characters.', numbers));
  } else if (left.length > 0) {
    confirmDone(t('Typed, without {{value}}: no key has them.', { value: left.join(' ') }));
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
  screens().get(tab)?.releaseKeys();
  if (document.fullscreenElement !== null) void document.exitFullscreen();
  focusTab(tab);
}
