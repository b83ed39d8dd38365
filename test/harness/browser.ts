/** The browser of the editors: started once for all test files of a run, it ends with the process. */
import { type Browser, chromium, type Page } from 'playwright-core';

const BROWSER = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-background-networking',
  '--disable-sync',
];

let launched: Promise<Browser> | undefined;

/** When it does not start, or falls, only the test that has it fails; the next one gets another. */
function forget(): void {
  launched = undefined;
}

function launch(): Promise<Browser> {
  const browser = chromium.launch({ executablePath: '/usr/bin/chromium', args: BROWSER });
  browser.then((running) => running.once('disconnected', forget), forget);
  return browser;
}

/** An empty page in a profile of its own. */
export async function newPage(): Promise<Page> {
  launched ??= launch();
  const profile = await (await launched).newContext({
    viewport: { width: 1440, height: 900 },
    permissions: ['clipboard-read', 'clipboard-write'],
  });
  return profile.newPage();
}
