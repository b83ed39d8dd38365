/** Parts of a drawing are copied, cut, pasted and duplicated, on a running lab and between two windows. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { message } from '../harness/editor-files';
import { describeWith } from '../harness/parts';

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

const press = (keys: string) => editor.page.keyboard.press(keys);
const nodes = () => editor.drawing.locator('.react-flow__node').count();
const cables = () => editor.drawing.getByLabel(/^Cable /).count();
const selected = () => editor.drawing.locator('.react-flow__node.selected').count();
const question = () => editor.page.getByRole('dialog', { name: /running machine/ });

async function placeOf(name: string): Promise<{ x: number; y: number }> {
  return (await editor.node(name).boundingBox())!;
}

/** Puts the pointer and the focus on a free place of the drawing. */
async function pointAt(x: number, y: number): Promise<void> {
  await editor.drawing.click({ position: { x, y } });
}

describeWith(['chromium'], 'the clipboard', () => {
  it('copies nodes with the cable between them under the pointer, as one step', async () => {
    await editor.add('switch', 300, 120);
    await editor.add('PC', 140, 300);
    await editor.connect('pc1 eth0', 'sw1 port 1');
    await press('Control+a');
    await press('Control+c');
    await pointAt(700, 480);
    await press('Control+v');
    await editor.cable('pc2 eth0 to sw2 port 1').waitFor({ state: 'attached' });
    await expect.poll(selected).toBe(2);
    const [from, to] = [await placeOf('pc1'), await placeOf('pc2')];
    const [sw, copy] = [await placeOf('sw1'), await placeOf('sw2')];
    expect([to.x - copy.x, to.y - copy.y]).toEqual([from.x - sw.x, from.y - sw.y]);
    await press('Control+z');
    await expect.poll(nodes).toBe(2);
    await press('Control+Shift+z');
    await expect.poll(nodes).toBe(4);
  });

  it('never puts one thing exactly on another', async () => {
    await pointAt(1, 1);
    await editor.page.mouse.move(700, 480);
    await press('Control+v');
    await press('Control+v');
    await editor.node('pc4').waitFor();
    expect(await placeOf('pc4')).not.toEqual(await placeOf('pc3'));
    await press('Control+z');
    await press('Control+z');
    await expect.poll(nodes).toBe(4);
  });

  it('duplicates by a key and pastes by the menu', async () => {
    await editor.select('pc2');
    await press('Control+d');
    await editor.node('pc3').waitFor();
    await expect.poll(selected).toBe(1);
    await editor.menu('Edit', 'Copy');
    await editor.menu('Edit', 'Paste');
    await editor.node('pc4').waitFor();
    await editor.menu('Edit', 'Cut');
    await expect.poll(nodes).toBe(5);
    await editor.menu('Edit', 'Paste');
    await editor.node('pc4').waitFor();
    await press('Control+z');
    await press('Control+z');
    await press('Control+z');
    await expect.poll(() => editor.node('pc4').count()).toBe(0);
  });

  it('starts a pasted PC in a running lab, which answers a ping', async () => {
    await editor.startAll();
    for (const name of ['sw1', 'pc1', 'sw2', 'pc2']) await editor.waitForState(name, 'running');
    await editor.select('pc1');
    await press('Control+c');
    await pointAt(520, 300);
    await press('Control+v');
    await editor.node('pc4').waitFor();
    await editor.connect('pc4 eth0', 'sw1 port 5');
    await editor.select('pc4');
    await press('F6');
    await editor.waitForState('pc4', 'running');
    const console = await editor.openConsole('pc4');
    await console.type('ping -c 1 10.0.0.1');
    await console.shows(/1 received/);
  });

  it('copies the node that has the focus, also where it is not selected', async () => {
    await pointAt(1, 1);
    await editor.node('pc3').focus();
    await press('Control+c');
    await press('Control+v');
    await editor.node('pc5').waitFor();
    await press('Control+z');
    await expect.poll(() => editor.node('pc5').count()).toBe(0);
  });

  it('leaves the keys of terminals and fields alone', async () => {
    const before = await nodes();
    await editor.page.evaluate(() => navigator.clipboard.writeText('ip neigh'));
    await (await editor.showConsole('pc4')).press('Control+v');
    await press('Enter');
    await editor.select('pc3');
    const name = editor.inspector.getByLabel('Name', { exact: true });
    await name.fill('server');
    await name.selectText();
    await press('Control+x');
    expect(await name.inputValue()).toBe('');
    await press('Control+v');
    expect(await name.inputValue()).toBe('server');
    await press('Escape');
    expect(await nodes()).toBe(before);
  });

  it('says so when the clipboard holds something else', async () => {
    const before = await nodes();
    await editor.page.evaluate(() => navigator.clipboard.writeText('{"format":"other"}'));
    await pointAt(1, 1);
    await press('Control+v');
    await message(editor, /The clipboard holds no part of a drawing/).waitFor();
    expect(await nodes()).toBe(before);
  });

  it('asks once before running machines are deleted, and not for others', async () => {
    const before = await nodes();
    await editor.select('pc3');
    await press('Control+d');
    await editor.node('pc5').waitFor();
    await press('Delete');
    await expect.poll(() => editor.node('pc5').count()).toBe(0);

    await press('Control+a');
    await press('Delete');
    await question()
      .getByText(/^pc1, pc2, pc3 and pc4 are stopped first/)
      .waitFor();
    await question().getByRole('button', { name: 'Cancel' }).click();
    expect(await nodes()).toBe(before);

    await editor.select('pc4');
    await press('Control+x');
    await question().getByRole('button', { name: 'Cut', exact: true }).click();
    await expect.poll(() => editor.node('pc4').count()).toBe(0);
    await press('Control+z');
    await editor.waitForState('pc4', 'off');
    expect(await cables()).toBe(3);
  });

  it('goes from one window to another, where its commands are a stranger’s', async () => {
    await editor.add('namespace host', 760, 90);
    await editor.select('host1');
    await press('Control+c');
    const text = await editor.page.evaluate(() => navigator.clipboard.readText());
    expect(text).toContain('"host1"');
    const otherHome = makeHome();
    const other = await Editor.open(otherHome);
    try {
      await other.page.evaluate((copied) => navigator.clipboard.writeText(copied), text);
      await other.page.getByRole('heading', { name: 'Draw your first network' }).waitFor();
      await other.page.keyboard.press('Control+v');
      await other.node('host1').waitFor();
      await other.startAll();
      await other.page.getByRole('dialog', { name: 'Run the machines of this lab?' }).waitFor();
      await other.page.keyboard.press('Escape');
    } finally {
      await other.close();
      otherHome.remove();
    }
  });
});
