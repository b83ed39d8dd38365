/** A lab without a mouse: drawn, cabled, started, used and edited with nothing but keys. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { Console } from '../harness/editor-console';
import { describeWith } from '../harness/parts';
import { eventually } from '../harness/vde-client';

let home: EditorHome;
let editor: Editor;

const press = (key: string) => editor.page.keyboard.press(key);

/** What has the focus, as a screen reader would name it. */
function focused(): Promise<string> {
  return editor.page.evaluate(() => {
    const element = document.activeElement;
    return element?.getAttribute('aria-label') ?? element?.textContent ?? '';
  });
}

/** Presses a key until the focus is on what bears the name. */
async function pressUntil(key: string, name: string, most = 60): Promise<void> {
  for (let times = 0; times < most; times++) {
    if ((await focused()) === name) return;
    await press(key);
  }
  throw new Error(`${key} does not lead to ${name}, but at last to ${await focused()}`);
}

async function waitForFocus(name: string): Promise<void> {
  await eventually(`the focus on ${name}`, async () => (await focused()) === name);
}

describeWith(['chromium'], 'the keyboard alone', () => {
  beforeAll(async () => {
    home = makeHome();
    editor = await Editor.open(home);
  });
  afterAll(async () => {
    await editor.close();
    home.remove();
  });

  it('draws two PCs and a switch', async () => {
    await press('Control+F6');
    await press('Control+F6');
    await waitForFocus('Add switch');
    await press('Enter');
    await pressUntil('Tab', 'Add PC');
    await press('Enter');
    await press('Enter');
    for (const name of ['sw1', 'pc1', 'pc2']) await editor.node(name).waitFor();
  });

  it('goes from node to node, and joins them with cables', async () => {
    await press('Control+F6');
    await waitForFocus('pc2');
    await press('c');
    await editor.drawing.getByText('Cable from pc2 eth0 in hand').waitFor();
    await pressUntil('Shift+Tab', 'sw1');
    await press('c');
    await editor.cable('pc2 eth0 to sw1 port 1').waitFor({ state: 'attached' });
    await pressUntil('Tab', 'pc1');
    await press('c');
    await pressUntil('Shift+Tab', 'sw1');
    await press('c');
    await editor.cable('pc1 eth0 to sw1 port 2').waitFor({ state: 'attached' });
  });

  it('renames what has the focus', async () => {
    await press('F2');
    const field = editor.page.getByRole('textbox', { name: 'Name of sw1' });
    await field.waitFor();
    await editor.page.keyboard.type('core');
    await press('Enter');
    await editor.node('core').waitFor();
    await waitForFocus('core');
  });

  it('reaches the jacks of a node that is selected, and only of that', async () => {
    await pressUntil('Tab', 'core port 8');
    await press('Tab');
    await waitForFocus('pc1');
    await press('Tab');
    await waitForFocus('pc2');
  });

  it('starts the lab and pings', async () => {
    await press('F5');
    for (const name of ['core', 'pc1', 'pc2']) await editor.waitForState(name, 'running');
    await pressUntil('Shift+Tab', 'pc1');
    await press('Enter');
    await waitForFocus('Console of pc1');
    await editor.page.keyboard.type('ping -c 2 10.0.0.2');
    await press('Enter');
    await new Console(editor.page, 'Console of pc1').shows(/2 received/);
  });

  it('leaves the console for every other area, round and back', async () => {
    await press('Control+Shift+F6');
    await eventually('the inspector', () =>
      editor.inspector.evaluate((panel) => panel.contains(document.activeElement)),
    );
    await press('Control+Shift+F6');
    await waitForFocus('pc1');
    await press('Control+F6');
    await press('Control+F6');
    await waitForFocus('Console of pc1');
    await press('Control+F6');
    await waitForFocus('File');
  });

  it('opens the menus, goes through them, and gives a command', async () => {
    await press('F10');
    await waitForFocus('File');
    await pressUntil('ArrowRight', 'Lab');
    await press('ArrowDown');
    await pressUntil('ArrowDown', 'Stop all');
    await press('Enter');
    for (const name of ['core', 'pc1', 'pc2']) await editor.waitForState(name, 'off');
  });

  it('opens the menu of the node with the focus, deletes it, and takes that back', async () => {
    await press('Control+F6');
    await pressUntil('Control+F6', 'pc1');
    await pressUntil('Tab', 'pc2');
    await press('Shift+F10');
    const menu = editor.page.getByRole('menu', { name: 'pc2', exact: true });
    await menu.waitFor();
    await press('ArrowUp');
    await waitForFocus('Delete');
    await press('Enter');
    await editor.node('pc2').waitFor({ state: 'hidden' });
    await press('Control+z');
    await editor.node('pc2').waitFor();
    await editor.cable('pc2 eth0 to core port 1').waitFor({ state: 'attached' });
    expect(await editor.page.getByRole('menu').count()).toBe(0);
  });

  it('writes into the properties of a node', async () => {
    await press('Control+F6');
    await pressUntil('Control+F6', 'core');
    await press('Alt+Enter');
    await eventually('the field of the name', () =>
      editor.inspector
        .getByLabel('Name', { exact: true })
        .evaluate((field) => field === document.activeElement),
    );
    await press('Control+a');
    await editor.page.keyboard.type('middle');
    await press('Enter');
    await editor.node('middle').waitFor();
  });
});
