/** What explains a drawing, and groups, as a person makes them. */
import { isDeepStrictEqual } from 'node:util';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { describeWith } from '../harness/parts';
import { eventually } from '../harness/vde-client';

/** One red pixel. */
const PIXEL =
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mP8z8BQDwAEhQGAhKmMIQAAAABJRU5ErkJggg==';

interface Place {
  x: number;
  y: number;
}

describeWith(['chromium'], 'drawings and groups', () => {
  let home: EditorHome;
  let editor: Editor;

  beforeAll(async () => {
    home = makeHome();
    editor = await Editor.open(home);
    await editor.add('switch', 420, 160);
    await editor.add('PC', 250, 330);
    await editor.add('PC', 620, 330);
    await editor.add('PC', 420, 560);
    await editor.connect('pc1 eth0', 'sw1 port 1');
    await editor.connect('pc2 eth0', 'sw1 port 2');
    await editor.connect('pc3 eth0', 'sw1 port 3');
  }, 120_000);
  afterAll(async () => {
    await editor.close();
    home.remove();
  });

  const frame = () => editor.node('group1');
  const undo = () => editor.page.keyboard.press('Control+z');

  async function corner(of: Locator): Promise<Place> {
    const box = await of.boundingBox();
    if (box === null) throw new Error('it cannot be seen');
    return { x: Math.round(box.x), y: Math.round(box.y) };
  }

  async function drag(from: Place, by: Place): Promise<void> {
    const { mouse } = editor.page;
    await mouse.move(from.x, from.y);
    await mouse.down();
    await mouse.move(from.x + by.x / 2, from.y + by.y / 2, { steps: 4 });
    await mouse.move(from.x + by.x, from.y + by.y, { steps: 4 });
    await mouse.up();
  }

  async function dropFile(name: string, type: string, base64: string): Promise<void> {
    const transfer = await editor.page.evaluateHandle(
      ([fileName, fileType, text]) => {
        const bytes = Uint8Array.from(atob(text!), (character) => character.charCodeAt(0));
        const data = new DataTransfer();
        data.items.add(new File([bytes], fileName!, { type: fileType! }));
        return data;
      },
      [name, type, base64] as const,
    );
    const pane = editor.drawing.locator('.react-flow__pane');
    await pane.dispatchEvent('drop', { dataTransfer: transfer, clientX: 900, clientY: 700 });
  }

  it('moves a group by its title as one step', async () => {
    const { page } = editor;
    await editor.select('pc1');
    await page.keyboard.down('Shift');
    for (const name of ['pc2', 'sw1']) await editor.select(name);
    await page.keyboard.up('Shift');
    await page.keyboard.press('Control+g');
    await frame().waitFor();
    const [before, title] = [await corner(editor.node('pc1')), await corner(frame())];
    const other = await corner(editor.node('pc3'));
    await drag({ x: title.x + 90, y: title.y + 16 }, { x: 30, y: 20 });
    await eventually('pc1 and the frame moved alike', async () => {
      const [node, box] = await Promise.all([corner(editor.node('pc1')), corner(frame())]);
      const by = { x: node.x - before.x, y: node.y - before.y };
      // A press becomes a drag only after some pixels.
      return by.x > 20 && by.y > 10 && box.x - title.x === by.x && box.y - title.y === by.y;
    });
    expect(await corner(editor.node('pc3'))).toEqual(other);
    await undo();
    await eventually('the group to be back', async () => {
      const [node, box] = await Promise.all([corner(editor.node('pc1')), corner(frame())]);
      return isDeepStrictEqual([node, box], [before, title]);
    });
  }, 60_000);

  it('takes a member out with Alt, and lets it in again', async () => {
    const { page } = editor;
    const wide = (await frame().boundingBox())!.width;
    const at = await corner(editor.node('pc2'));
    await page.keyboard.down('Alt');
    await drag({ x: at.x + 30, y: at.y + 20 }, { x: 200, y: 150 });
    await page.keyboard.up('Alt');
    await eventually('a narrower frame', async () => (await frame().boundingBox())!.width < wide);
    await undo();
    await eventually('the frame as before', async () => {
      return (await frame().boundingBox())!.width === wide;
    });
  }, 60_000);

  it('runs what is in a collapsed group, and its cables to outside carry', async () => {
    await editor.button('Collapse group1').click();
    await eventually('no member to be seen', async () => (await editor.node('pc1').count()) === 0);
    expect(await editor.cable('pc3 eth0 to sw1 port 3').count()).toBe(1);
    expect(await editor.cable('pc1 eth0 to sw1 port 1').count()).toBe(0);
    await editor.button('Start group1').click();
    await editor.drawing
      .getByRole('status', { name: 'group1: 3 of 3 running', exact: true })
      .waitFor({ timeout: 60_000 });
    await editor.select('pc3');
    await editor.page.keyboard.press('F6');
    await editor.waitForState('pc3', 'running');
    const console = await editor.openConsole('pc3');
    await console.type('ping -c 1 10.0.0.1');
    await console.shows(/1 received/);
    await editor.button('Expand group1').click();
    await editor.waitForState('pc1', 'running');
    await editor.page.keyboard.press('Control+j');
    await editor.menu('View', 'Fit drawing');
    await editor.button('Stop group1').click();
    await editor.waitForState('pc1', 'off');
  }, 120_000);

  it('grows a note with what is written in it, as one step', async () => {
    await editor.add('note', 780, 120);
    const note = editor.drawing.locator('.note');
    const before = (await note.boundingBox())!;
    await note.dblclick();
    for (let line = 0; line < 12; line++) await editor.page.keyboard.type(`line ${line}\n`);
    await editor.page.keyboard.press('Escape');
    await eventually('a higher note', async () => {
      return ((await note.boundingBox())?.height ?? 0) > before.height + 60;
    });
    const text = note.locator('.note-text');
    expect(await text.evaluate((shown) => shown.scrollHeight - shown.clientHeight)).toBe(0);
    await undo();
    await eventually('the note as it was', async () => {
      return (await note.boundingBox())?.height === before.height;
    });
    await undo();
    await note.waitFor({ state: 'detached' });
  });

  it('draws a shape behind everything by a drag, with its caption', async () => {
    const { page, drawing } = editor;
    const at = await corner(drawing);
    await editor.button('Draw rectangle').click();
    await drag({ x: at.x + 20, y: at.y + 20 }, { x: 180, y: 90 });
    await editor.fill('Caption', 'Office');
    const shape = editor.node('Rectangle Office');
    const box = (await shape.boundingBox())!;
    expect(Math.abs(box.x - at.x - 20)).toBeLessThan(3);
    expect(Math.abs(box.y - at.y - 20)).toBeLessThan(3);
    await page.getByRole('toolbar', { name: 'Looks' }).getByRole('button', { name: 'Red' }).click();
    await undo();
    await undo();
    await undo();
    await eventually('no shape', async () => (await shape.count()) === 0);
  }, 60_000);

  it('writes a note and changes its look by its toolbar', async () => {
    const { page, drawing } = editor;
    await editor.add('note', 560, 80);
    const text = drawing.getByRole('textbox', { name: 'Text of the note' });
    await eventually('the note to be written', () =>
      text.evaluate((field) => field === document.activeElement),
    );
    await page.keyboard.type('Uplink');
    await page.keyboard.press('Escape');
    const toolbar = page.getByRole('toolbar', { name: 'Looks' });
    await toolbar.getByRole('button', { name: 'Larger letters' }).click();
    await toolbar.getByRole('button', { name: 'On paper' }).click();
    const size = editor.inspector.getByLabel('Font size');
    await eventually('larger letters', async () => (await size.inputValue()) === '16');
    expect(await editor.inspector.getByLabel('Style').inputValue()).toBe('plain');
  }, 60_000);

  it('takes a dropped picture, and refuses SVG with the reason', async () => {
    await dropFile('plan.png', 'image/png', PIXEL);
    const picture = editor.drawing.getByRole('img', { name: 'plan', exact: true });
    await picture.waitFor();
    expect(await picture.getAttribute('src')).toMatch(/^data:image\/png;base64,/);
    await undo();
    await eventually('no picture', async () => (await picture.count()) === 0);
    await dropFile('plan.svg', 'image/svg+xml', btoa('<svg/>'));
    await editor.page.getByText('SVG files can hold programs').waitFor();
  }, 60_000);

  it('deletes a group with its members, and undo brings all of it back', async () => {
    await editor.button('Select group1').click();
    await editor.page.keyboard.press('Delete');
    await eventually('no member', async () => (await editor.node('pc1').count()) === 0);
    expect(await editor.node('pc3').count()).toBe(1);
    await undo();
    await editor.node('pc1').waitFor();
    await editor.button('Select group1').click();
    await editor.page.keyboard.press('Control+Shift+g');
    await eventually('no frame', async () => (await frame().count()) === 0);
    expect(await editor.node('pc1').count()).toBe(1);
  }, 60_000);
});
