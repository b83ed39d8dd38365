/** Finding things by a few letters: the command palette, the search on the drawing, the sheet of shortcuts. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { describeWith } from '../harness/parts';
import { eventually } from '../harness/vde-client';

let home: EditorHome;
let editor: Editor;

const keyboard = () => editor.page.keyboard;
const palette = () => editor.page.getByRole('dialog', { name: 'Command palette', exact: true });
const chosen = () => palette().getByRole('option', { selected: true });

async function openPalette(typed: string): Promise<void> {
  await keyboard().press('Control+k');
  await palette().waitFor();
  await keyboard().type(typed);
}

/** Types into the palette and gives what is chosen then, once it is what is wanted. */
async function give(typed: string, label: string): Promise<void> {
  await openPalette(typed);
  await palette().getByRole('option', { name: label, exact: true, selected: true }).waitFor();
  await keyboard().press('Enter');
  await palette().waitFor({ state: 'hidden' });
}

const search = () => editor.drawing.getByRole('search', { name: 'Find on the drawing' });
const hits = () => search().getByRole('option');

async function isInView(name: string): Promise<boolean> {
  const node = await editor.node(name).boundingBox();
  const pane = await editor.drawing.boundingBox();
  if (node === null || pane === null) return false;
  return (
    node.x >= pane.x &&
    node.y >= pane.y &&
    node.x + node.width <= pane.x + pane.width &&
    node.y + node.height <= pane.y + pane.height
  );
}

describeWith(['chromium'], 'finding and giving commands', () => {
  beforeAll(async () => {
    home = makeHome();
    editor = await Editor.open(home);
  });
  afterAll(async () => {
    await editor.close();
    home.remove();
  });

  it('opens an example from the start page, and says how far the first steps are', async () => {
    await editor.button('First ping').click();
    await editor.node('pc1').waitFor();
    const steps = editor.page.getByRole('region', { name: 'First steps' });
    await steps.getByText('Step 1 of 3').waitFor();
    await steps.getByText('Press Start all').waitFor();
  });

  it('leads a newcomer to a ping, step by step', async () => {
    const steps = editor.page.getByRole('region', { name: 'First steps' });
    await editor.startAll();
    await steps.getByText('Double-click pc1').waitFor();
    const console = await editor.openConsole('pc1');
    await steps.getByText('Type ping 10.0.0.2').waitFor();
    await console.type('ping -c 1 10.0.0.2');
    await steps.getByText('It answers.').waitFor();
    await keyboard().press('Control+Shift+E');
    await keyboard().press('Control+j');
    await keyboard().press('Shift+F5');
    await editor.waitForState('pc1', 'off');
  });

  it('lists commands with their keys, and does the chosen one', async () => {
    await openPalette('dark');
    expect(await chosen().innerText()).toContain('Ctrl+Shift+L');
    const before = await editor.page.locator('html').getAttribute('data-theme');
    await keyboard().press('Enter');
    await palette().waitFor({ state: 'hidden' });
    expect(await editor.page.locator('html').getAttribute('data-theme')).not.toBe(before);
    await give('', 'Theme');
    expect(await editor.page.locator('html').getAttribute('data-theme')).toBe(before);
  });

  it('shows what cannot be given, and does not give it', async () => {
    await openPalette('undo');
    const undo = palette().getByRole('option', { name: 'Undo', exact: true });
    expect(await undo.getAttribute('aria-disabled')).toBe('true');
    await keyboard().press('Escape');
    await palette().waitFor({ state: 'hidden' });
  });

  it('goes with the arrow keys, round the end, and names the choice to screen readers', async () => {
    await openPalette('zoom');
    const field = palette().getByRole('combobox');
    const first = await field.getAttribute('aria-activedescendant');
    expect(await chosen().getAttribute('id')).toBe(first);
    await keyboard().press('ArrowDown');
    expect(await field.getAttribute('aria-activedescendant')).not.toBe(first);
    await keyboard().press('ArrowUp');
    await keyboard().press('ArrowUp');
    const last = await palette().getByRole('option').last().getAttribute('id');
    expect(await field.getAttribute('aria-activedescendant')).toBe(last);
    await keyboard().press('Escape');
  });

  it('goes to a node by its name', async () => {
    await editor.page.mouse.move(600, 400);
    await editor.page.mouse.wheel(0, 3000);
    await give('pc2', 'pc2');
    await editor.inspector.getByRole('heading', { name: 'pc2' }).waitFor();
    await eventually('pc2 in view', () => isInView('pc2'));
  });

  it('flies to nodes by address and text, one after the other', async () => {
    await keyboard().press('Control+f');
    await search().getByRole('combobox').waitFor();
    await keyboard().type('10.0.0.');
    await eventually('three hits', async () => (await hits().count()) === 3);
    await keyboard().press('ArrowDown');
    await editor.inspector.getByRole('heading', { name: 'pc1' }).waitFor();
    await search().getByText('1 of 3').waitFor();
    await keyboard().press('Enter');
    await editor.inspector.getByRole('heading', { name: 'pc2' }).waitFor();
    await eventually('pc2 in view', () => isInView('pc2'));
    await keyboard().press('Escape');
    await search().waitFor({ state: 'hidden' });
    const focused = () => editor.node('pc2').evaluate((node) => node === document.activeElement);
    await eventually('the focus on pc2', focused);
  });

  it('says when nothing is found', async () => {
    await keyboard().press('Control+f');
    await keyboard().type('no such node');
    await search().getByText('Nothing found').waitFor();
    expect(await hits().count()).toBe(0);
    await keyboard().press('Escape');
  });

  it('has every shortcut on a sheet that can be searched', async () => {
    await keyboard().press('Shift+?');
    const sheet = editor.page.getByRole('dialog', { name: 'Keyboard shortcuts', exact: true });
    await sheet.getByText('Command palette').waitFor();
    await keyboard().type('leave the console');
    await eventually('one row', async () => (await sheet.getByRole('listitem').count()) === 1);
    expect(await sheet.getByRole('listitem').innerText()).toContain('E');
    await keyboard().press('Escape');
    await sheet.waitFor({ state: 'hidden' });
  });

  it('names what undo takes back, and jumps over several steps at once', async () => {
    for (let count = 0; count < 3; count++) await editor.button('Add PC').click();
    await editor.node('pc5').waitFor();
    await editor.page.getByRole('menuitem', { name: 'Edit', exact: true }).click();
    await editor.page.getByRole('menuitem', { name: 'Undo Add pc5', exact: true }).click();
    await editor.node('pc5').waitFor({ state: 'hidden' });
    await keyboard().press('Control+Alt+z');
    const list = editor.page.getByRole('menu', { name: 'Undo history', exact: true });
    await list.getByRole('menuitem', { name: 'Add pc3', exact: true }).click();
    await editor.node('pc3').waitFor({ state: 'hidden' });
    await editor.button('Undo history').click();
    await list.getByRole('menuitem', { name: 'Add pc5', exact: true }).click();
    for (const name of ['pc3', 'pc4', 'pc5']) await editor.node(name).waitFor();
  });

  it('remembers when the overview shows', async () => {
    const overview = editor.drawing.getByRole('img', { name: 'Overview of the drawing' });
    await keyboard().press('Control+0');
    await overview.waitFor({ state: 'hidden' });
    await editor.button('Overview: automatic').click();
    await overview.waitFor();
    await editor.reload();
    await overview.waitFor();
    await editor.button('Overview: always').click();
    await overview.waitFor({ state: 'hidden' });
  });

  it('keeps the zoom controls clear of a drawing that was fitted in a small window', async () => {
    await editor.page.setViewportSize({ width: 1024, height: 640 });
    await keyboard().press('Control+0');
    await eventually('all nodes clear of the controls', async () => {
      const controls = await editor.drawing.locator('.zoom-controls').boundingBox();
      const nodes = await editor.drawing.locator('.react-flow__node').all();
      const boxes = await Promise.all(nodes.map((node) => node.boundingBox()));
      return boxes.every(
        (box) =>
          box !== null &&
          controls !== null &&
          (box.x > controls.x + controls.width || box.y + box.height < controls.y),
      );
    });
  });
});
