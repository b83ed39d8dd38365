/**
 * The user's settings as the page has them. The service puts them into the page and keeps what is changed;
 * session/settings-sync.ts carries it there. A setting is there before anything is drawn.
 */

import { readSettings, type Settings, type SettingsChange } from '../../shared/contract/settings';
import { pageStore } from '../page/page-state';

/** What the service wrote into the page; as for a new user where it is not, as in tests. */
export function settingsOfPage(): Settings {
  const meta = globalThis.document?.querySelector('meta[name="vdelab-settings"]');
  try {
    return readSettings(JSON.parse(meta?.getAttribute('content') || '{}'));
  } catch {
    // Another program served the page, and wrote something else there.
    return readSettings({});
  }
}

export const useSettings = pageStore<Settings>(settingsOfPage);

export function changeSettings(change: SettingsChange): void {
  useSettings.setState(change);
}

/** One setting as a store of its own: a hook with an optional selector, and what stores have. */
export interface SettingStore<Value> {
  (): Value;
  <Part>(select: (value: Value) => Part): Part;
  getState(): Value;
  /** Sets some of its fields. */
  setState(change: Partial<Value>): void;
  /** Calls back after each change of this setting; returns how to stop that. */
  subscribe(changed: (value: Value) => void): () => void;
}

/** The store of a setting that is an object of several fields. */
export function settingStore<Name extends keyof Settings>(
  name: Name,
): SettingStore<Settings[Name]> {
  type Value = Settings[Name];
  const getState = () => useSettings.getState()[name];
  const hook = <Part>(select?: (value: Value) => Part) =>
    useSettings((all) => (select === undefined ? all[name] : select(all[name])));
  return Object.assign(hook as SettingStore<Value>, {
    getState,
    setState: (change: Partial<Value>) =>
      useSettings.setState({ [name]: { ...(getState() as object), ...change } }),
    subscribe: (changed: (value: Value) => void) =>
      useSettings.subscribe((now, before) => {
        if (now[name] !== before[name]) changed(now[name]);
      }),
  });
}
