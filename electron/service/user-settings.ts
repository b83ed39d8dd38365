/**
 * The user's settings: read once, kept in memory, and written to a file of the config folder at each change.
 * Several Vdelabs of one user share the file; each notices what another one has written.
 */
import { type FSWatcher, watch } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { basename, dirname } from 'node:path';
import { z } from 'zod';
import {
  changedSettings,
  readSettings,
  type Settings,
  type SettingsChange,
  type settingsCalls,
} from '../../shared/contract/settings';
import { JsonFile } from '../system/files/json-file';
import { unwaited } from '../system/unexpected';
import type { Handlers } from './session';

/** Settings that a newer version wrote stay in the file. */
const fileSchema = z.record(z.string(), z.unknown());

export class UserSettings {
  readonly #path: string;
  readonly #file: JsonFile<z.infer<typeof fileSchema>>;
  #current: Settings = readSettings({});
  #changed: (change: SettingsChange) => void = () => {};
  #watcher: FSWatcher | null = null;
  /** How many changes of our own were begun, and how many of them are not yet in the file. */
  #begun = 0;
  #unwritten = 0;

  private constructor(path: string) {
    this.#path = path;
    this.#file = new JsonFile(path, fileSchema, {});
  }

  /** Reads the file; one that is missing or damaged is as good as a new one. */
  static async open(path: string): Promise<UserSettings> {
    const settings = new UserSettings(path);
    settings.#current = readSettings(await settings.#file.read());
    return settings;
  }

  get current(): Settings {
    return this.#current;
  }

  /** Takes the change over at once. Throws a FailureError when it cannot be written. */
  async change(change: SettingsChange): Promise<void> {
    this.#current = { ...this.#current, ...change };
    this.#begun++;
    this.#unwritten++;
    try {
      await this.#file.change((stored) => ({ ...stored, ...change }));
    } finally {
      this.#unwritten--;
    }
    // What another one wrote meanwhile was not looked at.
    if (this.#watcher !== null && this.#unwritten === 0) await this.#look();
  }

  /**
   * Calls back with what another Vdelab changes, until closed. Where the folder cannot be watched, it is
   * seen at the next start.
   */
  async follow(changed: (change: SettingsChange) => void): Promise<void> {
    this.#changed = changed;
    const folder = dirname(this.#path);
    try {
      await mkdir(folder, { recursive: true, mode: 0o700 });
      this.#watcher = watch(folder, { persistent: false }, (_event, name) => {
        if (name === null || name === basename(this.#path)) unwaited(this.#look());
      });
      this.#watcher.on('error', () => this.close());
    } catch {
      // A home that cannot be written to, or no watches left: no reason not to work.
      this.close();
    }
  }

  /** While a change of our own is on its way, the file has what was before it: that is nobody else's change. */
  async #look(): Promise<void> {
    if (this.#unwritten > 0) return;
    const begun = this.#begun;
    const stored = readSettings(await this.#file.read());
    if (this.#begun !== begun) return;
    const change = changedSettings(stored, this.#current);
    if (Object.keys(change).length === 0) return;
    this.#current = { ...this.#current, ...change };
    this.#changed(change);
  }

  close(): void {
    this.#watcher?.close();
    this.#watcher = null;
  }
}

export function settingsHandlers(
  settings: UserSettings,
): Pick<Handlers, keyof typeof settingsCalls> {
  return {
    'settings.get': () => settings.current,
    'settings.change': async ({ change }, { tellOthers }) => {
      tellOthers('settings.changed', { change });
      await settings.change(change);
      return {};
    },
  };
}
