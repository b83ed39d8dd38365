/** The real Chromium under the stand-in, in a profile of its own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { type BrowserContext, chromium } from 'playwright-core';

export interface Chromium {
  /** Where a second client, the test, can connect. */
  readonly endpoint: string;
  readonly context: BrowserContext;
  /** Ends every process of it at once. */
  kill(): void;
}

const LISTENING = /^DevTools listening on (ws:\/\/\S+)/;

async function endpointOf(child: ChildProcess): Promise<string> {
  if (child.stderr === null) throw new Error('Chromium has no stderr');
  for await (const line of createInterface(child.stderr)) {
    const endpoint = LISTENING.exec(line)?.[1];
    if (endpoint === undefined) continue;
    child.stderr.resume();
    return endpoint;
  }
  throw new Error('Chromium ended before it listened');
}

export async function launchChromium(): Promise<Chromium> {
  const profile = mkdtempSync(join(tmpdir(), 'vdelab-chromium-'));
  const child = spawn(
    'chromium',
    [
      '--headless=new',
      '--no-sandbox',
      '--no-first-run',
      '--disable-gpu',
      '--disable-dev-shm-usage',
      '--disable-background-networking',
      // In Electron a page may always close its own window.
      '--blink-settings=allowScriptsToCloseWindows=true',
      '--remote-debugging-port=0',
      `--user-data-dir=${profile}`,
      'about:blank',
    ],
    // Its own process group, so that all of its processes can be ended together.
    { detached: true, stdio: ['ignore', 'ignore', 'pipe'] },
  );
  const kill = () => {
    if (child.pid !== undefined && child.exitCode === null && child.signalCode === null) {
      process.kill(-child.pid, 'SIGKILL');
    }
    rmSync(profile, { recursive: true, force: true, maxRetries: 5 });
  };
  const endpoint = await endpointOf(child);
  const browser = await chromium.connectOverCDP(endpoint);
  const context = browser.contexts()[0];
  if (context === undefined) throw new Error('Chromium has no default context');
  return { endpoint, context, kill };
}
