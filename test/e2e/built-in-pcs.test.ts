/** Scenario 1: two built-in PCs and a switch are drawn by dragging, started, and ping. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
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

beforeEach(() => editor.newLab());

async function drawTwoPcs(): Promise<void> {
  await editor.add('switch', 400, 120);
  await editor.add('PC', 250, 350);
  await editor.add('PC', 600, 350);
  await editor.connect('pc1 eth0', 'sw1 port 3');
  await editor.connect('pc2 eth0', 'sw1 port 7');
}

describeWith(['chromium'], 'built-in PCs', () => {
  it('drawn by dragging answer a ping typed into a console', async () => {
    await drawTwoPcs();
    await editor.startAll();
    for (const name of ['sw1', 'pc1', 'pc2']) await editor.waitForState(name, 'running');
    const console = await editor.openConsole('pc1');
    await console.type('ip addr flush dev eth0; ip addr add 192.168.5.1/24 dev eth0');
    const other = await editor.openConsole('pc2');
    await other.type('ip addr flush dev eth0; ip addr add 192.168.5.2/24 dev eth0');
    await editor.showConsole('pc1');
    await console.type('ping -c 3 192.168.5.2');
    await console.shows(/3 packets transmitted, 3 received, 0% packet loss/);
  });

  it('ping with the addresses that they come with, without a word typed before', async () => {
    await drawTwoPcs();
    await editor.startAll();
    await editor.waitForState('pc2', 'running');
    // Wherever the double-click meets it, also on its name.
    await editor.node('pc1').getByText('pc1', { exact: true }).dblclick();
    const console = await editor.showConsole('pc1');
    await console.type('ping -c 1 10.0.0.2');
    await console.shows(/1 received/);
  });

  it('are renamed by a key, where a double-click picks a word of the name', async () => {
    await editor.add('PC', 400, 300);
    await editor.select('pc1');
    await editor.page.keyboard.press('F2');
    const field = editor.drawing.getByRole('textbox', { name: 'Name of pc1' });
    await field.fill('old name');
    await field.dblclick({ position: { x: 12, y: 8 } });
    await editor.page.keyboard.type('new');
    await editor.page.keyboard.press('Enter');
    await editor.node('new name').waitFor();
    expect(await editor.page.getByRole('tab', { name: /name|pc1/ }).count()).toBe(0);
  });

  it('have their buttons above them only for who points at them', async () => {
    const nothing = editor.inspector.getByRole('heading', { name: 'Lab', exact: true });
    await editor.add('PC', 400, 300);
    await editor.drawing.click({ position: { x: 40, y: 40 } });
    await nothing.waitFor();
    const box = (await editor.node('pc1').boundingBox())!;
    const place = { x: box.x + box.width - 20, y: box.y - 16 };
    await editor.page.mouse.click(place.x, place.y);
    expect(await nothing.isVisible()).toBe(true);
    expect(await editor.page.getByRole('tab', { name: 'pc1', exact: true }).count()).toBe(0);
    await editor.page.mouse.move(box.x + box.width - 20, box.y + 4);
    await editor.page.mouse.move(place.x, place.y, { steps: 8 });
    await editor.page.mouse.down();
    await editor.page.mouse.up();
    await editor.page.getByRole('tab', { name: 'pc1', exact: true }).waitFor();
  });

  it('show what was printed before the tab was opened, and go on after a stop and start', async () => {
    await drawTwoPcs();
    await editor.startAll();
    await editor.waitForState('pc1', 'running');
    const console = await editor.openConsole('pc1');
    await console.shows(/ip addr add 10\.0\.0\.1\/24 dev eth0/);
    await editor.button('Stop all').click();
    await editor.waitForState('pc1', 'off');
    await editor.startAll();
    await editor.waitForState('pc1', 'running');
    await editor.waitForState('pc2', 'running');
    await console.type('ping -c 1 10.0.0.2');
    await console.shows(/1 received/);
  });

  it('keep their cables through delete, undo and redo', async () => {
    await drawTwoPcs();
    await editor.select('pc1');
    await editor.page.keyboard.press('Delete');
    await expect.poll(() => editor.node('pc1').count()).toBe(0);
    await editor.page.keyboard.press('Control+z');
    await expect.poll(() => editor.cable('pc1 eth0 to sw1 port 3').count()).toBe(1);
    await editor.page.keyboard.press('Control+Shift+z');
    await expect.poll(() => editor.node('pc1').count()).toBe(0);
    await expect.poll(() => editor.cable('pc2 eth0 to sw1 port 7').count()).toBe(1);
  });
});
