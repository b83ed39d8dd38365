/** Consoles as a person works in them: tabs, replay, size, search, clipboard, reload, a flood. */
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import type { Console } from '../harness/editor-console';
import { qemuGuest } from '../harness/guests';
import { describeWith } from '../harness/parts';
import { umlGuest } from '../harness/uml-guest';
import { eventually } from '../harness/vde-client';

const BOOT_MS = 120_000;

let home: EditorHome;
let editor: Editor;

async function open(): Promise<void> {
  home = makeHome();
  editor = await Editor.open(home);
}

async function close(): Promise<void> {
  await editor.close();
  home.remove();
}

/** Opens the console of a guest and resolves at its prompt, which may be one from long ago. */
async function guestPrompt(name: string): Promise<Console> {
  const console = await editor.openConsole(name);
  await console.shows(/guest# /, BOOT_MS);
  return console;
}

async function closeTab(name: string): Promise<void> {
  // It is for the pointer: screen readers are told of the Delete key instead.
  const close = { name: `Close ${name}`, exact: true, includeHidden: true };
  await editor.page.getByRole('button', close).click();
  await editor.page.getByRole('tab', { name, exact: true }).waitFor({ state: 'hidden' });
}

/** Looks for text in the console in front; the answer is `1 of 3`. Leaves the search open. */
async function find(console: Console, sought: string): Promise<Locator> {
  await console.press('Control+Shift+F');
  const search = editor.page.getByRole('search');
  await search.getByRole('textbox', { name: 'Find in console' }).fill(sought);
  return search.getByRole('status');
}

async function endSearch(): Promise<void> {
  await editor.page.keyboard.press('Escape');
  await editor.page.getByRole('search').waitFor({ state: 'hidden' });
}

type Size = readonly [rows: number, columns: number];

/** The size that the page shows: rows on the screen, and columns of a line that is filled. */
async function shownSize(console: Console): Promise<Size> {
  await console.type("clear; printf '%0700d\\n' 0");
  await console.shows(/0\nguest# /);
  const lines = (await console.screen()).split('\n');
  return [lines.length, Math.max(...lines.map((line) => line.trimEnd().length))];
}

/** Floods a guest's console, stops that with Ctrl-C, floods again and stops the guest. */
async function floodAndStop(name: string): Promise<void> {
  const console = await guestPrompt(name);
  await console.type('clear; yes flood-$((6*7))');
  await console.shows(/(flood-42\n){5}/);
  // The page answers meanwhile.
  await editor.select(name);
  await editor.inspector.getByRole('heading', { name }).waitFor();
  await console.press('Control+c');
  await console.type('echo calm-$((6*7))');
  await console.shows(/^calm-42\nguest# /m);
  await console.type('clear; while :; do echo again-$((6*7)); done');
  await console.shows(/(again-42\n){5}/);
  await editor.inspector.getByRole('button', { name: 'Stop', exact: true }).click();
  await editor.waitForState(name, 'off');
}

let asked = 0;

/** Resolves when the guest believes its terminal to have that size. */
async function expectGuestSize(console: Console, [rows, columns]: Size): Promise<void> {
  const mark = `sized-${++asked}`;
  // The guest waits in silence: a size is passed on when it has printed nothing for a moment.
  const wait = `until [ "$(stty size)" = '${rows} ${columns}' ]; do sleep 1; done`;
  await console.type(`clear; ${wait}; echo ${mark}`);
  await console.shows(new RegExp(`^${mark}`, 'm'));
}

describeWith(['chromium'], 'the console of a built-in PC', () => {
  beforeAll(async () => {
    await open();
    await editor.add('PC', 400, 120);
    await editor.startAll();
    await editor.waitForState('pc1', 'running');
  });
  afterAll(close);

  it('finds and counts, forwards and backwards', async () => {
    const console = await editor.openConsole('pc1');
    await console.type('hostname needle-a');
    await console.type('hostname needle-b');
    await console.shows(/needle-b/);
    // Each name stands in the command, and in the prompts that follow it.
    const count = await find(console, 'needle-');
    const [, total] = (await count.innerText()).match(/^\d+ of (\d+)$/) ?? [];
    const screen = await console.screen();
    expect(Number(total)).toBe(screen.match(/needle-/g)?.length);
    // What was printed last comes first.
    expect(await count.innerText()).toBe(`${total} of ${total}`);
    const before = await count.innerText();
    await editor.page.keyboard.press('Enter');
    await eventually('the match above', async () => (await count.innerText()) !== before);
    await editor.page.keyboard.press('Shift+Enter');
    await eventually('the match below', async () => (await count.innerText()) === before);
    await editor.page.getByRole('textbox', { name: 'Find in console' }).fill('not printed');
    await eventually('no match', async () => (await count.innerText()) === 'No match');
    await endSearch();
  });

  it('copies what is selected and pastes it, by keyboard', async () => {
    const console = await editor.openConsole('pc1');
    await console.press('Control+Shift+K');
    await console.type('hostname copied-name');
    await console.shows(/hostname copied-name/);
    const row = console.rows.filter({ hasText: 'hostname copied-name' });
    // The terminal takes the mouse for all of its rows.
    await row.click({ clickCount: 3, position: { x: 20, y: 8 }, force: true });
    await console.press('Control+Shift+C');
    const clipboard = () => editor.page.evaluate(() => navigator.clipboard.readText());
    await eventually('the copy', async () => (await clipboard()).includes('hostname copied-name'));
    await editor.page.evaluate(() => navigator.clipboard.writeText('hostname pasted-name'));
    await console.press('Control+Shift+V');
    await console.press('Enter');
    await console.shows(/^pasted-name/m);
  });

  it('is cleared but for its prompt, and goes on', async () => {
    const console = await editor.openConsole('pc1');
    await console.type('hostname cleared-name');
    await console.shows(/^cleared-name/m);
    await console.press('Control+Shift+K');
    await eventually('a clear screen', async () => {
      const lines = (await console.screen()).split('\n').filter((line) => line.trim() !== '');
      return lines.length === 1 && lines[0]?.startsWith('cleared-name') === true;
    });
    await console.type('hostname');
    await console.shows(/cleared-name\S* hostname\s+cleared-name/);
  });
});

describeWith(
  ['chromium', 'qemu-system-x86_64', 'busybox', 'cpio', 'depmod'],
  'a QEMU machine',
  () => {
    beforeAll(async () => {
      await open();
      const { kernel, initrd, append } = await qemuGuest();
      await editor.add('QEMU machine', 400, 120);
      await editor.fill('Memory', '128');
      await editor.fill('Kernel', kernel);
      await editor.fill('Initial ramdisk', initrd);
      await editor.fill('Kernel command line', append);
      await editor.startAll();
      await editor.waitForState('vm1', 'running');
    });
    afterAll(close);

    it('has its monitor in a tab of its own, which answers', async () => {
      const monitor = await editor.openMonitor('vm1');
      await monitor.shows(/\(qemu\) /);
      await monitor.type('info status');
      await monitor.shows(/VM status: running/);
    });

    it('keeps console and monitor apart, each with what it printed before', async () => {
      const monitor = await editor.openMonitor('vm1');
      await monitor.type('info kvm');
      await monitor.shows(/kvm support: /);
      const console = await guestPrompt('vm1');
      expect(await console.screen()).not.toContain('(qemu)');
      expect(await editor.page.getByRole('tab').count()).toBe(2);
      await closeTab('vm1 · monitor');
      const again = await editor.openMonitor('vm1');
      await again.shows(/kvm support: /);
      expect(await again.screen()).not.toContain('guest#');
    });

    it('floods without taking the page along: Ctrl-C and Stop work', async () => {
      await floodAndStop('vm1');
    });
  },
);

describeWith(['chromium', 'linux.uml', 'busybox', 'cpio'], 'the console of a UML machine', () => {
  beforeAll(async () => {
    await open();
    const { kernel, initrd } = await umlGuest();
    await editor.add('User-Mode Linux machine', 400, 120);
    await editor.fill('Memory', '128');
    await editor.fill('Kernel', kernel);
    await editor.fill('Initial ramdisk', initrd);
    await editor.startAll();
    await editor.waitForState('uml1', 'running');
  });
  afterAll(close);

  it('replays the boot to a page that was not there, and the machine did not notice', async () => {
    const before = await guestPrompt('uml1');
    await before.type('kept=in-memory');
    await before.type('echo boot-was-read $kept');
    await before.shows(/^boot-was-read in-memory/m);
    await editor.reload();
    await editor.waitForState('uml1', 'running');
    const after = await editor.showConsole('uml1');
    await after.shows(/^boot-was-read in-memory/m);
    const count = await find(after, 'Linux version');
    await eventually('the boot messages', async () => /^1 of /.test(await count.innerText()));
    await endSearch();
    await after.type('echo still-$kept');
    await after.shows(/^still-in-memory/m);
  });

  it('follows the height of the dock and the width of the window', async () => {
    const console = await guestPrompt('uml1');
    const first = await shownSize(console);
    await expectGuestSize(console, first);
    const edge = editor.page.getByRole('separator', { name: 'Height of the consoles' });
    await edge.focus();
    for (let step = 0; step < 5; step++) await editor.page.keyboard.press('ArrowUp');
    await editor.page.setViewportSize({ width: 1150, height: 900 });
    const second = await eventually('the new size', async () => {
      const [rows, columns] = await shownSize(console);
      // A narrow window folds the panels, so that there may be more columns as well.
      return rows > first[0] && columns !== first[1] && ([rows, columns] as const);
    });
    await expectGuestSize(console, second);
  });

  it('floods without taking the page along: Ctrl-C and Stop work', async () => {
    await floodAndStop('uml1');
  });

  it('is the console of the next run too, without being opened again', async () => {
    const panel = editor.page.getByRole('tabpanel', { name: 'Console of uml1', exact: true });
    await panel.getByText('uml1 is off. Start it to use its console.').waitFor();
    await panel.getByRole('button', { name: 'Start uml1' }).click();
    await editor.waitForState('uml1', 'running');
    const console = await editor.showConsole('uml1');
    await console.shows(/Enter 'help' .*\n\s*guest# /, 30_000);
    await console.type('echo "next run, not $kept"');
    await console.shows(/^next run, not\s*$/m);
    await panel.getByRole('status').waitFor({ state: 'hidden' });
  });
});
