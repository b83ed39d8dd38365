/** Messages about failures: few, with a way to all of them, and gone when they do not matter any more. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { message } from '../harness/editor-files';
import { describeWith } from '../harness/parts';

let home: EditorHome;
let editor: Editor;

/** Machines without a disk, which cannot start. */
async function addBroken(count: number): Promise<void> {
  for (let index = 0; index < count; index++) {
    await editor.add('VirtualBox machine', 160 + 240 * index, 120);
  }
  await editor.startAll();
}

describeWith(['chromium'], 'messages', () => {
  beforeEach(async () => {
    home = makeHome();
    editor = await Editor.open(home);
  });
  afterEach(async () => {
    await editor.close();
    home.remove();
  });

  it('of many failures are one, which leads to all of them', async () => {
    await addBroken(3);
    const said = message(editor, /3 of the machines and switches failed\./);
    await said.getByRole('button', { name: 'Show problems' }).click();
    await editor.page.getByRole('tab', { name: 'Problems', selected: true }).waitFor();
    await said.waitFor({ state: 'detached' });
  });

  it('go when their node does, with their lab, or all at once', async () => {
    const messages = editor.page.getByRole('log', { name: 'Messages' });
    const count = () => messages.getByRole('button', { name: 'Close message' }).count();
    await addBroken(1);
    await expect.poll(count).toBe(1);
    await editor.select('vb1');
    await editor.page.keyboard.press('Delete');
    await expect.poll(count).toBe(0);
    await editor.page.keyboard.press('Control+z');
    await editor.add('VDE plug', 600, 300);
    await editor.startAll();
    await expect.poll(count).toBe(2);
    await messages.getByRole('button', { name: 'Close all messages' }).click();
    await expect.poll(count).toBe(0);
    await editor.startAll();
    await expect.poll(count).toBe(2);
    await editor.button('Stop all').click();
    await expect.poll(count).toBe(0);
    await editor.waitForState('vb1', 'off');
    await editor.startAll();
    await expect.poll(count).toBe(2);
    await editor.newLab();
    await expect.poll(count).toBe(0);
  });
});
