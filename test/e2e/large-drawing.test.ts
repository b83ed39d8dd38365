/** A drawing of a thousand nodes from afar and from near. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { printDocument } from '../../shared/document/document-print';
import { thousandNodes } from '../harness/big-lab';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { describeWith } from '../harness/parts';
import { eventually } from '../harness/vde-client';

const BETWEEN = 'sw44 – sw45';

let home: EditorHome;
let editor: Editor;

/** The middle of what is free between two nodes, in pixels of the window. */
async function between(left: string, right: string) {
  const [one, other] = await Promise.all(
    [editor.node(left), editor.node(right)].map((node) => node.boundingBox()),
  );
  if (!one || !other) throw new Error(`${left} or ${right} cannot be seen`);
  return {
    x: (one.x + one.width + other.x) / 2,
    y: one.y + one.height / 2,
    gap: other.x - one.x - one.width,
  };
}

async function isInView(name: string): Promise<boolean> {
  const node = editor.node(name);
  if ((await node.count()) === 0) return false;
  const [box, pane] = [await node.boundingBox(), await editor.drawing.boundingBox()];
  if (box === null || pane === null) return false;
  return (
    box.x >= pane.x &&
    box.y >= pane.y &&
    box.x + box.width <= pane.x + pane.width &&
    box.y + box.height <= pane.y + pane.height
  );
}

describeWith(['chromium'], 'a thousand nodes', () => {
  beforeAll(async () => {
    home = makeHome();
    const file = join(home.folder, 'large.vdelab');
    writeFileSync(file, printDocument(thousandNodes()));
    editor = await Editor.open(home, [file]);
  });
  afterAll(async () => {
    await editor.close();
    home.remove();
  });

  it('are all there from afar, and a press on a cable selects it', async () => {
    await eventually(
      'all nodes',
      async () => (await editor.drawing.getByRole('group').count()) >= 1000,
    );
    const { x, gap } = await between('sw44', 'sw45');
    const jacks = await editor.node('sw44').boundingBox();
    expect(gap).toBeGreaterThan(8);
    const heading = editor.inspector.getByRole('heading', { level: 2 });
    // The cable leaves the switch at a jack of its lower part.
    await eventually('the cable is selected', async () => {
      for (let part = 0.4; part < 1.1; part += 0.05) {
        await editor.page.mouse.click(x, jacks!.y + jacks!.height * part);
        if ((await heading.innerText()) === BETWEEN) return true;
      }
      return false;
    });
    await editor.page.keyboard.press('Escape');
    await editor.inspector.getByRole('heading', { name: 'Lab', exact: true }).waitFor();
  });

  it('go with the pointer from afar while many of them are dragged, and stay where they are dropped', async () => {
    const { page } = editor;
    const names = ['pc1', 'sw2', 'pc25'];
    const boxes = () =>
      Promise.all(
        names.map(async (name) => {
          const box = await editor.node(name).boundingBox();
          return { x: Math.round(box!.x), y: Math.round(box!.y) };
        }),
      );
    const before = await boxes();
    const corner = await editor.node('pc27').boundingBox();
    await page.keyboard.down('Shift');
    await page.mouse.move(before[0]!.x - 4, before[0]!.y - 4);
    await page.mouse.down();
    await page.mouse.move(corner!.x + corner!.width + 2, corner!.y + corner!.height + 2, {
      steps: 8,
    });
    await page.mouse.up();
    await page.keyboard.up('Shift');
    const selected = page.locator('.react-flow__node.selected');
    await eventually('three clusters are selected', async () => (await selected.count()) === 30);

    const grip = await editor.node('sw2').boundingBox();
    const at = { x: grip!.x + grip!.width / 2, y: grip!.y + 3 };
    await page.mouse.move(at.x, at.y);
    await page.mouse.down();
    await page.mouse.move(at.x + 2, at.y + 2);
    await page.mouse.move(at.x + 42, at.y + 62);
    await eventually('all are moved by the first step', async () => {
      const now = await boxes();
      // What is dragged snaps to lines that are near, and the drag begins some pixels after the press.
      return now.every(({ x, y }, at) => x - before[at]!.x > 30 && y - before[at]!.y > 50);
    });
    await page.mouse.move(at.x + 50, at.y + 70, { steps: 10 });
    const onTheWay = await boxes();
    await page.mouse.up();
    expect(await boxes()).toEqual(onTheWay);

    await page.mouse.move(at.x + 50, at.y + 70);
    await page.mouse.down();
    await page.mouse.move(at.x + 80, at.y + 70, { steps: 5 });
    const further = await boxes();
    expect(further).not.toEqual(onTheWay);
    // An undo amid a drag changes where they are, but not where the pointer has them.
    await page.keyboard.press('Control+z');
    await eventually('it is undone', () => editor.button('Redo').isEnabled());
    expect(await boxes()).toEqual(further);
    await page.mouse.up();
    expect(await boxes()).toEqual(further);
    await page.keyboard.press('Control+z');
    await eventually('all are back', async () => {
      return JSON.stringify(await boxes()) === JSON.stringify(before);
    });
  });

  it('are where the drawing has them when a command moves them amid a drag', async () => {
    const { page } = editor;
    const left = async (name: string) => Math.round((await editor.node(name).boundingBox())!.x);
    const names = ['sw0', 'sw2', 'pc25'];
    const before = await Promise.all(names.map(left));
    const leftmost = await left('pc1');
    const grip = await editor.node('sw2').boundingBox();
    const at = { x: grip!.x + grip!.width / 2, y: grip!.y + 3 };
    await page.mouse.move(at.x, at.y);
    await page.mouse.down();
    await page.mouse.move(at.x + 40, at.y + 60, { steps: 5 });
    await page.keyboard.press('Control+k');
    await page.keyboard.type('Align left');
    await page.keyboard.press('Enter');
    // Still on their way: a drop then is not a drop of what glides.
    await page.mouse.up();
    await eventually('all are at the left', async () => {
      return (await Promise.all(names.map(left))).every((x) => x === leftmost);
    });
    await page.keyboard.press('Control+z');
    await eventually('all are back', async () => {
      return JSON.stringify(await Promise.all(names.map(left))) === JSON.stringify(before);
    });
    await page.keyboard.press('Escape');
  });

  it('show names, jacks and cables from near', async () => {
    await editor.page.keyboard.press('Control+f');
    await editor.page.keyboard.type('sw44');
    await editor.page.keyboard.press('Enter');
    await editor.jack('sw44 port 1').waitFor();
    const cables = editor.drawing.locator('.react-flow__edge');
    await eventually('its cables', async () => (await cables.count()) >= 20);
  });

  it('are gone about in by the overview: a press brings the view there, a drag takes it along, a wheel zooms', async () => {
    const { mouse } = editor.page;
    const map = await editor.drawing
      .getByRole('img', { name: 'Overview of the drawing' })
      .boundingBox();
    const at = (x: number, y: number) =>
      [map!.x + map!.width * x, map!.y + map!.height * y] as const;
    const zoom = async () =>
      Number.parseInt(
        await editor.page.getByRole('status', { name: 'Zoom', exact: true }).innerText(),
        10,
      );
    const before = await zoom();
    await mouse.move(...at(0.12, 0.12));
    await mouse.down();
    await eventually('the first switch in view', () => isInView('sw0'));
    expect(await isInView('sw99')).toBe(false);
    await mouse.move(...at(0.5, 0.5), { steps: 5 });
    await mouse.move(...at(0.88, 0.88), { steps: 5 });
    await eventually('the last switch in view', () => isInView('sw99'));
    await mouse.up();
    await mouse.move(...at(0.4, 0.4));
    expect(await isInView('sw99')).toBe(true);
    expect(await zoom()).toBe(before);
    await mouse.wheel(0, 100);
    await eventually('a smaller drawing', async () => (await zoom()) < before);
  });
});
