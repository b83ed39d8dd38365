/**
 * The desktop shell: one window on the one service. The order of the set-up matters, so it stands
 * at the end as one list.
 */

import { resolve } from 'node:path';
import {
  app,
  type BrowserWindow,
  dialog,
  type IpcMainEvent,
  type IpcMainInvokeEvent,
  ipcMain,
  protocol,
  type WebContents,
} from 'electron';
import { DOCUMENTATION_FILE } from '../../shared/contract/documentation';
import type { EventMessage } from '../../shared/contract/service';
import { failureOf } from '../../shared/failure/failure';
import { endProcess } from '../dataplane/host/abandoned-threads';
import { protectiveHeaders } from '../page/content-policy';
import { readPage } from '../page/page-settings';
import { createService, type Service } from '../service/service';
import type { DialogProvider } from '../service/service-options';
import type { Session } from '../service/session';
import { keepTerminalPlain } from '../system/terminal-text';
import { keepGoing, unwaited } from '../system/unexpected';
import { launchArguments } from './launch-arguments';
import { ApplicationMenu } from './menu';
import { isPageUrl, PAGE_SCHEME } from './page-origin';
import { QuitSequence } from './quit-sequence';
import { openWindow, showWindow } from './window';

const here = import.meta.dirname;
const rendererDirectory = resolve(here, '../renderer');
const assetsDirectory = resolve(here, '../../assets');

/** A file of the packed app as other programs find it, see asarUnpack in electron-builder.yml. */
const unpacked = (path: string) => path.replace('app.asar', 'app.asar.unpacked');

let window: BrowserWindow | null = null;

/** Before ready: the page's scheme behaves like the web's, with a secure origin and fetch. */
function setupScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ]);
}

/** @returns false if another instance has been shown instead of this one */
function setupSingleInstance(): boolean {
  if (!app.requestSingleInstanceLock()) return false;
  app.on('second-instance', (_event, argv, directory) => {
    if (window === null) return;
    showWindow(window);
    const wanted = launchArguments(argv, directory);
    // The page asks first about changes that are not saved and machines that run.
    if (wanted.path !== undefined || wanted.example !== undefined) {
      sendEvent({ event: 'workspace.wanted', payload: wanted });
    }
  });
  return true;
}

function setupPageFiles(service: Service): void {
  protocol.handle(PAGE_SCHEME, async (request) => {
    const headers = protectiveHeaders();
    const file = isPageUrl(request.url)
      ? await readPage(rendererDirectory, new URL(request.url).pathname, service.settings)
      : null;
    if (file === null) return new Response('There is nothing here.', { status: 404, headers });
    return new Response(file.body, { headers: { ...headers, 'content-type': file.mediaType } });
  });
}

const dialogs: DialogProvider = {
  async open({ title, extensions, directory }) {
    const { canceled, filePaths } = await dialog.showOpenDialog({
      title,
      properties: ['openFile'],
      filters: extensions.length === 0 ? [] : [{ name: title, extensions }],
      ...(directory === undefined ? {} : { defaultPath: directory }),
    });
    return canceled ? null : (filePaths[0] ?? null);
  },
  async save({ title, suggestion }) {
    const { canceled, filePath } = await dialog.showSaveDialog({ title, defaultPath: suggestion });
    return canceled || filePath === '' ? null : filePath;
  },
};

async function setupService(menu: ApplicationMenu): Promise<Service> {
  const { path, example } = launchArguments(process.argv, process.cwd());
  const base = { shell: 'desktop', assetsDirectory, dialogs, menu } as const;
  const wanted = {
    ...(path === undefined ? {} : { initialPath: path }),
    ...(example === undefined || path !== undefined ? {} : { initialExample: example }),
  };
  try {
    return await createService({ ...base, ...wanted });
  } catch (error) {
    if (path === undefined) throw error;
    // A file that cannot be opened is no reason not to open the editor.
    const { message, next } = failureOf(error);
    await dialog.showMessageBox({ type: 'error', message, detail: next, buttons: ['Continue'] });
    return createService(base);
  }
}

/** Only the top frame of this app's own page is answered. */
function isFromPage({ senderFrame }: IpcMainEvent | IpcMainInvokeEvent): boolean {
  return senderFrame !== null && senderFrame.parent === null && isPageUrl(senderFrame.url);
}

function sendEvent(message: EventMessage): void {
  if (window !== null && !window.isDestroyed()) {
    window.webContents.send('vdelab:event', message);
  }
}

/** Each load of a page is one session; its consoles are let go when the next one begins or it is closed. */
function setupMessages(service: Service): void {
  const sessions = new Map<WebContents, Session>();
  ipcMain.on('vdelab:opened', (event) => {
    if (!isFromPage(event)) {
      console.error('vdelab: a message of a foreign page was ignored');
      return;
    }
    const { sender } = event;
    const isNew = !sessions.has(sender);
    sessions.get(sender)?.close();
    sessions.set(
      sender,
      service.connect((message) => {
        if (!sender.isDestroyed()) sender.send('vdelab:event', message);
      }),
    );
    if (!isNew) return;
    sender.once('destroyed', () => {
      sessions.get(sender)?.close();
      sessions.delete(sender);
    });
  });
  ipcMain.handle('vdelab:request', (event, request: unknown) => {
    if (!isFromPage(event)) throw new Error('Only the page of Vdelab itself is answered.');
    const session = sessions.get(event.sender);
    if (session === undefined) throw new Error('The page has not been opened.');
    return session.handle(request);
  });
}

/** The page says what is in it, and carries out what is chosen. */
function setupMenu(): ApplicationMenu {
  return new ApplicationMenu((command) =>
    sendEvent({ event: 'command.given', payload: { command } }),
  );
}

async function askToStop(): Promise<boolean> {
  const question = {
    type: 'question' as const,
    message: 'Stop the lab and quit?',
    detail: 'Machines are running. They will be shut down; unsaved changes are kept.',
    buttons: ['Stop and quit', 'Cancel'],
    defaultId: 0,
    cancelId: 1,
  };
  const { response } = await (window === null
    ? dialog.showMessageBox(question)
    : dialog.showMessageBox(window, question));
  return response === 0;
}

function setupQuit(service: Service): void {
  const quit = new QuitSequence({
    isLabRunning: () => service.isLabRunning,
    ask: askToStop,
    stopLab: () => service.close(),
    skipGrace: () => service.skipGrace(),
    end: (failed) => endProcess(failed ? 1 : 0, (code) => app.exit(code)),
  });
  app.on('before-quit', (event) => {
    if (quit.isOver) return;
    event.preventDefault();
    unwaited(quit.request());
  });
  window?.on('close', (event) => {
    if (quit.isOver) return;
    event.preventDefault();
    unwaited(quit.request());
  });
  for (const signal of ['SIGTERM', 'SIGINT', 'SIGHUP'] as const) {
    process.on(signal, () => unwaited(quit.force()));
  }
}

async function start(): Promise<void> {
  await app.whenReady();
  // The page's files and the service's answers must be there before the page asks for them,
  const service = await setupService(setupMenu());
  setupPageFiles(service);
  setupMessages(service);
  // and the window before what hangs on it.
  window = openWindow({
    preload: resolve(here, 'preload.cjs'),
    icon: resolve(assetsDirectory, 'icons/vdelab.png'),
    documentation: unpacked(resolve(rendererDirectory, DOCUMENTATION_FILE)),
    theme: () => service.settings.theme,
  });
  setupQuit(service);
}

keepTerminalPlain();
// Both must come before Electron is ready. A second instance has nothing else to do.
keepGoing();
setupScheme();
if (setupSingleInstance()) {
  start().catch((error: unknown) => {
    console.error('vdelab: could not start:', error);
    const { message, next } = failureOf(error);
    dialog.showErrorBox(message, next);
    app.exit(1);
  });
} else {
  app.quit();
}
