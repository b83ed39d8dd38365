/** What a person works with inside of consoles: typing in several, searching all, times, logs, pasting, looks. */
import { readFileSync } from 'node:fs';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { Console } from '../harness/editor-console';
import { describeWith } from '../harness/parts';
import { eventually } from '../harness/vde-client';

let home: EditorHome;
let editor: Editor;

function dialog(name: string): Locator {
  return editor.page.getByRole('dialog', { name, exact: true });
}

function panel(name: string): Locator {
  return editor.page.getByRole('tabpanel', { name: `Console of ${name}`, exact: true });
}

function tab(name: string): Locator {
  return editor.page.getByRole('tab', { name, exact: true });
}

/** Pastes by key, as the browser does it. */
async function paste(console: Console, text: string): Promise<void> {
  await editor.page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
  await console.press('Control+Shift+V');
}

async function chooseFromMenu(name: string, item: string): Promise<void> {
  await panel(name).locator('.terminal-host').click({ button: 'right' });
  await editor.page.getByRole('menuitem', { name: item, exact: true }).click();
}

describeWith(['chromium'], 'in the consoles of built-in PCs', () => {
  beforeAll(async () => {
    home = makeHome();
    editor = await Editor.open(home);
    for (const [x, y] of [
      [200, 100],
      [420, 100],
      [640, 100],
      [420, 260],
    ] as const)
      await editor.add('PC', x, y);
    await editor.startAll();
    for (const name of ['pc1', 'pc2', 'pc3', 'pc4']) await editor.waitForState(name, 'running');
    for (const name of ['pc4', 'pc3', 'pc2', 'pc1']) {
      const console = await editor.openConsole(name);
      await console.shows(/\S/);
    }
  });
  afterAll(async () => {
    await editor.close();
    home.remove();
  });

  it('one command typed once answers in three PCs, and not in a fourth', async () => {
    const console = await editor.showConsole('pc1');
    await console.press('Control+Shift+B');
    const choice = dialog('Broadcast input');
    await choice.getByRole('checkbox', { name: 'pc4' }).uncheck();
    await choice.getByRole('button', { name: 'Type in 3 consoles' }).click();
    await panel('pc1').getByText('What you type goes to 3 of 3 consoles.').waitFor();
    expect(await tab('pc2').getAttribute('aria-description')).toContain('typing goes to it too');
    await console.type('hostname told-three');
    await console.shows(/^told-three/m);
    await paste(console, 'hostname');
    await console.press('Enter');
    for (const name of ['pc1', 'pc2', 'pc3']) {
      const one = await editor.showConsole(name);
      await one.shows(/^told-three\S* hostname\s+told-three/m);
    }
    await editor.showConsole('pc4');
    expect(await new Console(editor.page, 'Console of pc4').screen()).not.toContain('told-three');
  });

  it('says who is off, and ends with one key and when only one console is left', async () => {
    const console = await editor.showConsole('pc1');
    await editor.select('pc3');
    await editor.inspector.getByRole('button', { name: 'Stop', exact: true }).click();
    await panel('pc1').getByText('2 of 3 consoles. pc3 is off and gets nothing.').waitFor();
    await console.press('Control+Shift+B');
    await panel('pc1').getByText('What you type').waitFor({ state: 'detached' });
    expect(await tab('pc2').getAttribute('aria-description')).not.toContain('typing');
    await editor.startAll();
    await editor.waitForState('pc3', 'running');
  });

  it('searches all consoles, also those without a tab, and opens one at the place', async () => {
    const console = await editor.showConsole('pc2');
    await console.type('hostname needle-in-pc2');
    await console.shows(/^needle-in-pc2/m);
    for (let line = 0; line < 12; line += 1) await console.type(`hostname other-${line}`);
    await console.shows(/^other-11/m);
    await tab('pc2').press('Delete');
    await tab('pc2').waitFor({ state: 'hidden' });
    await (await editor.showConsole('pc1')).press('Control+Alt+f');
    const search = dialog('Search all consoles');
    await search.getByRole('textbox', { name: 'Text to look for' }).fill('NEEDLE-in');
    await editor.page.keyboard.press('Enter');
    const hits = search.getByRole('region', { name: 'pc2', exact: true });
    await hits.getByRole('button').first().waitFor();
    const count = await hits.getByRole('button').count();
    await search.getByRole('checkbox', { name: 'Match case' }).check();
    await search.getByRole('button', { name: 'Search', exact: true }).click();
    await search.getByText('No line matches.').waitFor();
    await search.getByRole('checkbox', { name: 'Match case' }).uncheck();
    await search.getByRole('button', { name: 'Search', exact: true }).click();
    await eventually(
      'the hits again',
      async () => (await hits.getByRole('button').count()) === count,
    );
    await hits.getByRole('button').first().click();
    const found = new Console(editor.page, 'Console of pc2');
    await found.shows(/needle-in-pc2/);
  });

  it('minds case, whole words and patterns in one console, and refuses a slow pattern', async () => {
    const console = await editor.showConsole('pc1');
    await console.press('Control+Shift+K');
    await console.type('hostname Word-words');
    await console.shows(/^Word-words/m);
    await console.press('Control+Shift+F');
    const search = editor.page.getByRole('search');
    const field = search.getByRole('textbox', { name: 'Find in console' });
    const count = async () =>
      Number((await search.getByRole('status').innerText()).match(/of (\d+)/)?.[1] ?? 0);
    await field.fill('word');
    const all = await eventually('matches', async () => (await count()) || false);
    await search.getByRole('button', { name: 'Match case' }).click();
    await eventually('fewer', async () => (await count()) === all / 2);
    await search.getByRole('button', { name: 'Match case' }).click();
    await search.getByRole('button', { name: 'Whole word' }).click();
    await eventually('fewer again', async () => (await count()) === all / 2);
    await search.getByRole('button', { name: 'Whole word' }).click();
    await search.getByRole('button', { name: 'Regular expression' }).click();
    await field.fill('W.rd-w[a-z]+');
    await eventually('the pattern', async () => (await count()) === all / 2);
    await field.fill('(a+)+$');
    await search.getByText('Not a pattern').waitFor();
    await editor.page.keyboard.press('Escape');
  });

  it('shows times beside lines, remembers that, and saves the log with them', async () => {
    const console = await editor.showConsole('pc1');
    await console.type('hostname before-reload');
    await console.shows(/^before-reload/m);
    await chooseFromMenu('pc1', 'Show times');
    const times = panel('pc1').locator('.terminal-times');
    const shown = () => times.innerText();
    const before = await eventually(
      'times',
      async () => /\d\d:\d\d:\d\d/.test(await shown()) && shown(),
    );
    const first = before.match(/\d\d:\d\d:\d\d/)?.[0];
    const saving = editor.page.waitForEvent('download');
    await chooseFromMenu('pc1', 'Save log');
    const file = await saving;
    expect(file.suggestedFilename()).toMatch(/^pc1-console-\d{4}-\d\d-\d\d\.log$/);
    const log = readFileSync(await file.path(), 'utf8');
    expect(log).toMatch(/^\d{4}-\d\d-\d\dT\S+Z .*hostname before-reload$/m);
    expect(log).not.toContain('\x1b');
    await editor.reload();
    const again = await editor.openConsole('pc1');
    await again.shows(/before-reload/);
    await eventually('the same times', async () => (await shown()).includes(first ?? '-'));
    await chooseFromMenu('pc1', 'Hide times');
    await times.waitFor({ state: 'detached' });
  });

  it('asks before it pastes lines, which can be changed', async () => {
    const console = await editor.openConsole('pc1');
    await paste(console, 'hostname first-line\nhostname second-line\n\x1b[A');
    const asks = dialog('Paste into the console?');
    await asks.getByText('3 lines, which run at once.').waitFor();
    await asks.getByRole('alert').getByText('Esc').waitFor();
    await asks.getByRole('button', { name: 'Cancel' }).click();
    expect(await console.screen()).not.toContain('first-line');
    await paste(console, 'hostname first-line\nhostname second-line\n');
    const text = asks.getByRole('textbox', { name: 'Text to paste' });
    await text.fill('hostname changed-line\nhostname last-line\n');
    await asks.getByRole('button', { name: 'Paste', exact: true }).click();
    await console.shows(/hostname changed-line\n(.*\n)*last-line/);
    await paste(console, 'hostname\n one-line\n');
    await asks.getByRole('checkbox', { name: /^Do not ask again/ }).check();
    await asks.getByRole('button', { name: 'Paste as one line' }).click();
    await console.shows(/hostname one-line/);
    await console.press('Enter');
    // The control character, left in, would throw its line away.
    await paste(console, 'hostname unasked-1\nhost\x03name unasked-2\n');
    await console.shows(/^unasked-2/m);
  });

  it('follows the settings at once, and keys that change the size', async () => {
    const console = await editor.showConsole('pc1');
    const height = async () => (await console.rows.first().boundingBox())?.height ?? 0;
    const usual = await height();
    await console.press('Control+Equal');
    await eventually('larger rows', async () => (await height()) > usual);
    await console.press('Control+0');
    await eventually('the usual rows', async () => (await height()) === usual);
    await editor.menu('Consoles', 'Console settings');
    const settings = dialog('Console settings');
    await settings.getByRole('combobox', { name: 'Colours' }).selectOption('Gruvbox');
    const background = () =>
      panel('pc1')
        .locator('.terminal-host')
        .evaluate((host) => getComputedStyle(host).backgroundColor);
    await eventually('its colours', async () => (await background()) === 'rgb(40, 40, 40)');
    const font = settings.getByRole('textbox', { name: 'Font', exact: true });
    /** What is said below fields, without what to do. */
    const messages = async () =>
      (await settings.locator('.field-message').allTextContents()).map((text) =>
        text.replace(/(?<=\.) .*/, ''),
      );
    for (const [name, said] of [
      ['No Such Font, monospace', 'This computer does not have No Such Font.'],
      ['serif', 'In serif letters have different widths, so columns do not line up.'],
      ['monospace', ''],
    ] as const) {
      await font.fill(name);
      await font.press('Enter');
      await expect.poll(async () => (await messages()).join()).toBe(said);
    }
    await settings.getByRole('spinbutton', { name: 'Font size' }).fill('20');
    await settings.getByRole('button', { name: 'Close', exact: true }).last().click();
    await eventually('a larger font', async () => (await height()) > usual * 1.3);
    await editor.reload();
    await editor.openConsole('pc1');
    await eventually('it is remembered', async () => (await height()) > usual * 1.3);
  });
});

describeWith(['chromium', 'vdens', 'ip', 'root'], 'in the console of a host with a shell', () => {
  beforeAll(async () => {
    home = makeHome();
    editor = await Editor.open(home);
    await editor.add('namespace host', 300, 100);
    await editor.add('PC', 560, 100);
    await editor.startAll();
    for (const name of ['host1', 'pc1']) await editor.waitForState(name, 'running');
  });
  afterAll(async () => {
    await editor.close();
    home.remove();
  });

  it('a bell marks the tab of a console that is not in front, until it is seen', async () => {
    const console = await editor.openConsole('host1');
    await console.type("sleep 1; printf 'rung\\a\\n'");
    await editor.openConsole('pc1');
    const words = () => tab('host1').getAttribute('aria-description');
    await eventually('the bell', async () => (await words())?.includes('bell'));
    await editor.showConsole('host1');
    await eventually('no bell', async () => !(await words())?.includes('bell'));
  });

  it('a reload brings back alternate screen and wide letters, and answers nothing again', async () => {
    const console = await editor.openConsole('host1');
    // The answer to the question (where is the cursor?) is taken once, by `dd`, and nobody reads a second one.
    const ask =
      "stty -icanon -echo; printf '\\033[6n'; dd bs=1 count=6 of=/dev/null 2>/dev/null; stty sane";
    await console.type(`${ask}; printf '\\033[?1049h\\033[2J\\033[3;5H\u6f22\u5b57 wide'; cat -v`);
    // Where the command puts it: the command itself holds the same words, and is echoed before it is carried out.
    const put = /^ {4}\u6f22\u5b57 wide/m;
    await console.shows(put);
    await editor.reload();
    const again = await editor.openConsole('host1');
    await again.shows(put);
    await again.type('still here');
    // What is typed is echoed, and shown by `cat -v`: an answer would stand before it as ^[[3;13R.
    await again.shows(/wide.*still here\n.*still here/);
    const screen = await again.screen();
    expect(screen).not.toMatch(/\d+R/);
    expect(screen).not.toContain('printf');
    await again.press('Control+c');
    await again.type("printf '\\033[?1049l'");
    await again.shows(/stty sane/);
  });
});
