/** Adding nodes without the palette at the side: by double-click, by key, by command, by a cable dropped on nothing. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { describeWith } from '../harness/parts';
import { eventually } from '../harness/vde-client';

let home: EditorHome;
let editor: Editor;

const keyboard = () => editor.page.keyboard;
const menu = (name = 'Add to the drawing') =>
  editor.page.getByRole('dialog', { name, exact: true });
const nodes = () => editor.drawing.locator('.react-flow__node');

/** A point of the window, from one of the drawing area. */
async function at(x: number, y: number): Promise<{ x: number; y: number }> {
  const area = (await editor.drawing.boundingBox())!;
  return { x: area.x + x, y: area.y + y };
}

async function doubleClick(x: number, y: number): Promise<void> {
  const point = await at(x, y);
  await editor.page.mouse.dblclick(point.x, point.y);
}

async function middleOf(name: string): Promise<{ x: number; y: number }> {
  const [box, area] = [await editor.node(name).boundingBox(), await editor.drawing.boundingBox()];
  return {
    x: Math.round(box!.x + box!.width / 2 - area!.x),
    y: Math.round(box!.y + box!.height / 2 - area!.y),
  };
}

const focused = () =>
  editor.page.evaluate(
    () => document.activeElement?.getAttribute('aria-label') ?? document.activeElement?.tagName,
  );

/** Pulls a cable out of a jack and lets go of it at a point of the drawing area. */
async function pull(jack: string, x: number, y: number): Promise<void> {
  const box = (await editor.jack(jack).boundingBox())!;
  const to = await at(x, y);
  const { mouse } = editor.page;
  await mouse.move(box.x + box.width / 2, box.y + box.height / 2);
  await mouse.down();
  await mouse.move(to.x - 30, to.y - 10, { steps: 4 });
  await mouse.move(to.x, to.y, { steps: 2 });
  await mouse.up();
}

describeWith(['chromium'], 'adding a node at a place', () => {
  beforeAll(async () => {
    home = makeHome();
    editor = await Editor.open(home);
  });
  afterAll(async () => {
    await editor.close();
    home.remove();
  });
  beforeEach(async () => {
    await editor.newLab();
    await editor.add('switch', 300, 200);
    await editor.node('sw1').waitFor();
    await keyboard().press('Escape');
  });

  it('is offered by a double-click on a free place, and puts it there', async () => {
    await doubleClick(560, 420);
    await menu().waitFor();
    expect(await focused()).toBe('What to add');
    await keyboard().type('qem');
    await menu().getByRole('option', { name: 'QEMU machine', selected: true }).waitFor();
    await keyboard().press('Enter');
    await menu().waitFor({ state: 'detached' });
    await editor.inspector.getByRole('heading', { name: 'vm1' }).waitFor();
    const { x, y } = await middleOf('vm1');
    expect(Math.abs(x - 560)).toBeLessThan(3);
    expect(Math.abs(y - 420)).toBeLessThan(3);
    await eventually('the keyboard on it', async () => (await focused()) === 'vm1');
    await keyboard().press('Control+z');
    await editor.node('vm1').waitFor({ state: 'detached' });
    expect(await nodes().count()).toBe(1);
  });

  it('is chosen with arrow keys or the mouse, and left with Escape or a press elsewhere', async () => {
    await editor.select('sw1');
    await doubleClick(560, 420);
    await keyboard().press('ArrowDown');
    await menu().getByRole('option', { name: 'Hub', selected: true }).waitFor();
    await keyboard().press('Escape');
    await menu().waitFor({ state: 'detached' });
    await doubleClick(560, 420);
    const away = await at(700, 80);
    await editor.page.mouse.click(away.x, away.y);
    await menu().waitFor({ state: 'detached' });
    expect(await nodes().count()).toBe(1);
    await doubleClick(560, 420);
    await menu().getByRole('option', { name: 'Tap', exact: true }).click();
    await editor.node('tap1').waitFor();
  });

  it('says when nothing fits, and then adds nothing', async () => {
    await doubleClick(560, 420);
    await keyboard().type('zzzz');
    await menu().getByText('Nothing is called like that.').waitFor();
    await keyboard().press('Enter');
    await keyboard().press('Escape');
    await menu().waitFor({ state: 'detached' });
    expect(await nodes().count()).toBe(1);
  });

  it('is not offered by a double-click on a node', async () => {
    await editor.node('sw1').dblclick({ position: { x: 24, y: 20 } });
    await editor.page.getByRole('tab', { name: 'sw1', exact: true }).waitFor();
    expect(await menu().count()).toBe(0);
    await keyboard().press('Control+j');
  });

  it('is offered by the key A where the pointer is, and gives the focus back', async () => {
    await editor.select('sw1');
    await editor.node('sw1').focus();
    const point = await at(600, 300);
    await editor.page.mouse.move(point.x, point.y);
    await keyboard().press('a');
    await menu().waitFor();
    await keyboard().press('Escape');
    await menu().waitFor({ state: 'detached' });
    expect(await focused()).toBe('sw1');
    await keyboard().press('a');
    await keyboard().type('pc');
    await keyboard().press('Enter');
    await editor.node('pc1').waitFor();
    expect(Math.abs((await middleOf('pc1')).x - 600)).toBeLessThan(3);
  });

  it('works at any zoom', async () => {
    // Gliding to a zoom begins a while after the key, so a view that stands may not be there yet.
    await editor.page.emulateMedia({ reducedMotion: 'reduce' });
    const zoom = editor.page.getByRole('status', { name: 'Zoom' });
    await eventually('a smaller drawing', async () => {
      if (Number.parseInt(await zoom.innerText(), 10) < 65) return true;
      await keyboard().press('Control+-');
      return false;
    });
    await doubleClick(150, 500);
    await keyboard().type('pc');
    await keyboard().press('Enter');
    await editor.node('pc1').waitFor();
    const { x, y } = await middleOf('pc1');
    expect(Math.abs(x - 150)).toBeLessThan(3);
    expect(Math.abs(y - 500)).toBeLessThan(3);
    await editor.page.emulateMedia({ reducedMotion: null });
  });

  it('joins what a cable that is dropped on nothing waits for, in one step', async () => {
    await pull('sw1 port 3', 620, 420);
    const ask = menu('Add at the end of the cable from sw1 port 3');
    await ask.waitFor();
    await editor.drawing.locator('.drag-line').waitFor();
    // A note takes no cable.
    expect(await ask.getByRole('option', { name: 'Note' }).count()).toBe(0);
    await keyboard().type('pc');
    await keyboard().press('Enter');
    await editor.cable('sw1 port 3 to pc1 eth0').waitFor({ state: 'attached' });
    await editor.drawing.locator('.drag-line').waitFor({ state: 'detached' });
    await editor.inspector.getByRole('heading', { name: 'pc1' }).waitFor();
    await keyboard().press('Control+z');
    await editor.node('pc1').waitFor({ state: 'detached' });
    expect(await editor.drawing.getByLabel(/^Cable /).count()).toBe(0);
    await keyboard().press('Control+Shift+z');
    await editor.cable('sw1 port 3 to pc1 eth0').waitFor({ state: 'attached' });
  });

  it('lets go of the cable when nothing is chosen for it', async () => {
    await pull('sw1 port 1', 620, 420);
    await menu('Add at the end of the cable from sw1 port 1').waitFor();
    await keyboard().press('Escape');
    await editor.drawing.locator('.drag-line').waitFor({ state: 'detached' });
    expect(await nodes().count()).toBe(1);
    // A click takes it up, the next one on nothing asks as well.
    await editor.jack('sw1 port 2').click();
    const point = await at(620, 420);
    await editor.page.mouse.click(point.x, point.y);
    await menu('Add at the end of the cable from sw1 port 2').waitFor();
    await keyboard().type('hub');
    await keyboard().press('Enter');
    await editor.cable('sw1 port 2 to hub1 port 1').waitFor({ state: 'attached' });
  });

  it('is a command of the palette, and finds a free place in the view', async () => {
    await keyboard().press('Control+k');
    const palette = editor.page.getByRole('dialog', { name: 'Command palette', exact: true });
    await palette.waitFor();
    await keyboard().type('qemu');
    await palette.getByRole('option', { name: 'Add QEMU machine', selected: true }).waitFor();
    await keyboard().press('Enter');
    await editor.node('vm1').waitFor();
    await editor.inspector.getByRole('heading', { name: 'vm1' }).waitFor();
    await eventually('the keyboard on it', async () => (await focused()) === 'vm1');
    const [one, other] = [
      (await editor.node('vm1').boundingBox())!,
      (await editor.node('sw1').boundingBox())!,
    ];
    const apart =
      one.x >= other.x + other.width ||
      other.x >= one.x + one.width ||
      one.y >= other.y + other.height ||
      other.y >= one.y + one.height;
    expect(apart).toBe(true);
  });

  it('brings what is dropped at the edge into view', async () => {
    const area = (await editor.drawing.boundingBox())!;
    await editor.add('PC', area.width - 6, 300);
    await editor.node('pc1').waitFor();
    await eventually('all of it in view', async () => {
      const box = (await editor.node('pc1').boundingBox())!;
      return box.x + box.width <= area.x + area.width;
    });
  });
});
