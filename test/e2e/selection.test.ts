/** What is shown as selected is what keys and the mouse are about. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { describeWith } from '../harness/parts';

let home: EditorHome;
let editor: Editor;

const heading = (name: string) =>
  editor.inspector.getByRole('heading', { name, exact: true, level: 2 }).waitFor();
const press = (...keys: string[]) =>
  keys.reduce(
    (before, key) => before.then(() => editor.page.keyboard.press(key)),
    Promise.resolve(),
  );

async function nodes(): Promise<string> {
  const names = ['pc1', 'pc2', 'sw1'];
  const counts = await Promise.all(names.map((name) => editor.node(name).count()));
  return names.filter((_, at) => counts[at] === 1).join(' ');
}

async function boxOf(name: string) {
  const box = await editor.node(name).boundingBox();
  if (box === null) throw new Error(`${name} cannot be seen`);
  return box;
}

async function click(name: string, modifiers: 'Shift'[] = []): Promise<void> {
  await editor.node(name).click({ position: { x: 24, y: 20 }, modifiers });
}

/** Draws a rubber band around both PCs. */
async function band(): Promise<void> {
  const [one, two] = [await boxOf('pc1'), await boxOf('pc2')];
  const { mouse } = editor.page;
  await mouse.move(one.x - 12, one.y - 12);
  await mouse.down();
  await mouse.move(two.x, two.y, { steps: 4 });
  await mouse.move(two.x + two.width + 8, two.y + two.height + 8, { steps: 4 });
  await mouse.up();
  await heading('2 selected');
}

describeWith(['chromium'], 'what is selected', () => {
  beforeEach(async () => {
    home = makeHome();
    editor = await Editor.open(home);
    await editor.add('switch', 300, 80);
    await editor.add('PC', 120, 360);
    await editor.add('PC', 560, 360);
    await heading('pc2');
  });
  afterEach(async () => {
    await editor.close();
    home.remove();
  });

  it('is the cable that was just pulled, which Delete removes, and not its node', async () => {
    await editor.connect('pc2 eth0', 'sw1 port 3');
    await heading('pc2 – sw1');
    await press('Delete');
    await editor.cable('pc2 eth0 to sw1 port 3').waitFor({ state: 'detached' });
    expect(await nodes()).toBe('pc1 pc2 sw1');
  });

  it('is what Invert selection leaves, for the next key too', async () => {
    await click('pc1');
    await press('Control+i', 'Delete');
    await editor.node('sw1').waitFor({ state: 'detached' });
    expect(await nodes()).toBe('pc1');
  });

  it('is the new group, and not the member that was pressed last', async () => {
    await click('pc1');
    await click('pc2', ['Shift']);
    await press('Control+g');
    await heading('group1');
    await press('F2');
    await editor.page.keyboard.type('Site');
    await press('Enter');
    await heading('Site');
    expect(await nodes()).toBe('pc1 pc2 sw1');
  });

  it('is what the palette found, though the focus goes back to where it was', async () => {
    await click('sw1');
    await press('Control+k');
    await editor.page.keyboard.type('pc1');
    await press('Enter');
    await heading('pc1');
    await press('Delete');
    await editor.node('pc1').waitFor({ state: 'detached' });
    expect(await nodes()).toBe('pc2 sw1');
  });

  it('gives way to the node that Tab has led to', async () => {
    await click('sw1');
    await press('Tab');
    const focused = () =>
      editor.page.evaluate(() =>
        document.activeElement?.closest('.react-flow__node')?.getAttribute('aria-label'),
      );
    for (let step = 0; step < 40 && (await focused()) !== 'pc1'; step++) await press('Tab');
    // A look at something else changes nothing of that.
    await press('Control+k', 'Escape');
    await expect.poll(focused).toBe('pc1');
    await press('Delete');
    await editor.node('pc1').waitFor({ state: 'detached' });
    expect(await nodes()).toBe('pc2 sw1');
  });

  it('gives way to the cable that the keyboard is on', async () => {
    await editor.connect('pc1 eth0', 'sw1 port 1');
    await click('pc2');
    await editor.cable('pc1 eth0 to sw1 port 1').focus();
    await press('Delete');
    await editor.cable('pc1 eth0 to sw1 port 1').waitFor({ state: 'detached' });
    expect(await nodes()).toBe('pc1 pc2 sw1');
  });

  it('is what Ctrl+Z is about after a box was ticked, for there is nothing to undo in it', async () => {
    await click('sw1');
    const tree = editor.inspector.getByLabel('Spanning tree', { exact: true });
    await tree.click();
    await expect.poll(() => tree.isChecked()).toBe(true);
    await press('Control+z');
    await expect.poll(() => tree.isChecked()).toBe(false);
  });

  it('is one node after a click on it, of all that were selected', async () => {
    await press('Control+a');
    await heading('3 selected');
    await click('pc1');
    await heading('pc1');
    await press('Delete');
    await editor.node('pc1').waitFor({ state: 'detached' });
    expect(await nodes()).toBe('pc2 sw1');
  });

  it('stays within reach of the mouse after a rubber band', async () => {
    await band();
    await editor.node('pc1').hover({ position: { x: 24, y: 20 } });
    await editor.node('pc1').getByRole('button', { name: 'Start pc1' }).waitFor();
    const { x } = await boxOf('pc1');
    await editor.connect('pc1 eth0', 'sw1 port 1');
    expect((await boxOf('pc1')).x).toBe(x);
    await band();
    await click('pc2');
    await heading('pc2');
    await band();
    await editor.node('pc2').dblclick({ position: { x: 24, y: 20 } });
    await editor.page.getByRole('tab', { name: 'pc2' }).waitFor();
  });

  it('is where it was when Escape is pressed while it is dragged', async () => {
    const { mouse } = editor.page;
    await band();
    const before = [await boxOf('pc1'), await boxOf('pc2')];
    const at = { x: before[0]!.x + 24, y: before[0]!.y + 20 };
    await mouse.move(at.x, at.y);
    await mouse.down();
    await mouse.move(at.x + 40, at.y - 30, { steps: 4 });
    await expect.poll(async () => (await boxOf('pc2')).x > before[1]!.x + 20).toBe(true);
    await press('Escape');
    await expect.poll(async () => [await boxOf('pc1'), await boxOf('pc2')]).toEqual(before);
    await mouse.move(at.x + 80, at.y - 60, { steps: 4 });
    await mouse.up();
    expect([await boxOf('pc1'), await boxOf('pc2')]).toEqual(before);
    await heading('2 selected');
    // It is no step of the history, and the next drag is one again.
    await press('Control+z');
    await editor.node('pc2').waitFor({ state: 'detached' });
    await press('Control+Shift+z');
    await editor.node('pc2').waitFor();
    await press('Control+a');
    await mouse.move(at.x, at.y);
    await mouse.down();
    await mouse.move(at.x + 40, at.y - 30, { steps: 4 });
    await mouse.up();
    await expect.poll(async () => (await boxOf('pc2')).x > before[1]!.x + 20).toBe(true);
    await press('Control+z');
    await expect.poll(async () => [await boxOf('pc1'), await boxOf('pc2')]).toEqual(before);
  });
});
