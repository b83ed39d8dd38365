/** The arrangement of the consoles, by mouse and keys: panes, tabs, windows of their own, and its return. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright-core';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { printDocument } from '../../shared/document/document-print';
import { emptyDocument } from '../../shared/document/topology';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { Console, putBack } from '../harness/editor-console';
import { describeWith } from '../harness/parts';
import { eventually } from '../harness/vde-client';

const NAMES = ['pc1', 'pc2', 'pc3', 'pc4'] as const;

let home: EditorHome;
let editor: Editor;
let file: string;

function tab(name: string, page = editor.page): Locator {
  return page.getByRole('tab', { name, exact: true });
}

function panel(name: string, page = editor.page): Locator {
  return page.getByRole('tabpanel', { name: `Console of ${name}`, exact: true });
}

/** The tabs of each pane, from left to right and from top to bottom. */
function panes(page = editor.page): Promise<string[][]> {
  return page
    .getByRole('region', { name: 'Console dock' })
    .getByRole('tablist')
    .evaluateAll((lists) =>
      lists.map((list) =>
        [...list.querySelectorAll('[role="tab"]')].map(
          (one) => one.getAttribute('aria-label') ?? '',
        ),
      ),
    );
}

async function expectPanes(wanted: string[][], page = editor.page): Promise<void> {
  await eventually(`the panes ${JSON.stringify(wanted)}`, async () => {
    return JSON.stringify(await panes(page)) === JSON.stringify(wanted);
  });
}

async function box(of: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const found = await of.boundingBox();
  if (found === null) throw new Error(`${of} cannot be seen`);
  return found;
}

/** Drags a tab to a place of a panel, given as shares of it. */
async function dragTab(name: string, to: Locator, across: number, down: number): Promise<void> {
  const from = await box(tab(name));
  const place = await box(to);
  const { mouse } = editor.page;
  await mouse.move(from.x + 20, from.y + 12);
  await mouse.down();
  await mouse.move(from.x + 40, from.y + 24, { steps: 3 });
  await mouse.move(place.x + across * place.width, place.y + down * place.height, { steps: 4 });
  await mouse.up();
}

async function fromTabMenu(name: string, item: string): Promise<void> {
  await tab(name).click({ button: 'right' });
  await editor.page
    .getByRole('menu', { name: 'Tab' })
    .getByRole('menuitem', { name: item, exact: true })
    .click();
}

/** All four consoles in one pane, pc1 in front. */
async function openAll(): Promise<void> {
  for (const name of NAMES) {
    if ((await tab(name).count()) === 0) await editor.openConsole(name);
  }
  if ((await panes()).length > 1) await editor.menu('Consoles', 'Join panes');
  await tab('pc1').click();
}

async function hasKeyboard(of: Locator): Promise<boolean> {
  const [element] = await of.all();
  if (element === undefined) return false;
  return element.evaluate((one) => one.contains(document.activeElement));
}

function within(page: Page, name: string): Console {
  return new Console(page, `Console of ${name}`);
}

describeWith(['chromium'], 'the dock', () => {
  beforeAll(async () => {
    home = makeHome();
    file = join(home.folder, 'lab.vdelab');
    writeFileSync(file, printDocument(emptyDocument('6f2c1f0e-0d0f-4f5e-9a55-2f7f6a6c9d01')));
    editor = await Editor.open(home, [file]);
    for (const [at, name] of NAMES.entries()) {
      await editor.add('PC', 160 + 220 * at, 100);
      await editor.node(name).waitFor();
    }
    await editor.startAll();
    for (const name of NAMES) await editor.waitForState(name, 'running');
  });
  beforeEach(openAll);
  afterAll(async () => {
    await editor.close();
    home.remove();
  });

  it('moves a tab to the edge of a pane and keeps its terminal with all that it printed', async () => {
    const console = await editor.showConsole('pc1');
    await console.type('hostname kept-name');
    await console.shows(/^kept-name/m);
    await panel('pc1')
      .locator('.xterm')
      .evaluate((element) => element.setAttribute('data-same', ''));
    await dragTab('pc1', panel('pc1'), 0.95, 0.5);
    const [first, second] = await eventually('two panes', async () => {
      const now = await panes();
      return now.length === 2 && now;
    });
    expect(second).toEqual(['pc1']);
    expect(first?.toSorted()).toEqual(['pc2', 'pc3', 'pc4']);
    expect(await panel('pc1').locator('.xterm[data-same]').count()).toBe(1);
    expect(await panel('pc2').or(panel('pc3')).or(panel('pc4')).count()).toBe(1);
    await console.shows(/hostname kept-name/);
    await console.type('hostname');
    await console.shows(/kept-name/);
    // Back among the tabs of the other pane, at its beginning.
    await dragTab('pc1', tab(first?.[0] ?? ''), 0.05, 0.5);
    await eventually('one pane', async () => (await panes()).length === 1);
    expect((await panes())[0]?.[0]).toBe('pc1');
    expect(await panel('pc1').locator('.xterm[data-same]').count()).toBe(1);
  });

  it('splits by the menu of a tab, and moves the border by keys and mouse', async () => {
    await fromTabMenu('pc2', 'Split right');
    await eventually('two panes', async () => (await panes()).length === 2);
    const border = editor.page.getByRole('separator', { name: 'Width of the panes' });
    expect(await border.getAttribute('aria-valuenow')).toBe('50');
    await border.focus();
    for (let step = 0; step < 5; step++) await editor.page.keyboard.press('ArrowLeft');
    await eventually(
      'the border at 40',
      async () => (await border.getAttribute('aria-valuenow')) === '40',
    );
    const before = await box(panel('pc2'));
    const { x, y, height } = await box(border);
    await editor.page.mouse.move(x + 5, y + height / 2);
    await editor.page.mouse.down();
    await editor.page.mouse.move(x + 205, y + height / 2, { steps: 4 });
    await editor.page.mouse.up();
    await eventually(
      'a narrower pane',
      async () => (await box(panel('pc2'))).width < before.width - 150,
    );
    await border.dblclick();
    await eventually(
      'even shares',
      async () => (await border.getAttribute('aria-valuenow')) === '50',
    );
  });

  it('tiles all consoles, types into each, and joins them again', async () => {
    await editor.menu('View', 'Lab table');
    await tab('Lab table').waitFor();
    await editor.menu('Consoles', 'Tile all');
    await eventually('four panes', async () => (await panes()).length === 4);
    // What is no console is no tile.
    expect((await panes())[0]).toHaveLength(2);
    await tab('Lab table').click({ button: 'middle' });
    for (const name of NAMES) {
      const console = within(editor.page, name);
      await console.type(`hostname tile-${name}`);
      await console.shows(new RegExp(`^tile-${name}`, 'm'));
    }
    const dock = editor.page.getByRole('region', { name: 'Console dock' });
    const show = dock.getByRole('button', { name: 'Show the drawing' });
    if ((await show.count()) > 0) await show.click();
    await editor.menu('Consoles', 'Join panes');
    await eventually('one pane', async () => (await panes()).length === 1);
  });

  it('opens what is selected, tiled when asked, and leaves the keyboard on the drawing', async () => {
    await fromTabMenu('pc1', 'Close all');
    await eventually('no tabs', async () => (await tab('pc1').count()) === 0);
    await editor.select('pc1');
    await editor.page.keyboard.press('Control+A');
    await editor.page.keyboard.press('t');
    await eventually('four panes', async () => (await panes()).length === 4);
    await editor.page.keyboard.press('Escape');
    await eventually('nothing selected', async () =>
      editor.inspector.getByRole('heading', { name: 'Lab', exact: true }).isVisible(),
    );
    const dock = editor.page.getByRole('region', { name: 'Console dock' });
    expect(await hasKeyboard(dock)).toBe(false);
  });

  it('is walked by keys: tabs, panes, out to the drawing and back, and closing', async () => {
    const { keyboard } = editor.page;
    await fromTabMenu('pc4', 'Split right');
    await eventually('two panes', async () => (await panes()).length === 2);
    const [first = '', second = ''] = (await panes())[0] ?? [];
    await tab(first).click();
    await keyboard.press('Control+Shift+ArrowDown');
    await eventually('the other pane', () => hasKeyboard(panel('pc4')));
    await keyboard.press('Control+Shift+ArrowUp');
    await eventually('the first pane', () => hasKeyboard(panel(first)));
    await keyboard.press('Control+Shift+ArrowRight');
    await eventually('the next tab', () => hasKeyboard(panel(second)));
    await keyboard.press('Control+Shift+E');
    await eventually('the tab itself', () => hasKeyboard(tab(second)));
    await keyboard.press('Control+Shift+E');
    await eventually('the drawing', () => hasKeyboard(editor.drawing));
    await keyboard.press('Control+Shift+E');
    await eventually('the console again', () => hasKeyboard(panel(second)));
    await keyboard.press('Control+Shift+X');
    await eventually('one tab less', async () => (await tab(second).count()) === 0);
    await tab('pc4').click({ button: 'middle' });
    await eventually('one pane', async () => (await panes()).length === 1);
  });

  it('gives one pane, or the dock, all the room and takes it back', async () => {
    await fromTabMenu('pc1', 'Split down');
    await eventually('two panes', async () => (await panes()).length === 2);
    await fromTabMenu('pc1', 'Maximise pane');
    await expectPanes([['pc1']]);
    await fromTabMenu('pc1', 'Show all panes');
    await eventually('two panes', async () => (await panes()).length === 2);
    await editor.button('Maximise consoles').click();
    const main = await box(editor.page.getByRole('main'));
    const dock = editor.page.getByRole('region', { name: 'Console dock' });
    await eventually('all the room', async () => (await box(dock)).height === main.height);
    await editor.button('Show the drawing').click();
    await eventually('the drawing', async () => (await box(dock)).height < main.height / 2);

    // What leads to the drawing shows it.
    await editor.button('Maximise consoles').click();
    await eventually('all the room again', async () => (await box(dock)).height === main.height);
    await editor.page.keyboard.press('Control+f');
    await editor.page.keyboard.type('pc4');
    await editor.page.keyboard.press('Enter');
    await eventually('pc4 on the drawing', async () => {
      const [drawing, node] = await Promise.all([box(editor.drawing), box(editor.node('pc4'))]);
      const middle = drawing.x + drawing.width / 2;
      return (
        node.y > drawing.y &&
        node.y + node.height < (await box(dock)).y &&
        Math.abs(node.x + node.width / 2 - middle) < 2
      );
    });
    await editor.page.keyboard.press('Escape');
  });

  it('leaves the drawing its room in a small window', async () => {
    await editor.page.setViewportSize({ width: 1024, height: 640 });
    await eventually('a drawing', async () => (await box(editor.drawing)).height >= 180);
    await editor.page.setViewportSize({ width: 1440, height: 900 });
  });

  it('closes the tab of a deleted machine, and undo brings it back', async () => {
    await editor.select('pc3');
    await editor.page.keyboard.press('Delete');
    const confirm = editor.page.getByRole('dialog').getByRole('button', { name: /^Delete/ });
    await eventually('the tab gone', async () => {
      if ((await confirm.count()) > 0) await confirm.click();
      return (await tab('pc3').count()) === 0;
    });
    await editor.menu('Edit', /^Undo (?!history)/);
    await tab('pc3').waitFor();
    await editor.startAll();
    await editor.waitForState('pc3', 'running');
  });

  it('shows views of the lab in tabs too', async () => {
    await editor.menu('View', 'Lab table');
    await editor.page.getByRole('tabpanel', { name: 'Lab table', exact: true }).waitFor();
    await editor.page.keyboard.press('Control+Shift+X');
    await eventually('the view closed', async () => (await tab('Lab table').count()) === 0);
  });

  it('opens a tab in a window of its own, which follows the lab and gives it back', async () => {
    const opened = editor.page.waitForEvent('popup');
    await fromTabMenu('pc2', 'Open tab in a window');
    const window = await opened;
    await expectPanes([['pc2']], window);
    await eventually('the tab gone', async () => (await tab('pc2').count()) === 0);
    const console = within(window, 'pc2');
    await eventually('the keyboard', () => hasKeyboard(panel('pc2', window)));
    await console.type('hostname elsewhere');
    await console.shows(/^elsewhere/m);
    // The window with the drawing may be loaded anew meanwhile.
    await editor.reload();
    await tab('pc1').waitFor();
    await console.type('hostname');
    expect(await tab('pc2').count()).toBe(0);
    await putBack(window);
    await tab('pc2').waitFor();
    await (await editor.showConsole('pc2')).shows(/elsewhere/);
  });

  it('comes back as it was after page and service were away', async () => {
    await fromTabMenu('pc4', 'Split down');
    await fromTabMenu('pc1', 'Split right');
    const before = await eventually('three panes', async () => {
      const now = await panes();
      return now.length === 3 && now;
    });
    await editor.reload();
    await expectPanes(before);
    await within(editor.page, 'pc4').shows(/pc4/);
    await editor.menu('File', 'Save');
    await eventually('the save', async () => !(await editor.page.title()).startsWith('•'));
    await editor.close();
    editor = await Editor.open(home, [file]);
    await expectPanes(before);
    await panel('pc4').getByText('pc4 is off. Start it to use its console.').waitFor();
  });
});
