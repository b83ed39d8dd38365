/** `vdelab serve` as a user runs it, and the page in a real browser. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createInterface } from 'node:readline';
import { type Browser, chromium } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ownFolders } from '../harness/own-folders';
import { describeWith } from '../harness/parts';

const root = resolve(import.meta.dirname, '../..');
const ADDRESS = /http:\/\/127\.0\.0\.1:\d+\/\?token=\S+/;
const DOOR = /\/\S+\/open\.html/;

interface Printed {
  readonly address: string;
  /** The file that leads in. */
  readonly door: string;
}

async function printedBy(child: ChildProcess): Promise<Printed> {
  if (child.stdout === null) throw new Error('vdelab has no stdout');
  let text = '';
  for await (const line of createInterface(child.stdout)) {
    text += `${line}\n`;
    const address = ADDRESS.exec(text)?.[0];
    const door = DOOR.exec(text)?.[0];
    if (address !== undefined && door !== undefined) return { address, door };
  }
  throw new Error('vdelab ended before it printed its address');
}

describeWith(['chromium'], 'browser shell', () => {
  let home: string;
  let child: ChildProcess;
  let browser: Browser;
  let address: string;
  let door: string;

  beforeAll(async () => {
    home = mkdtempSync('/tmp/vd-');
    const cli = join(root, 'dist/electron/cli.js');
    child = spawn(process.execPath, [cli, 'serve', '--example', 'first-ping'], {
      env: { ...process.env, ...ownFolders(home) },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    ({ address, door } = await printedBy(child));
    browser = await chromium.launch({
      executablePath: '/usr/bin/chromium',
      args: ['--no-sandbox'],
    });
  });
  afterAll(async () => {
    await browser?.close();
    if (child.exitCode === null) {
      child.kill('SIGKILL');
      await once(child, 'exit');
    }
    rmSync(home, { recursive: true, force: true });
  });

  test('shows nothing to a browser without the token', async () => {
    const page = await browser.newPage();
    const answer = await page.goto(new URL('/', address).href);
    expect(answer?.status()).toBe(401);
    expect(await page.textContent('body')).toContain('the URL that it printed in the terminal');
    await page.close();
  });

  test('opens the editor under its content policy, without the token in the address', async () => {
    const page = await browser.newPage();
    const violations: string[] = [];
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) violations.push(message.text());
    });
    const token = new URL(address).searchParams.get('token')!;
    await page.goto(address);
    expect(page.url()).toBe(new URL('/', address).href);
    await page.getByText('pc1', { exact: true }).first().waitFor();
    await page.getByRole('region', { name: 'First steps' }).getByText('Step 1 of 3').waitFor();
    expect(violations).toEqual([]);
    expect(await page.evaluate(() => document.cookie)).toBe('');
    expect(await page.title()).not.toContain(token);
    expect(await page.evaluate(() => document.referrer)).toBe('');
    await page.close();
  });

  test('lets nobody in by an address that was used, and says where a new one is', async () => {
    const page = await browser.newPage();
    const answer = await page.goto(address);
    expect(answer?.status()).toBe(401);
    expect(await page.textContent('body')).toContain(`open ${door} in your browser`);
    await page.close();
  });

  test('is entered through the file again and again, without the token in the history', async () => {
    for (let time = 0; time < 2; time++) {
      const page = await browser.newPage();
      await page.goto(`file://${door}`);
      await page.getByText('pc1', { exact: true }).first().waitFor();
      expect(page.url()).toBe(new URL('/', address).href);
      expect(await page.evaluate(() => document.referrer)).not.toContain('token');
      const client = await page.context().newCDPSession(page);
      const { entries } = await client.send('Page.getNavigationHistory');
      const seen = entries.flatMap(({ url, title }) => [url, title]);
      expect(seen.join(' ')).not.toContain('token');
      await page.close();
    }
  });

  test('takes no press and no key before the drawing is there', async () => {
    const page = await browser.newPage();
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    await page.routeWebSocket('**/service', (socket) => {
      const service = socket.connectToServer();
      service.onMessage(async (message) => {
        await held;
        socket.send(message);
      });
    });
    await page.goto(`file://${door}`);
    const add = page.getByRole('button', { name: 'Add switch', includeHidden: true });
    await add.waitFor({ state: 'attached' });
    const box = (await add.boundingBox())!;
    await page.mouse.click(box.x + box.width / 2, box.y + box.height / 2);
    await page.keyboard.press('Control+F6');
    await page.keyboard.press('Tab');
    await page.keyboard.press('Enter');
    expect(await page.evaluate(() => document.activeElement?.tagName)).toBe('BODY');
    expect(await add.isVisible()).toBe(false);
    letGo();
    await page.getByText('pc1', { exact: true }).first().waitFor();
    // Nothing was done meanwhile that would be gone now, or would come now.
    expect(await page.title()).not.toContain('•');
    expect(await page.getByRole('button', { name: 'Undo', exact: true }).isEnabled()).toBe(false);
    await add.click();
    await page.getByRole('main').getByRole('group', { name: 'sw2', exact: true }).waitFor();
    await page.close();
  });

  test('says so when the service does not answer, and shows the lab when it does', async () => {
    const page = await browser.newPage();
    let answers = false;
    await page.routeWebSocket('**/service', async (socket) => {
      if (answers) socket.connectToServer();
      else await socket.close();
    });
    await page.goto(`file://${door}`);
    const words = page.getByText('Vdelab does not answer');
    await words.waitFor();
    await page.getByText('start it again and open the address').waitFor();
    answers = true;
    await page.getByText('pc1', { exact: true }).first().waitFor();
    expect(await words.count()).toBe(0);
    await page.close();
  });

  test('is deaf to a page of another origin', async () => {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`file://${door}`);
    await page.route('http://127.0.0.1:1/', (route) =>
      route.fulfill({ contentType: 'text/html', body: 'another server on this machine' }),
    );
    await page.goto('http://127.0.0.1:1/');
    const outcome = await page.evaluate(
      (url) =>
        new Promise<string>((settle) => {
          const socket = new WebSocket(url);
          socket.onopen = () => settle('open');
          socket.onerror = () => settle('refused');
        }),
      `ws://${new URL(address).host}/service`,
    );
    expect(outcome).toBe('refused');
    await context.close();
  });

  test('SIGTERM ends it cleanly with a page still open', async () => {
    const page = await browser.newPage();
    await page.goto(`file://${door}`);
    await page.getByText('pc1', { exact: true }).first().waitFor();
    const exit = once(child, 'exit');
    child.kill('SIGTERM');
    expect(await exit).toEqual([0, null]);
  });
});
