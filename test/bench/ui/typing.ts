/** Typing into one of twenty consoles while another one prints as fast as it can. */
import type { Page } from 'playwright-core';
import { star, withFlooder } from '../../harness/big-lab';
import type { Editor } from '../../harness/editor';
import { eventually } from '../../harness/vde-client';
import { quantile } from '../statistics';
import { answerTime, beginFrames, endFrames, figuresOf } from './frames';
import type { Figure, UiPart } from './measure';
import { withLab } from './stage';

const CONSOLES = 20;
const KEYS = 100;
/** So many characters fit behind the prompt. */
const LINE = 40;
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz';
const START_MS = 120_000;
const ECHO_LIMIT_MS = 10_000;

/**
 * Milliseconds from a press of `key` to the end of the frame that has one more character in the terminal.
 *
 * @param label of the terminal, `Console of pc1`
 */
function echo(page: Page, label: string, key: string): Promise<number> {
  return answerTime(page, untilLonger, { label, limitMs: ECHO_LIMIT_MS }, () =>
    page.keyboard.press(key),
  );
}

/** Runs in the page. */
function untilLonger({ label, limitMs }: { label: string; limitMs: number }): Promise<number> {
  return new Promise((done, failed) => {
    const panel = window.document.querySelector(`[role="tabpanel"][aria-label="${label}"]`);
    const rows = panel?.querySelector('.xterm-rows');
    if (rows === null || rows === undefined) return failed(new Error(`no rows of ${label}`));
    const lengthNow = () => (rows.textContent ?? '').replace(/[\s\u00a0]/g, '').length;
    const before = lengthNow();
    setTimeout(() => failed(new Error(`no echo in ${label}`)), limitMs);
    let pressed = 0;
    const painted = new MessageChannel();
    painted.port1.onmessage = () => done(performance.now() - pressed);
    // The terminal changes its rows within a frame; a message is heard when that has been painted.
    const observer = new MutationObserver(() => {
      if (pressed === 0 || lengthNow() <= before) return;
      observer.disconnect();
      painted.port2.postMessage(null);
    });
    observer.observe(rows, { childList: true, characterData: true, subtree: true });
    const press = ({ timeStamp }: KeyboardEvent) => {
      pressed = timeStamp;
    };
    window.addEventListener('keydown', press, { capture: true, once: true });
  });
}

async function typeKeys({ page }: Editor, label: string): Promise<number[]> {
  const times: number[] = [];
  for (let at = 0; at < KEYS; at++) {
    times.push(await echo(page, label, ALPHABET[at % ALPHABET.length]!));
    if (at % LINE === LINE - 1) await nextLine(page, label);
  }
  return times;
}

/** Gives up the line that was typed; what the terminal prints then must not count as an echo. */
async function nextLine(page: Page, label: string): Promise<void> {
  const rows = page.getByRole('tabpanel', { name: label }).locator('.xterm-rows');
  const typed = await rows.innerText();
  await page.keyboard.press('Control+c');
  let before = typed;
  await eventually('a new prompt', async () => {
    const now = await rows.innerText();
    const stands = now === before && now !== typed;
    before = now;
    return stands;
  });
}

/** A part that is not installed is said at once, and not after all of the time that a start may take. */
async function started({ drawing, page }: Editor, name: string): Promise<void> {
  const status = drawing.getByRole('status', {
    name: new RegExp(`^${name} is (running|failed)$`),
  });
  await status.waitFor({ timeout: START_MS });
  if ((await status.getAttribute('aria-label')) === `${name} is running`) return;
  throw new Error(await page.getByRole('log', { name: 'Messages' }).innerText());
}

async function openAll(editor: Editor): Promise<void> {
  await editor.startAll();
  // The drawing is a file with commands in it, so the editor asks.
  await editor.button('Run them').click();
  await started(editor, 'flood');
  for (let number = 1; number < CONSOLES; number++) await editor.openConsole(`pc${number}`);
}

async function measureTyping(editor: Editor): Promise<Figure[]> {
  await openAll(editor);
  const quiet = await editor.showConsole('pc1');
  await quiet.shows(/pc1/, START_MS);
  const before = await typeKeys(editor, 'Console of pc1');
  const flooder = await editor.openConsole('flood');
  await flooder.type('yes "$(seq -s " " 1 20)"');
  await flooder.shows(/1 2 3 4/);
  await editor.showConsole('pc1');
  await beginFrames(editor.page);
  const during = await typeKeys(editor, 'Console of pc1');
  const { p95 } = figuresOf(await endFrames(editor.page));
  return [
    {
      name: 'Echo of a key, all quiet: median',
      value: quantile(before, 0.5),
      unit: 'ms',
      goal: null,
    },
    { name: 'all quiet: 95th percentile', value: quantile(before, 0.95), unit: 'ms', goal: 50 },
    { name: 'with a flood: median', value: quantile(during, 0.5), unit: 'ms', goal: null },
    { name: 'with a flood: 95th percentile', value: quantile(during, 0.95), unit: 'ms', goal: 50 },
    { name: 'frames meanwhile: 95th percentile', value: p95, unit: 'ms', goal: null },
  ];
}

export const typing: UiPart = {
  name: 'typing',
  title: 'Twenty consoles open, one of them flooding',
  measure: () => withLab(withFlooder(star(CONSOLES - 1)), measureTyping),
};
