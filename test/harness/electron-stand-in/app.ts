/** `app`: the life of the process, as Electron orders it. */
import { mkdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { type Chromium, launchChromium } from './chromium';
import { KnownEvents, preventable } from './only';
import { closeRegistration } from './scheme';

interface OpenWindow {
  close(): void;
  readonly webContents: { readonly loads: number };
}

/** All open windows. */
export const windows: OpenWindow[] = [];
export const chromium: Promise<Chromium> = launchChromium();

let running: Chromium | null = null;

class AppStandIn extends KnownEvents {
  constructor() {
    super('app', ['before-quit', 'will-quit', 'second-instance', 'window-all-closed']);
  }

  async whenReady(): Promise<void> {
    running = await chromium;
    closeRegistration();
  }

  /** Other instances are the test's to play: it emits `second-instance`. */
  requestSingleInstanceLock(): boolean {
    return true;
  }

  getPath(name: string): string {
    if (name !== 'userData') throw new Error(`The Electron stand-in has no app.getPath("${name}")`);
    const folder = join(process.env.XDG_CONFIG_HOME ?? join(homedir(), '.config'), 'vdelab');
    mkdirSync(folder, { recursive: true });
    return folder;
  }

  quit(): void {
    const event = preventable({});
    this.emit('before-quit', event);
    if (event.defaultPrevented) return;
    for (const window of [...windows]) window.close();
    if (windows.length > 0) return;
    this.emit('will-quit', preventable({}));
    this.exit(0);
  }

  exit(code: number): void {
    running?.kill();
    process.exit(code);
  }

  /** Without a listener Electron quits with its last window. */
  windowsClosed(): void {
    if (this.listenerCount('window-all-closed') > 0) this.emit('window-all-closed');
    else this.quit();
  }
}

export const app = new AppStandIn();
