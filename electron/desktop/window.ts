/**
 * The desktop's window, and those for consoles beside it. They show only this app's page: every way to leave
 * it, to open any other window or to be given a device is closed here.
 */

import { join } from 'node:path';
import { app, BrowserWindow, nativeTheme, type Session, screen, session, shell } from 'electron';
import type { Settings } from '../../shared/contract/settings';
import { isWebAddress } from '../../shared/text/web-address';
import { unwaited } from '../system/unexpected';
import { isConsolesUrl, isDocumentationUrl, isPageUrl, PAGE_URL } from './page-origin';
import { rememberBounds, restoreBounds, type WindowBounds } from './window-bounds';

const CONSOLES_SIZE = { width: 900, height: 620 };
/** More windows than this nobody has opened by hand. */
const MAX_CONSOLE_WINDOWS = 24;
const USUAL_SIZE = { width: 1280, height: 820 };
const SMALLEST = { minWidth: 640, minHeight: 400 };
/** Painted before the page is there, so that it does not flash. */
const BACKGROUND = { dark: '#101418', light: '#f7f8fa' };
/** A page that crashes this often in a minute would do so for ever. */
const MAX_CRASHES_PER_MINUTE = 5;
const MINUTE_MS = 60_000;

const granted = new Set(['clipboard-read', 'clipboard-sanitized-write']);

function boundsFile(): string {
  return join(app.getPath('userData'), 'window.json');
}

/** Clipboard only, and only for the page. */
function restrictPermissions(pages: Session): void {
  pages.setPermissionRequestHandler((_contents, permission, answer, details) =>
    answer(granted.has(permission) && isPageUrl(details.requestingUrl)),
  );
  pages.setPermissionCheckHandler(
    (_contents, permission, origin) => granted.has(permission) && isPageUrl(origin),
  );
}

/**
 * Links of the page open in the user's browser, and its windows for consoles as windows of this app;
 * everything else that leads away is refused.
 */
function keepOnPage(
  window: BrowserWindow,
  { documentation }: WindowLooks,
  openConsoles?: (url: string) => void,
): void {
  const { webContents } = window;
  webContents.on('will-frame-navigate', (event) => {
    if (!event.isMainFrame || !isPageUrl(event.url)) event.preventDefault();
  });
  webContents.on('will-redirect', (event) => event.preventDefault());
  webContents.on('will-attach-webview', (event) => event.preventDefault());
  webContents.setWindowOpenHandler(({ url }) => {
    if (isConsolesUrl(url)) openConsoles?.(url);
    else if (isDocumentationUrl(url)) unwaited(shell.openPath(documentation));
    else if (isWebAddress(url)) unwaited(shell.openExternal(url));
    return { action: 'deny' };
  });
}

/** The lab goes on while its page is loaded again. */
function reloadAfterCrash(window: BrowserWindow): void {
  let crashes: number[] = [];
  window.webContents.on('render-process-gone', (_event, { reason }) => {
    if (reason === 'clean-exit') return;
    const now = Date.now();
    crashes = [...crashes.filter((at) => now - at < MINUTE_MS), now];
    console.error(`vdelab: the page went away (${reason}); the lab goes on`);
    if (crashes.length <= MAX_CRASHES_PER_MINUTE) window.webContents.reload();
  });
}

function currentBounds(window: BrowserWindow): WindowBounds {
  return { ...window.getNormalBounds(), isMaximized: window.isMaximized() };
}

interface Size {
  readonly width: number;
  readonly height: number;
  readonly x?: number;
  readonly y?: number;
}

export interface WindowLooks {
  /** The built preload script, absolute. */
  readonly preload: string;
  /** The app's icon, absolute. */
  readonly icon: string;
  /** The file with the documentation, which another program shows; absolute. */
  readonly documentation: string;
  /** The theme that the user has chosen by now. */
  theme(): Settings['theme'];
}

function themeOf(choice: Settings['theme']): 'light' | 'dark' {
  if (choice !== 'system') return choice;
  return nativeTheme.shouldUseDarkColors ? 'dark' : 'light';
}

function create(looks: WindowLooks, { x, y, width, height }: Size): BrowserWindow {
  const { preload, icon } = looks;
  return new BrowserWindow({
    width,
    height,
    ...(x === undefined ? {} : { x, y }),
    ...SMALLEST,
    title: 'Vdelab',
    icon,
    show: false,
    // The page has a menu bar of its own; Alt shows the desktop's.
    autoHideMenuBar: true,
    backgroundColor: BACKGROUND[themeOf(looks.theme())],
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      // Consoles and states must go on while another window is in front.
      backgroundThrottling: false,
    },
  });
}

/** Opens the window and begins to load the page. */
export function openWindow(looks: WindowLooks): BrowserWindow {
  restrictPermissions(session.defaultSession);
  const screens = screen.getAllDisplays().map((display) => display.workArea);
  const restored = restoreBounds(boundsFile(), screens);
  const window = create(looks, restored ?? USUAL_SIZE);
  keepOnPage(window, looks, (url) => openConsoles(url, looks));
  reloadAfterCrash(window);
  window.once('ready-to-show', () => {
    if (restored?.isMaximized) window.maximize();
    window.show();
  });
  window.on('close', () => rememberBounds(boundsFile(), currentBounds(window)));
  window.loadURL(PAGE_URL).catch((error: unknown) => {
    console.error('vdelab: the page could not be loaded:', error);
  });
  return window;
}

const consoleWindows = new Set<BrowserWindow>();

/** Consoles in a window of their own: the same page and the same rules, but it opens no other window. */
function openConsoles(url: string, looks: WindowLooks): void {
  if (consoleWindows.size >= MAX_CONSOLE_WINDOWS) return;
  const window = create(looks, CONSOLES_SIZE);
  consoleWindows.add(window);
  keepOnPage(window, looks);
  reloadAfterCrash(window);
  window.once('ready-to-show', () => window.show());
  window.on('closed', () => consoleWindows.delete(window));
  window.loadURL(url).catch((error: unknown) => {
    console.error('vdelab: a window with consoles could not be loaded:', error);
  });
}

/** Brings the window to the front, wherever it is. */
export function showWindow(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore();
  window.focus();
}
