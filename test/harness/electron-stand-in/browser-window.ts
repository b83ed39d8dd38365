/** `BrowserWindow`: a page of Chromium with the state that a window manager would keep. */
import { app, chromium, windows } from './app';
import { checkOptions, KnownEvents, only, preventable } from './only';
import { WebContents } from './web-contents';

const OPTIONS =
  'width height x y minWidth minHeight title icon show autoHideMenuBar backgroundColor webPreferences'.split(
    ' ',
  );
/** Each with the one value that the stand-in is like. */
const PREFERENCES: Readonly<Record<string, unknown>> = {
  sandbox: true,
  contextIsolation: true,
  nodeIntegration: false,
  webSecurity: true,
  webviewTag: false,
  spellcheck: false,
  backgroundThrottling: false,
};

interface Options {
  readonly width: number;
  readonly height: number;
  readonly x?: number;
  readonly y?: number;
  readonly show?: boolean;
  readonly webPreferences: Readonly<Record<string, unknown>> & { readonly preload: string };
}

function checkPreferences({ preload: _preload, ...preferences }: Options['webPreferences']): void {
  for (const [name, value] of Object.entries({ ...PREFERENCES, ...preferences })) {
    if (PREFERENCES[name] !== value || preferences[name] !== value) {
      throw new Error(`The Electron stand-in has no webPreferences like ${name}: ${value}`);
    }
  }
}

class WindowStandIn extends KnownEvents {
  readonly webContents: WebContents;
  readonly #bounds: { x: number; y: number; width: number; height: number };
  #isMaximized = false;
  #isDestroyed = false;
  #isVisible: boolean;

  constructor(options: Options) {
    super('BrowserWindow', ['close', 'closed', 'ready-to-show']);
    checkOptions('BrowserWindow option', options, OPTIONS);
    checkPreferences(options.webPreferences);
    const { x = 0, y = 0, width, height } = options;
    this.#bounds = { x, y, width, height };
    this.#isVisible = options.show ?? true;
    this.webContents = new WebContents(chromium, options.webPreferences.preload);
    this.webContents.once('did-load', () => this.emit('ready-to-show'));
    this.webContents.once('closed-by-page', () => this.close());
    windows.push(this);
  }

  loadURL(url: string): Promise<void> {
    return this.webContents.loadURL(url);
  }

  /** As a click on the window's cross. */
  close(): void {
    if (this.#isDestroyed) return;
    const event = preventable({});
    this.emit('close', event);
    if (event.defaultPrevented) return;
    this.#isDestroyed = true;
    void this.webContents.destroy();
    windows.splice(windows.indexOf(this), 1);
    this.emit('closed');
    if (windows.length === 0) app.windowsClosed();
  }

  show(): void {
    this.#isVisible = true;
  }
  isVisible(): boolean {
    return this.#isVisible;
  }
  focus(): void {
    this.#isVisible = true;
  }
  maximize(): void {
    this.#isMaximized = true;
  }
  isMaximized(): boolean {
    return this.#isMaximized;
  }
  isMinimized(): boolean {
    return false;
  }
  isDestroyed(): boolean {
    return this.#isDestroyed;
  }
  getNormalBounds() {
    return { ...this.#bounds };
  }
}

/** `new` gives the window behind its guard. */
export const BrowserWindow = new Proxy(WindowStandIn, {
  construct: (target, [options]: [Options]) => only('BrowserWindow', new target(options)),
});
