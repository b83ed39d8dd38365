/** Keeps the page's settings and the service's the same: sends what is changed here, takes what others change. */

import {
  changedSettings,
  type Settings,
  type SettingsChange,
} from '../../shared/contract/settings';
import { failureOf } from '../../shared/failure/failure';
import { useSettings } from '../i18n/settings';
import { currentPage, type Page } from '../page/page';
import { pageState } from '../page/page-state';
import { raiseThrown } from '../ui/notices';
import { call, onConnected, onEvent } from './client';

/** The edge of a panel changes a width many times in a second while it is dragged. */
const SEND_PAUSE_MS = 200;

const sync = pageState(() => ({
  /** As the service has them, as far as this page knows. */
  told: useSettings.getInitialState(),
  /** The settings that were sent a moment ago, and wait if they are changed again. */
  resting: new Set<string>(),
}));

async function send(): Promise<void> {
  const state = sync();
  const before = state.told;
  const change = changedSettings(useSettings.getState(), before);
  if (Object.keys(change).length === 0) return;
  state.told = { ...before, ...change };
  try {
    await call('settings.change', { change });
  } catch (error) {
    // It is sent again at the next connection; where it cannot be written, that would not help.
    if (failureOf(error).code !== 'interrupted') raiseThrown(error);
    else state.told = { ...state.told, ...pick(before, change) };
  }
}

function pick(from: Settings, of: SettingsChange): SettingsChange {
  const names = Object.keys(of) as (keyof Settings)[];
  return Object.fromEntries(names.map((name) => [name, from[name]]));
}

function take(change: SettingsChange): void {
  sync().told = { ...sync().told, ...change };
  useSettings.setState(change);
}

/** What was changed while the service could not be reached goes before what it has. */
async function compare(): Promise<void> {
  try {
    const theirs = await call('settings.get', {});
    const own = changedSettings(useSettings.getState(), sync().told);
    sync().told = theirs;
    useSettings.setState({ ...theirs, ...own });
    await send();
  } catch (error) {
    if (failureOf(error).code !== 'interrupted') raiseThrown(error);
  }
}

/** A change goes at once, for the page may be closed next; a setting that goes on changing goes in turns. */
function sendInTurns(): void {
  const { told, resting } = sync();
  const changed = Object.keys(changedSettings(useSettings.getState(), told));
  if (changed.length === 0 || changed.every((name) => resting.has(name))) return;
  void send();
  for (const name of changed) resting.add(name);
  currentPage().timeout(() => {
    for (const name of changed) resting.delete(name);
    void send();
  }, SEND_PAUSE_MS);
}

/** Carries settings to and fro for the life of the page. */
export function subscribeSettings(page: Page): void {
  onEvent('settings.changed', ({ change }) => take(change));
  onConnected(() => void compare());
  useSettings.subscribe(sendInTurns);
  // A page that is closed or loaded again has no time for the pause.
  page.listen(window, 'pagehide', () => void send());
  page.onDispose(() => void send());
}
