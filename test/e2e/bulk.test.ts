/** Many nodes and many cables at once. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
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

const dialog = (name: string) => editor.page.getByRole('dialog', { name, exact: true });
const cables = () => editor.drawing.getByLabel(/^Cable /).count();
const nodes = () => editor.drawing.locator('.react-flow__node').count();

describeWith(['chromium'], 'many at once', () => {
  it('adds PCs in a grid, joined to a switch, as one step', async () => {
    await editor.add('switch', 300, 120);
    await editor.menu('Edit', 'Add many…');
    const form = dialog('Add many');
    await form.getByLabel('How many', { exact: true }).fill('5');
    await form.getByLabel('Connect each to', { exact: true }).selectOption('sw1');
    await form.getByRole('button', { name: 'Add', exact: true }).click();
    await editor.cable('pc5 eth0 to sw1 port 5').waitFor({ state: 'attached' });
    expect([await nodes(), await cables()]).toEqual([6, 5]);
    await editor.page.keyboard.press('Control+z');
    await expect.poll(nodes).toBe(1);
  });

  it('shows what a pattern comes to before the cables are pulled', async () => {
    await editor.menu('Edit', 'Add many…');
    await dialog('Add many').getByLabel('How many', { exact: true }).fill('9');
    await dialog('Add many').getByRole('button', { name: 'Add', exact: true }).click();
    await editor.node('pc9').waitFor();
    await editor.menu('Edit', 'Connect by pattern…');
    const form = dialog('Connect by pattern');
    await form.getByLabel('From', { exact: true }).fill('pc{1..10}');
    await form.getByLabel('To', { exact: true }).fill('sw1');
    await expect.poll(() => form.getByRole('status').innerText()).toBe('8 cables · 2 do not fit');
    await form.getByText('pc9 to sw1: sw1 has no free port.').waitFor();
    await form.getByText('There is no pc10.').waitFor();
    await form.getByRole('button', { name: 'Connect', exact: true }).click();
    await editor.cable('pc8 eth0 to sw1 port 8').waitFor({ state: 'attached' });
    expect(await cables()).toBe(8);
    await editor.page.keyboard.press('Control+z');
    await expect.poll(cables).toBe(0);
  });
});
