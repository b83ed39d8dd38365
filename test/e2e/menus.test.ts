/** The menus of the bar: they fit into a small screen, and what stands in Help works. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import manifest from '../../package.json' with { type: 'json' };
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { describeWith } from '../harness/parts';

let home: EditorHome;
let editor: Editor;

const title = (name: string) =>
  editor.page.getByRole('menubar').getByRole('menuitem', { name, exact: true });

/** What sticks out of the window, or is so high that it has to be scrolled. */
const tooHigh = () =>
  editor.page.evaluate(() =>
    [...document.querySelectorAll('[role="menu"]')]
      .filter((menu) => {
        const { top, bottom, left, right } = menu.getBoundingClientRect();
        const inside = top >= 0 && left >= 0 && bottom <= innerHeight && right <= innerWidth;
        return !inside || menu.scrollHeight > menu.clientHeight;
      })
      .map((menu) => menu.getAttribute('aria-label')),
  );

describeWith(['chromium'], 'the menus', () => {
  beforeAll(async () => {
    home = makeHome();
    editor = await Editor.open(home);
    await editor.page.setViewportSize({ width: 1024, height: 640 });
  });
  afterAll(async () => {
    await editor.close();
    home.remove();
  });

  it('fit into a window of 1024 by 640, and so do the menus within them', async () => {
    for (const name of await editor.menuTitles()) {
      await title(name).click();
      const menu = editor.page.getByRole('menu', { name, exact: true });
      await menu.waitFor();
      expect(await tooHigh(), name).toEqual([]);
      for (const more of await menu.locator('[aria-haspopup]').all()) {
        await more.hover();
        await editor.page.getByRole('menu').nth(1).waitFor();
        expect(await tooHigh(), `${name}, ${await more.textContent()}`).toEqual([]);
      }
      await editor.page.keyboard.press('Escape');
      await menu.waitFor({ state: 'hidden' });
    }
  });

  it('lead into the menus within them by keys, and back', async () => {
    await title('Edit').focus();
    await editor.page.keyboard.press('ArrowDown');
    const focused = () => editor.page.evaluate(() => document.activeElement?.textContent);
    for (let press = 0; press < 30 && (await focused()) !== 'Select'; press++)
      await editor.page.keyboard.press('ArrowDown');
    expect(await focused()).toBe('Select');
    await editor.page.keyboard.press('ArrowRight');
    const within = editor.page.getByRole('menu', { name: 'Select', exact: true });
    await within.waitFor();
    expect(await focused()).toContain('Select all');
    await editor.page.keyboard.press('ArrowLeft');
    await within.waitFor({ state: 'hidden' });
    expect(await focused()).toBe('Select');
    await editor.page.keyboard.press('Enter');
    await within.waitFor();
    await editor.page.keyboard.press('Escape');
    await editor.page.keyboard.press('Escape');
    await editor.page.getByRole('menu').waitFor({ state: 'hidden' });
    expect(await focused()).toBe('Edit');
  });

  it('say what the app is, and begin a report that holds nothing private', async () => {
    await editor.menu('Help', 'About Vdelab');
    const about = editor.page.getByRole('dialog', { name: 'About Vdelab' });
    await about.getByText(`Version ${manifest.version}.`, { exact: false }).waitFor();
    await about.getByText(process.version.slice(1), { exact: true }).waitFor();
    await about.getByRole('button', { name: 'Report a bug…' }).click();
    const report = editor.page.getByRole('dialog', { name: 'Report a bug' }).getByLabel('Report', {
      exact: true,
    });
    await expect.poll(() => report.inputValue()).toContain(`Vdelab ${manifest.version}`);
    const text = await report.inputValue();
    for (const secret of [home.folder, '/home', '/root', '/usr', '/tmp', '127.0.0.1', 'token'])
      expect(text).not.toContain(secret);
    await editor.page.keyboard.press('Escape');
  });

  it('open the documentation outside of the editor', async () => {
    const opened = editor.page.context().waitForEvent('page');
    await editor.menu('Help', 'Documentation');
    const page = await opened;
    await page.getByText('Two commands').first().waitFor();
    await page.close();
  });
});
