/** The room that palette, inspector and consoles leave the drawing, and how they are folded and resized. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { openShownLab } from '../harness/looks';
import { describeWith } from '../harness/parts';

let home: EditorHome;
let editor: Editor;

const size = async () => (await editor.drawing.boundingBox())!;
const edge = (name: string) => editor.page.getByRole('separator', { name, exact: true });
const widthOf = async (name: string) => Number(await edge(name).getAttribute('aria-valuenow'));

describeWith(['chromium'], 'the room for the drawing', () => {
  beforeAll(async () => {
    home = makeHome();
    editor = await Editor.open(home);
  });
  afterAll(async () => {
    await editor.close();
    home.remove();
  });
  beforeEach(() => editor.page.setViewportSize({ width: 1440, height: 900 }));

  it('is more than 800 by 450 in a window of 1024 by 640, with a console open', async () => {
    await editor.page.setViewportSize({ width: 1024, height: 640 });
    await editor.reload();
    await openShownLab(editor);
    await editor.startAll();
    await editor.waitForState('pc1', 'running');
    await (await editor.openConsole('pc1')).shows(/pc1/);
    const { width, height } = await size();
    expect(width).toBeGreaterThan(800);
    expect(height).toBeGreaterThanOrEqual(450);
    await editor.menu('Lab', 'Stop all');
    await editor.waitForState('pc1', 'off');
    await editor.menu('View', 'Hide consoles');
  });

  it('is lent to the inspector in a narrow window, and what is selected stays in view', async () => {
    await editor.page.setViewportSize({ width: 1024, height: 640 });
    await editor.drawing.click({ position: { x: 3, y: 3 } });
    await editor.inspector.waitFor({ state: 'hidden' });
    const before = await size();
    await editor.select('pc3');
    await editor.inspector.getByRole('heading', { name: 'pc3' }).waitFor();
    expect(await size()).toEqual(before);
    const isClear = async () => {
      const node = (await editor.node('pc3').boundingBox())!;
      const panel = (await editor.inspector.boundingBox())!;
      return node.x + node.width < panel.x;
    };
    await expect.poll(isClear).toBe(true);
    await editor.page.keyboard.press('Escape');
    await editor.inspector.waitFor({ state: 'hidden' });
    await editor.button('Show inspector').click();
    await editor.inspector.getByRole('heading', { name: 'Lab' }).waitFor();
    await editor.inspector.getByRole('button', { name: 'Hide inspector' }).click();
    await editor.inspector.waitFor({ state: 'hidden' });
  });

  it('does not take a double click away from the node under the inspector', async () => {
    await editor.page.setViewportSize({ width: 1024, height: 640 });
    await editor.menu('View', 'Fit drawing');
    await (await editor.openConsole('pc4')).shows(/./);
    await editor.menu('View', 'Hide consoles');
  });

  it('is given and taken by the edges of the panels, with the mouse and with keys', async () => {
    for (const [name, key, back] of [
      ['Width of the palette', 'ArrowRight', 'ArrowLeft'],
      ['Width of the inspector', 'ArrowLeft', 'ArrowRight'],
    ] as const) {
      const before = await widthOf(name);
      const drawing = await size();
      await edge(name).focus();
      await editor.page.keyboard.press(key);
      await expect.poll(() => widthOf(name)).toBe(before + 16);
      expect((await size()).width).toBe(drawing.width - 16);
      await editor.page.keyboard.press(back);
      await expect.poll(() => widthOf(name)).toBe(before);
    }
    const from = (await edge('Width of the inspector').boundingBox())!;
    await editor.page.mouse.move(from.x + 4, 400);
    await editor.page.mouse.down();
    await editor.page.mouse.move(from.x - 96, 400, { steps: 4 });
    await editor.page.mouse.up();
    expect(await widthOf('Width of the inspector')).toBe(400);
    await editor.reload();
    await expect.poll(() => widthOf('Width of the inspector')).toBe(400);
  });

  it('is got by folding the panels, by button, menu and key, and that is remembered', async () => {
    const wide = await size();
    await editor.button('Collapse palette').click();
    await expect.poll(async () => (await size()).width).toBeGreaterThan(wide.width + 100);
    // What stands in the column of symbols has its name as before.
    await editor.add('switch', 300, 80);
    await editor.node('sw3').waitFor();
    await editor.page.keyboard.press('Control+Alt+b');
    await editor.inspector.waitFor({ state: 'hidden' });
    await editor.reload();
    await editor.button('Expand palette').waitFor();
    await editor.inspector.waitFor({ state: 'hidden' });
    await editor.menu('View', 'Show inspector');
    await editor.inspector.waitFor();
    await edge('Width of the inspector').focus();
    await editor.page.keyboard.press('Enter');
    await editor.inspector.waitFor({ state: 'hidden' });
    // The way to the fields of what is selected brings it back.
    await editor.select('sw3');
    await editor.page.keyboard.press('Alt+Enter');
    await editor.inspector.getByLabel('Name', { exact: true }).waitFor();
    await editor.select('sw3');
    await editor.page.keyboard.press('Control+b');
    await editor.button('Collapse palette').waitFor();
  });
});
