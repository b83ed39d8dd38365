/** What a person has chosen outlives the page, the port and the browser that it was chosen in. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { describeWith } from '../harness/parts';

const themeOf = (page: Page) => page.locator('html').getAttribute('data-theme');
const themeIs = (page: Page, theme: string) =>
  page.locator(`html[data-theme="${theme}"]`).waitFor();

async function chooseTheme(editor: Editor, theme: string): Promise<void> {
  for (let press = 0; press < 3 && (await themeOf(editor.page)) !== theme; press++) {
    await editor.menu('View', 'Theme');
  }
  await themeIs(editor.page, theme);
}

/** The settings as they are in the file of a home. */
const kept = ({ folder }: EditorHome) =>
  readFileSync(join(folder, 'config/vdelab/settings.json'), 'utf8');

describeWith(['chromium'], 'settings', () => {
  let home: EditorHome;
  let editor: Editor;
  beforeAll(async () => {
    home = makeHome();
    editor = await Editor.open(home);
  });
  afterAll(async () => {
    await editor.close();
    home.remove();
  });

  it('are seen at once by a second page', async () => {
    const second = await editor.page.context().newPage();
    await second.goto(new URL(editor.page.url()).origin);
    await second.getByRole('main').waitFor();
    await chooseTheme(editor, 'dark');
    await themeIs(second, 'dark');
    await chooseTheme(editor, 'light');
    await themeIs(second, 'light');
    await second.close();
  });

  it('are there for another browser at another port', async () => {
    const { port } = new URL(editor.page.url());
    await chooseTheme(editor, 'dark');
    await editor.drawing.click({ position: { x: 5, y: 5 } });
    await editor.page.keyboard.press('g');
    await editor.menu('View', 'Hide port labels');
    // A browser that is closed at the very click takes what it had to send with it.
    await expect.poll(() => kept(home)).toMatch(/"labels":\s*false/);
    await editor.close();
    editor = await Editor.open(home);
    expect(new URL(editor.page.url()).port).not.toBe(port);
    await themeIs(editor.page, 'dark');
    const view = editor.page.getByRole('menubar').getByRole('menuitem', { name: 'View' });
    await view.click();
    const grid = editor.page.getByRole('menuitemcheckbox', { name: 'Show grid' });
    expect(await grid.getAttribute('aria-checked')).toBe('false');
    await editor.page.getByRole('menuitem', { name: 'Show port labels' }).waitFor();
    await editor.page.keyboard.press('Escape');
  });

  it('give the page its theme before any of its program runs', async () => {
    const page = await editor.page.context().newPage();
    await page.emulateMedia({ colorScheme: 'light' });
    await page.route('**/*.js', (route) => route.abort());
    await page.goto(new URL(editor.page.url()).origin, { waitUntil: 'load' });
    const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(await themeOf(page)).toBe('dark');
    expect(await background()).toBe('rgb(15, 18, 22)');
    await page.close();
  });
});
