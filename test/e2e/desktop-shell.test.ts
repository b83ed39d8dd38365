/** The real, built desktop shell on a real Chromium; only Electron itself is a stand-in. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { CDPSession, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { DesktopBridge, Reply } from '../../shared/contract/service';
import { putBack } from '../harness/editor-console';
import { type DesktopApp, startDesktopApp } from '../harness/electron-stand-in/desktop-app';
import { BINDING, ISOLATED_WORLD } from '../harness/electron-stand-in/worlds';
import { describeWith } from '../harness/parts';

/** What the page keeps for the test. */
interface TestWindow {
  vdelab: DesktopBridge;
  heard: { event: string; payload: unknown }[];
}

const patience = { timeout: 30_000 };

function request(page: Page, call: string, params: unknown): Promise<Reply> {
  return page.evaluate(
    (asked) => (window as unknown as TestWindow).vdelab.request(asked as never),
    { id: 7, call, params },
  );
}

async function value<T>(page: Page, call: string, params: unknown): Promise<T> {
  const reply = await request(page, call, params);
  if (!reply.ok) throw new Error(reply.failure.message);
  return reply.value as T;
}

function handle(page: Page): Promise<void> {
  return page.evaluate(() => {
    const own = window as unknown as TestWindow;
    own.heard = [];
    own.vdelab.onEvent((message) => own.heard.push(message));
  });
}

const heard = (page: Page) => page.evaluate(() => (window as unknown as TestWindow).heard);

/** Whether a process of the machine has this text in its command line. */
function isProcessLeft(text: string): boolean {
  return readdirSync('/proc').some((pid) => {
    if (!/^\d+$/.test(pid)) return false;
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(text);
    } catch {
      return false;
    }
  });
}

describeWith(['chromium'], 'desktop shell', () => {
  let app: DesktopApp;
  let page: Page;
  let devtools: CDPSession;

  beforeAll(async () => {
    app = await startDesktopApp(['--example=first-ping']);
    page = app.page;
    devtools = await page.context().newCDPSession(page);
    await handle(page);
  });
  afterAll(async () => {
    await app.dispose();
  });

  test('gives the page exactly the bridge and nothing of Node', async () => {
    const seen = await page.evaluate(() => {
      const own = window as unknown as TestWindow & Record<string, unknown>;
      const nodes = ['require', 'process', 'module', 'Buffer', 'global', 'ipcRenderer'];
      return {
        bridge: Object.keys(own.vdelab).sort(),
        nodes: nodes.filter((name) => own[name] !== undefined),
        isFrozen: Object.isFrozen(own.vdelab),
      };
    });
    expect(seen).toEqual({ bridge: ['onEvent', 'request'], nodes: [], isFrozen: true });
  });

  test('serves the page under its content policy', async () => {
    const found = await page.evaluate(async () => {
      const { headers } = await fetch('/index.html');
      const inline = document.createElement('script');
      inline.textContent = 'window.injected = true';
      document.body.append(inline);
      return {
        policy: headers.get('content-security-policy'),
        sniffing: headers.get('x-content-type-options'),
        injected: 'injected' in window,
        missing: (await fetch('/%2e%2e/electron/main.js')).status,
      };
    });
    expect(found.policy).toContain("default-src 'none'");
    expect(found).toMatchObject({ sniffing: 'nosniff', injected: false, missing: 404 });
  });

  test('answers requests, and refuses what the contract does not have', async () => {
    const hello = await value<{ shell: string; nativeDialogs: boolean }>(page, 'hello', {});
    expect(hello).toMatchObject({ shell: 'desktop', nativeDialogs: true });
    const reply = await request(page, 'constructor', {});
    expect(reply).toMatchObject({ id: 7, ok: false, failure: { code: 'bad-request' } });
  });

  test('opens the lab that it is started with again', async () => {
    await handle(page);
    await app.order({ do: 'startAgain', args: ['mine.vdelab'], directory: app.home });
    const wanted = { event: 'workspace.wanted', payload: { path: join(app.home, 'mine.vdelab') } };
    await vi.waitFor(async () => expect(await heard(page)).toContainEqual(wanted), patience);
    const name = /mine\.vdelab could not be opened: it is not there/;
    await page.getByRole('log', { name: 'Messages' }).getByText(name).waitFor();
    await app.order({ do: 'startAgain', args: ['--example=vlans'], directory: app.home });
    await vi.waitFor(async () => {
      const { document } = await value<{ document: { name: string } }>(page, 'workspace.get', {});
      expect(document.name).toContain('VLAN');
    }, patience);
    await app.order({ do: 'startAgain', args: ['--example=first-ping'], directory: app.home });
    await vi.waitFor(async () => {
      const { document } = await value<{ document: { name: string } }>(page, 'workspace.get', {});
      expect(document.name).toBe('First ping');
    }, patience);
  });

  test('shows the desktop’s own dialogs', async () => {
    await app.order({
      do: 'answerDialog',
      answer: { canceled: false, filePaths: ['/tmp/chosen.vdelab'] },
    });
    const params = { title: 'Open a lab', extensions: ['vdelab'] };
    expect(await value(page, 'dialog.open', params)).toEqual({ path: '/tmp/chosen.vdelab' });
    await app.order({ do: 'answerDialog', answer: { canceled: true, filePath: '' } });
    const save = { title: 'Save the lab', suggestion: 'lab.vdelab' };
    expect(await value(page, 'dialog.save', save)).toEqual({ path: null });
  });

  const menuItem = (item: string) => app.order({ do: 'menuItem', item });

  test('hands a command of the menu to the page', async () => {
    await vi.waitFor(() => app.order({ do: 'chooseMenu', item: 'help.parts' }), patience);
    await vi.waitFor(async () => {
      const command = { event: 'command.given', payload: { command: 'help.parts' } };
      expect(await heard(page)).toContainEqual(command);
    }, patience);
    await page.getByRole('dialog', { name: 'What is installed' }).waitFor();
    await page.keyboard.press('Escape');
  });

  test('greys and ticks in its menu what the page does, and calls it the same', async () => {
    const becomes = (item: string, look: object) =>
      vi.waitFor(async () => expect(await menuItem(item)).toMatchObject(look), patience);
    await becomes('edit.delete', { enabled: false });
    await becomes('edit.lock', { enabled: false, label: 'Lock or unlock' });
    // What is grey cannot be chosen.
    await app.order({ do: 'chooseMenu', item: 'edit.delete' });
    await page
      .getByRole('group', { name: 'pc1', exact: true })
      .click({ position: { x: 24, y: 20 } });
    await becomes('edit.delete', { enabled: true });
    await becomes('edit.lock', { enabled: true, label: 'Lock' });
    await page.keyboard.press('Escape');
    await becomes('edit.delete', { enabled: false });
    const { checked } = (await menuItem('view.grid')) as { checked: boolean };
    await app.order({ do: 'chooseMenu', item: 'view.grid' });
    await becomes('view.grid', { checked: !checked });
    await app.order({ do: 'chooseMenu', item: 'view.grid' });
    await becomes('view.grid', { checked });
    expect(await heard(page)).not.toContainEqual({
      event: 'command.given',
      payload: { command: 'edit.delete' },
    });
  });

  test('refuses a menu that is none', async () => {
    const reply = await request(page, 'menu.show', { menus: [{ id: 'file', label: '' }] });
    expect(reply).toMatchObject({ ok: false, failure: { code: 'bad-request' } });
    expect(await menuItem('file.save')).toMatchObject({ enabled: true });
  });

  test('denies navigation, and opens only links to the web outside', async () => {
    const before = page.url();
    await page.evaluate(() => location.assign('https://example.org/'));
    await page.evaluate(() => window.open('https://example.org/manual'));
    await page.evaluate(() => window.open('http://192.0.2.1/'));
    await page.evaluate(() => window.open('file:///etc/passwd'));
    await vi.waitFor(async () => {
      expect(page.context().pages()).toHaveLength(1);
      expect(await app.order({ do: 'openedLinks' })).toEqual([
        'https://example.org/manual',
        'http://192.0.2.1/',
      ]);
    }, patience);
    expect(page.url()).toBe(before);
    expect(await value(page, 'hello', {})).toMatchObject({ shell: 'desktop' });
  });

  test('refuses messages of another frame', async () => {
    await page.evaluate(() => document.body.append(document.createElement('iframe')));
    const { frameTree } = await devtools.send('Page.getFrameTree');
    const frameId = frameTree.childFrames?.[0]?.frame.id ?? '';
    const world = { frameId, worldName: ISOLATED_WORLD };
    const { executionContextId } = await devtools.send('Page.createIsolatedWorld', world);
    const message = { kind: 'invoke', id: 1, channel: 'vdelab:request', args: [{ id: 1 }] };
    const { result } = await devtools.send('Runtime.evaluate', {
      contextId: executionContextId,
      awaitPromise: true,
      returnByValue: true,
      expression: `new Promise((settle) => {
        globalThis.electronStandIn = { settle };
        ${BINDING}(${JSON.stringify(JSON.stringify(message))});
      })`,
    });
    expect(result.value).toMatchObject({ ok: false });
    expect(result.value.message).toContain('Only the page of Vdelab itself is answered');
    await page.evaluate(() => document.querySelector('iframe')?.remove());
  });

  test('starts the example, and the page shows that it runs', async () => {
    const started = await value<{ failures: unknown[] }>(page, 'lab.start', { nodes: 'all' });
    expect(started.failures).toEqual([]);
    const { nodes } = await value<{ nodes: Record<string, { state: string }> }>(
      page,
      'lab.get',
      {},
    );
    expect(new Set(Object.values(nodes).map(({ state }) => state))).toEqual(new Set(['running']));
    expect((await heard(page)).map(({ event }) => event)).toContain('lab.changed');
    await page
      .getByText(/running/i)
      .first()
      .waitFor(patience);
  });

  test('opens consoles in a window of its own, which is put back when it closes', async () => {
    await page.evaluate(() => window.open('/#/somewhere/else'));
    await page
      .getByRole('group', { name: 'pc1', exact: true })
      .dblclick({ position: { x: 24, y: 20 } });
    const tab = page.getByRole('tab', { name: 'pc1', exact: true });
    await tab.click({ button: 'right' });
    await page.getByRole('menuitem', { name: 'Open tab in a window', exact: true }).click();
    await tab.waitFor({ state: 'hidden', ...patience });
    const child = await vi.waitFor(() => {
      const found = page
        .context()
        .pages()
        .find((one) => one.url().includes('#/console/'));
      if (found === undefined) throw new Error('There is no window with consoles');
      return found;
    }, patience);
    await child.getByRole('tabpanel', { name: 'Console of pc1', exact: true }).waitFor(patience);
    await putBack(child);
    await tab.waitFor(patience);
    await vi.waitFor(() => expect(page.context().pages()).toHaveLength(1), patience);
    expect(await value(page, 'hello', {})).toMatchObject({ shell: 'desktop' });
  });

  test('loads a crashed page again while the lab goes on', async () => {
    const loads = Number(await app.order({ do: 'pageLoads' }));
    // The crash takes the answer to this very call with it.
    devtools.send('Page.crash').catch(() => undefined);
    await vi.waitFor(async () => {
      expect(await app.order({ do: 'pageLoads' })).toBe(loads + 1);
    }, patience);
    page = await app.reconnect();
    const { nodes } = await value<{ nodes: Record<string, { state: string }> }>(
      page,
      'lab.get',
      {},
    );
    expect(Object.values(nodes).map(({ state }) => state)).toContain('running');
  });

  test('asks before it stops a running lab, and leaves nothing behind', async () => {
    await app.order({ do: 'answerDialog', answer: { response: 1 } });
    await app.order({ do: 'closeWindow' });
    expect(await value(page, 'hello', {})).toMatchObject({ shell: 'desktop' });
    const dialogs = (await app.order({ do: 'shownDialogs' })) as { kind: string }[];
    expect(dialogs.at(-1)).toMatchObject({
      kind: 'showMessageBox',
      options: { message: 'Stop the lab and quit?' },
    });
    await app.order({ do: 'answerDialog', answer: { response: 0 } });
    await app.order({ do: 'closeWindow' });
    expect(await app.ended()).toBe(0);
    // The window's own processes are still on their way out when the app has ended.
    await vi.waitFor(() => expect(isProcessLeft(app.home)).toBe(false), { timeout: 10_000 });
    const sockets = join(app.home, 'run/vdelab');
    expect(existsSync(sockets) ? readdirSync(sockets) : []).toEqual([]);
  });
});

describeWith(['chromium'], 'desktop shell, ended by a signal', () => {
  test('SIGTERM stops the lab without asking', async () => {
    const app = await startDesktopApp(['--example=first-ping']);
    try {
      await value(app.page, 'lab.start', { nodes: 'all' });
      app.process.kill('SIGTERM');
      expect(await app.ended()).toBe(0);
      expect(readdirSync(join(app.home, 'run/vdelab'))).toEqual([]);
    } finally {
      await app.dispose();
    }
  });
});
