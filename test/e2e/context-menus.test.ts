/** The menus of what is on the drawing, by right click. */
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { describeWith } from '../harness/parts';

let home: EditorHome;
let editor: Editor;

const menu = (name: string) => editor.page.getByRole('menu', { name, exact: true });
const item = (within: Locator, name: string) => within.getByRole('menuitem', { name, exact: true });

async function rightClick(name: string): Promise<void> {
  await editor.node(name).click({ button: 'right', position: { x: 24, y: 20 } });
}

async function clickCable(name: string): Promise<void> {
  const line = editor.cable(name).locator('.cable-reach');
  const box = await line.boundingBox();
  if (box === null) throw new Error(`${name} cannot be seen`);
  const middle = { x: box.x + box.width / 2, y: box.y + box.height / 2 };
  await editor.page.mouse.click(middle.x, middle.y, { button: 'right' });
}

describeWith(['chromium'], 'context menus', () => {
  beforeAll(async () => {
    home = makeHome();
    editor = await Editor.open(home);
    // Places are pressed here: a view that was still in flight would carry them along.
    await editor.page.emulateMedia({ reducedMotion: 'reduce' });
    await editor.add('switch', 400, 100);
    await editor.add('PC', 250, 400);
    await editor.add('PC', 700, 400);
    await editor.connect('pc1 eth0', 'sw1 port 3');
  });
  afterAll(async () => {
    await editor.close();
    home.remove();
  });

  it('of a node selects it first, and says what cannot be done now', async () => {
    await editor.select('sw1');
    await rightClick('pc1');
    await editor.inspector.getByRole('heading', { name: 'pc1' }).waitFor();
    const list = menu('pc1');
    expect(await item(list, 'Stop').getAttribute('aria-disabled')).toBe('true');
    expect(await item(list, 'Open screen').count()).toBe(0);
    await item(list, 'Start').click();
    await editor.waitForState('pc1', 'running');
    await rightClick('pc1');
    await item(menu('pc1'), 'Stop').click();
    await editor.waitForState('pc1', 'off');
  });

  it('of a cable switches it off and on, and leads to its ends', async () => {
    const name = 'pc1 eth0 to sw1 port 3';
    await clickCable(name);
    await item(menu(`Cable ${name}`), 'Link down').click();
    await editor.inspector.getByRole('checkbox', { name: 'Cable is up', checked: false }).waitFor();
    await clickCable(name);
    await item(menu(`Cable ${name}`), 'Link up').click();
    await editor.inspector.getByRole('checkbox', { name: 'Cable is up', checked: true }).waitFor();
    await clickCable(name);
    await item(menu(`Cable ${name}`), 'Go to the other end of the cable').click();
    await editor.inspector.getByRole('heading', { name: 'sw1' }).waitFor();
    await editor.page.keyboard.press('Control+0');
  });

  it('of the canvas adds things where the pointer is', async () => {
    const pane = await editor.drawing.boundingBox();
    if (pane === null) throw new Error('no drawing');
    const at = { x: pane.x + pane.width - 120, y: pane.y + 90 };
    await editor.page.mouse.click(at.x, at.y, { button: 'right' });
    await item(menu('Drawing'), 'Add here').click();
    await item(menu('Add here'), 'Hub').click();
    const hub = await editor.node('hub1').boundingBox();
    if (hub === null) throw new Error('no hub');
    expect(Math.abs(hub.x + hub.width / 2 - at.x)).toBeLessThan(3);
    expect(Math.abs(hub.y + hub.height / 2 - at.y)).toBeLessThan(3);
  });

  it('of several deletes them all, and undo says what it brings back', async () => {
    await editor.select('pc1');
    await editor.page.keyboard.down('Control');
    await editor.select('pc2');
    await editor.page.keyboard.up('Control');
    await rightClick('pc2');
    await item(menu('2 selected'), 'Delete').click();
    await editor.node('pc1').waitFor({ state: 'hidden' });
    await editor.page.mouse.click(800, 600, { button: 'right' });
    await item(menu('Drawing'), 'Undo Delete 2 nodes').click();
    await editor.node('pc1').waitFor();
  });

  it('stays in the window, goes by first letters, and Escape gives the focus back', async () => {
    const pane = await editor.drawing.boundingBox();
    if (pane === null) throw new Error('no drawing');
    const corner = { x: pane.x + pane.width - 4, y: pane.y + pane.height - 4 };
    await editor.page.mouse.click(corner.x, corner.y, { button: 'right' });
    const box = await menu('Drawing').boundingBox();
    const { width, height } = editor.page.viewportSize()!;
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(width);
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(height);
    await editor.page.keyboard.press('f');
    const focused = () => editor.page.evaluate(() => document.activeElement?.textContent ?? '');
    expect(await focused()).toContain('Force-directed layout');
    await editor.page.keyboard.press('Escape');
    await menu('Drawing').waitFor({ state: 'hidden' });
  });
});
