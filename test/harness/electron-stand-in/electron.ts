/**
 * What `import ... from 'electron'` gives to the shell under test: just the APIs that it uses, on a
 * real Chromium. What is not here does not import; what is here in part throws for the rest.
 */
import { app as appStandIn, windows } from './app';
import { startControl } from './control';
import { only } from './only';

export { BrowserWindow } from './browser-window';
export { dialog } from './dialog';
export { ipcMain } from './ipc-main';
export { Menu } from './menu';
export { protocol } from './scheme';

export const app = only('app', appStandIn);

export const nativeTheme = only('nativeTheme', { shouldUseDarkColors: true });

export const screen = only('screen', {
  getAllDisplays: () => [{ workArea: { x: 0, y: 0, width: 1920, height: 1080 } }],
});

/** Headless Chromium asks for no permission, so the handlers are taken and never called. */
export const session = only('session', {
  defaultSession: only('session.defaultSession', {
    setPermissionRequestHandler: () => undefined,
    setPermissionCheckHandler: () => undefined,
  }),
});

const opened: string[] = [];
export const shell = only('shell', {
  async openExternal(url: string): Promise<void> {
    opened.push(url);
  },
  async openPath(path: string): Promise<string> {
    opened.push(path);
    return '';
  },
});

startControl({ app: appStandIn, windows, opened });
