/** Arranging a drawing as a person does: lining up, laying out, snapping, moving by keys, locking. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { CONTROLS } from '../../renderer/editor/viewport/fit-view';
import { emptyDocument, perfectCable, type TopologyNode } from '../../shared/document/topology';
import { startAtOnce } from '../../shared/kinds/fields/node-fields';
import { plainSwitch } from '../../shared/kinds/switch';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { message } from '../harness/editor-files';
import { describeWith } from '../harness/parts';
import { eventually } from '../harness/vde-client';

let home: EditorHome;
let editor: Editor;

const places = {
  sw1: [400, 300],
  pc1: [100, 100],
  pc2: [420, 120],
  pc3: [760, 90],
} as const;
type Name = keyof typeof places;

function node(name: Name): TopologyNode {
  const [x, y] = places[name];
  const placed = { id: name, name, x, y };
  if (name === 'sw1') {
    return {
      ...placed,
      kind: 'switch',
      ports: 8,
      directory: '',
      mode: '0700',
      group: '',
      ...plainSwitch,
    };
  }
  const mac = `02:00:00:00:00:0${name.at(-1)}`;
  return { ...placed, kind: 'pc', cards: [{ mac }], setup: [], start: startAtOnce };
}

function drawing() {
  const document = emptyDocument('0d6e4f4e-0c1b-4b8e-9a43-7f0b8c6d2e77', 'To arrange');
  for (const name of Object.keys(places) as Name[]) document.nodes[name] = node(name);
  for (const [index, name] of (['pc1', 'pc2'] as const).entries()) {
    const id = `cable${index}`;
    document.cables[id] = {
      id,
      a: { node: name, port: 0 },
      b: { node: 'sw1', port: index + 1 },
      ...perfectCable,
    };
  }
  return document;
}

/** Where a node is, in pixels of the drawing. */
async function place(name: string): Promise<{ x: number; y: number }> {
  const style = await editor.node(name).getAttribute('style');
  const [, x, y] = style?.match(/translate\((-?[\d.]+)px,\s*(-?[\d.]+)px\)/) ?? [];
  return { x: Number(x), y: Number(y) };
}

async function allPlaces() {
  return Promise.all((Object.keys(places) as Name[]).map(place));
}

const selectedCount = (count: number) =>
  editor.inspector.getByRole('heading', { name: `${count} selected` }).waitFor();

async function selectPcs(): Promise<void> {
  await editor.select('pc1');
  for (const name of ['pc2', 'pc3']) {
    await editor.node(name).click({ position: { x: 24, y: 20 }, modifiers: ['Shift'] });
  }
  await selectedCount(3);
}

async function clickEmpty(): Promise<void> {
  await editor.drawing.click({ position: { x: 20, y: 60 } });
  await editor.inspector.getByText('Nothing is selected').waitFor();
}

/** Drags with the mouse; `hold` is done before the button is let go. */
async function drag(
  from: { x: number; y: number },
  by: { x: number; y: number },
  hold: () => Promise<void> = async () => {},
): Promise<void> {
  const { mouse } = editor.page;
  await mouse.move(from.x, from.y);
  await mouse.down();
  try {
    // A drag begins where the pointer is after its first pixels.
    await mouse.move(from.x + 2, from.y);
    await mouse.move(from.x + by.x / 2, from.y + by.y / 2, { steps: 4 });
    await mouse.move(from.x + by.x, from.y + by.y, { steps: 4 });
    await hold();
  } finally {
    await mouse.up();
  }
}

async function headOf(name: string) {
  const box = await editor.node(name).boundingBox();
  if (box === null) throw new Error(`${name} cannot be seen`);
  return { x: box.x + 30, y: box.y + 20 };
}

beforeAll(async () => {
  home = makeHome();
  const file = join(home.folder, 'arrange.vdelab');
  writeFileSync(file, JSON.stringify(drawing()));
  editor = await Editor.open(home, [file]);
});

afterAll(async () => {
  await editor.close();
  home.remove();
});

/** Every test begins with the drawing as it was opened: what the one before did is taken back. */
beforeEach(async () => {
  await editor.page.keyboard.press('Escape');
  const undo = editor.button('Undo');
  await eventually('the first drawing', async () => {
    if (await undo.isDisabled()) return true;
    await undo.click();
    return false;
  });
  // A layout that is taken back glides there.
  await eventually('the first places', async () => {
    const now = await allPlaces();
    return Object.values(places).every(([x, y], at) => now[at]?.x === x && now[at].y === y);
  });
  await editor.page.emulateMedia({ reducedMotion: 'reduce' });
  await editor.page.keyboard.press('Control+0');
  await editor.page.emulateMedia({ reducedMotion: null });
});

describeWith(['chromium'], 'arranging', () => {
  it('lines up and spaces out what is selected, and takes it back', async () => {
    await selectPcs();
    await editor.inspector.getByRole('button', { name: 'Align top' }).click();
    await eventually('one line', async () => {
      const lines = await Promise.all(['pc1', 'pc2', 'pc3'].map(place));
      return lines.every(({ y }) => y === 90);
    });
    await editor.menu('Arrange', 'Distribute horizontally');
    await eventually('equal gaps', async () => (await place('pc2')).x === 430);
    await editor.page.keyboard.press('Control+z');
    await eventually('one step back', async () => (await place('pc2')).x === 420);
  });

  it('lays out in layers as one step and shows all of it', async () => {
    await editor.menu('Arrange', 'Layered layout');
    await eventually('layers', async () => {
      const [sw, one, two] = await Promise.all(['sw1', 'pc1', 'pc2'].map(place));
      return sw !== undefined && one!.y > sw.y && two!.y === one!.y;
    });
    for (const name of Object.keys(places)) expect(await editor.node(name).isVisible()).toBe(true);
    await editor.page.keyboard.press('Control+z');
    await eventually('as before', async () => (await place('pc1')).x === 100);
  });

  it.each(['Force-directed layout', 'Radial layout', 'Grid layout'])('%s', async (item) => {
    const before = await allPlaces();
    await editor.menu('Arrange', item);
    await eventually('other places', async () => {
      const now = await allPlaces();
      return now.every(({ x, y }, at) => x !== before[at]?.x || y !== before[at]?.y);
    });
  });

  it('draws a line while a node is dragged and snaps to it', async () => {
    const zoom = (await editor.node('pc1').boundingBox())!.width / 184;
    const lines = editor.drawing.locator('.snap-line');
    // To three pixels beside the left edge of pc2.
    await drag(await headOf('pc1'), { x: 323 * zoom, y: 60 * zoom }, async () => {
      await lines.first().waitFor();
    });
    await eventually('the edge of pc2', async () => (await place('pc1')).x === 420);
    await eventually('no line', async () => (await lines.count()) === 0);
  });

  it('goes where the pointer is while Alt is held', async () => {
    const zoom = (await editor.node('pc1').boundingBox())!.width / 184;
    await editor.page.keyboard.down('Alt');
    await drag(await headOf('pc1'), { x: 323 * zoom, y: 60 * zoom });
    await editor.page.keyboard.up('Alt');
    await eventually('moved', async () => (await place('pc1')).x !== 100);
    expect((await place('pc1')).x).not.toBe(420);
  });

  it('snaps to the grid while that is on', async () => {
    await editor.page.keyboard.press('Shift+G');
    await drag(await headOf('pc3'), { x: 40, y: 50 });
    await eventually('moved', async () => (await place('pc3')).x !== 760);
    const { x, y } = await place('pc3');
    expect([x % 24, y % 24]).toEqual([0, 0]);
    await editor.page.keyboard.press('Shift+G');
  });

  it('leaves the zoom controls the room that they take', async () => {
    const pane = (await editor.drawing.boundingBox())!;
    const controls = (await editor.page.locator('.zoom-controls').boundingBox())!;
    expect(controls.x + controls.width - pane.x).toBeLessThanOrEqual(CONTROLS.width);
    expect(pane.y + pane.height - controls.y).toBeLessThanOrEqual(CONTROLS.height);
  });

  it('moves by keys, and takes steps in a row back at once', async () => {
    await editor.select('pc1');
    for (const key of ['ArrowRight', 'ArrowRight', 'ArrowDown', 'Shift+ArrowDown']) {
      await editor.page.keyboard.press(key);
    }
    await eventually('four steps', async () => {
      const { x, y } = await place('pc1');
      return x === 148 && y === 125;
    });
    await editor.page.keyboard.press('Control+z');
    await eventually('all of them back', async () => (await place('pc1')).x === 100);
    expect(await place('pc1')).toEqual({ x: 100, y: 100 });
  });

  it('keeps a locked node where it is, until it is unlocked', async () => {
    await editor.select('pc1');
    await editor.page.keyboard.press('Control+l');
    const mark = editor.node('pc1').getByRole('button', { name: 'Unlock pc1' });
    await mark.waitFor();
    await drag(await headOf('pc1'), { x: 90, y: 90 });
    await editor.select('pc1');
    await editor.page.keyboard.press('ArrowRight');
    await editor.page.keyboard.press('Delete');
    const said = message(editor, /locked/);
    await said.waitFor();
    expect(await place('pc1')).toEqual({ x: 100, y: 100 });
    await said.getByRole('button', { name: 'Unlock' }).click();
    await mark.waitFor({ state: 'detached' });
    await editor.page.keyboard.press('Delete');
    await editor.node('pc1').waitFor({ state: 'detached' });
  });

  it('selects with a rubber band, and adds with Shift', async () => {
    const [one, three] = [
      await editor.node('pc1').boundingBox(),
      await editor.node('pc3').boundingBox(),
    ];
    await drag({ x: one!.x - 10, y: one!.y - 10 }, { x: 60, y: 60 });
    await editor.inspector.getByRole('heading', { name: 'pc1' }).waitFor();
    await editor.page.keyboard.down('Shift');
    const beside = { x: three!.x - 20, y: three!.y - 20 };
    await drag(beside, { x: 60, y: 60 });
    await editor.page.keyboard.up('Shift');
    await selectedCount(2);
    await editor.page.keyboard.press('ArrowRight');
    await eventually('both moved', async () => {
      return (await place('pc1')).x === 124 && (await place('pc3')).x === 784;
    });
    await clickEmpty();
  });

  it('takes the cables between the nodes of a band, and no others', async () => {
    const [left, low] = [
      await editor.node('pc1').boundingBox(),
      await editor.node('sw1').boundingBox(),
    ];
    const from = { x: left!.x - 10, y: left!.y + 5 };
    await drag(from, { x: low!.x + 10 - from.x, y: low!.y + 20 - from.y });
    // The cable from the switch to pc2, which the band left out, is left out too.
    await editor.inspector.getByText('2 devices, 1 cable').waitFor();
    await clickEmpty();
  });

  it('selects what follows from the selection', async () => {
    await editor.select('pc1');
    await editor.menu('Edit', 'Select neighbours');
    await editor.inspector.getByText('2 devices, 1 cable').waitFor();
    await editor.menu('Edit', 'Invert selection');
    await editor.inspector.getByText('2 devices, 1 cable').waitFor();
    await editor.select('pc1');
    await editor.menu('Edit', 'Select all of this kind');
    await selectedCount(3);
    await editor.node('pc1').click({ position: { x: 24, y: 20 }, modifiers: ['Control'] });
    await selectedCount(2);
  });

  it('moves the view by the middle button, and by any drag with the hand', async () => {
    const at = async () => (await editor.node('pc1').boundingBox())!.x;
    const { mouse, keyboard } = editor.page;
    const area = (await editor.drawing.boundingBox())!;
    const from = { x: area.x + 20, y: area.y + 60 };
    const before = await at();
    await mouse.move(from.x, from.y);
    await mouse.down({ button: 'middle' });
    await mouse.move(from.x + 60, from.y, { steps: 3 });
    await mouse.up({ button: 'middle' });
    await eventually('a moved view', async () => Math.round((await at()) - before) === 60);
    await keyboard.press('h');
    await drag(from, { x: -60, y: 0 });
    await eventually('the view back', async () => Math.round((await at()) - before) === 0);
    await keyboard.press('h');
    await editor.page
      .getByRole('button', { name: 'Drag moves the view', pressed: false })
      .waitFor();
  });

  it('shows and hides the grid', async () => {
    const grid = editor.drawing.locator('.react-flow__background');
    await editor.page.keyboard.press('g');
    await grid.waitFor({ state: 'detached' });
    await editor.page.keyboard.press('g');
    await grid.waitFor();
  });
});
