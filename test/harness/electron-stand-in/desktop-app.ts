/** The built desktop shell as its own process on the stand-in, and the test's hands on it. */
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { type Browser, chromium, type Page } from 'playwright-core';
import { z } from 'zod';
import { ownFolders } from '../own-folders';
import type { Order } from './control';

const root = resolve(import.meta.dirname, '../../..');
const answerSchema = z.object({
  id: z.number(),
  ok: z.boolean(),
  value: z.unknown(),
  message: z.string().optional(),
});

export interface DesktopApp {
  readonly page: Page;
  readonly process: ChildProcess;
  /** Everything that it keeps: documents, sockets, the place of its window. */
  readonly home: string;
  order(order: Order): Promise<unknown>;
  /** Connects a fresh client to the same browser, after a crash of the page. */
  reconnect(): Promise<Page>;
  /** Waits until the process has ended by itself; its exit code. */
  ended(): Promise<number | null>;
  /** Ends whatever is left and removes the home. */
  dispose(): Promise<void>;
}

/** A short path: sockets live in it. */
function startProcess(home: string, args: readonly string[]): ChildProcess {
  return fork(join(root, 'dist/electron/main.js'), args, {
    execArgv: ['--import', 'tsx', '--import', join(import.meta.dirname, 'register.mjs')],
    cwd: root,
    env: { ...process.env, ...ownFolders(home) },
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
  });
}

function orders(child: ChildProcess): (order: Order) => Promise<unknown> {
  let lastId = 0;
  return (order) =>
    new Promise((resolve, reject) => {
      const id = ++lastId;
      const listen = (message: unknown) => {
        const answer = answerSchema.parse(message);
        if (answer.id !== id) return;
        child.off('message', listen);
        child.off('exit', stop);
        if (answer.ok) resolve(answer.value);
        else reject(new Error(answer.message));
      };
      const stop = () => reject(new Error(`The shell ended during "${order.do}"`));
      child.on('message', listen);
      child.once('exit', stop);
      child.send({ id, order });
    });
}

/** The shell's page, once it has been loaded. */
async function findPage(browser: Browser): Promise<Page> {
  const context = browser.contexts()[0];
  if (context === undefined) throw new Error('Chromium has no default context');
  const page = context.pages()[0] ?? (await context.waitForEvent('page'));
  await page.waitForURL(/^https:\/\/vdelab\.app\.invalid\//);
  return page;
}

/** Starts the built shell with these arguments and waits for its page. */
export async function startDesktopApp(args: readonly string[]): Promise<DesktopApp> {
  const home = mkdtempSync('/tmp/vd-');
  const child = startProcess(home, args);
  const exit = once(child, 'exit').then(([code]) => code as number | null);
  const order = orders(child);
  const browsers: Browser[] = [];
  const reconnect = async () => {
    const endpoint = z.string().parse(await order({ do: 'endpoint' }));
    const browser = await chromium.connectOverCDP(endpoint);
    browsers.push(browser);
    return findPage(browser);
  };
  const dispose = async () => {
    for (const browser of browsers) await browser.close();
    if (child.exitCode === null && child.signalCode === null) child.kill('SIGTERM');
    await exit;
    rmSync(home, { recursive: true, force: true });
  };
  try {
    const page = await reconnect();
    return { page, process: child, home, order, reconnect, ended: () => exit, dispose };
  } catch (error) {
    await dispose();
    throw error;
  }
}
