/** Frames while a large drawing is moved, zoomed and edited. */

import { thousandNodes } from '../../harness/big-lab';
import type { Editor } from '../../harness/editor';
import { eventually } from '../../harness/vde-client';
import { median } from '../statistics';
import { beginFrames, endFrames, figuresOf, keyToCount, nextFrame } from './frames';
import type { Figure, UiPart } from './measure';
import { withLab } from './stage';

const NODES = 1000;
const STEPS = 90;
const PASTES = 5;
/** A page that never rests is measured as it is. */
const LONGEST_REST_MS = 1000;

/** Frames that take twice the time of a 60 Hz screen's are noticed. */
const FRAME_GOAL_MS = 34;

interface Point {
  readonly x: number;
  readonly y: number;
}

async function frames({ page }: Editor, name: string, act: () => Promise<void>): Promise<Figure[]> {
  await beginFrames(page);
  await act();
  const { median, p95, longest } = figuresOf(await endFrames(page));
  return [
    { name: `${name}: median frame`, value: median, unit: 'ms', goal: null },
    { name: `${name}: 95th percentile`, value: p95, unit: 'ms', goal: FRAME_GOAL_MS },
    { name: `${name}: longest frame`, value: longest, unit: 'ms', goal: null },
  ];
}

/** @param button the left one moves what is below it, the middle one the view */
async function drag(
  editor: Editor,
  from: Point,
  by: Point,
  button: 'left' | 'middle' = 'left',
): Promise<void> {
  const { mouse } = editor.page;
  await mouse.move(from.x, from.y);
  await mouse.down({ button });
  for (let step = 1; step <= STEPS; step++) {
    const share = step / STEPS;
    await mouse.move(from.x + by.x * share, from.y + by.y * share);
    await nextFrame(editor.page);
  }
  await mouse.up({ button });
}

async function zoom(editor: Editor, at: Point, delta: number, steps: number): Promise<void> {
  await editor.page.mouse.move(at.x, at.y);
  await editor.page.keyboard.down('Control');
  for (let step = 0; step < steps; step++) {
    await editor.page.mouse.wheel(0, delta);
    await nextFrame(editor.page);
  }
  await editor.page.keyboard.up('Control');
}

async function middle(editor: Editor): Promise<Point> {
  const box = await editor.drawing.boundingBox();
  if (box === null) throw new Error('the drawing cannot be seen');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

async function opened(editor: Editor): Promise<void> {
  await editor.page.waitForFunction(
    (count) => window.document.querySelectorAll('.react-flow__node').length === count,
    NODES,
  );
  await rest(editor);
}

async function measureView(editor: Editor): Promise<Figure[]> {
  await opened(editor);
  const at = await middle(editor);
  const pan = (by: Point) => drag(editor, at, by, 'middle');
  const far = await frames(editor, 'Pan, all in view', () => pan({ x: 270, y: 180 }));
  await pan({ x: -270, y: -180 });
  const into = await frames(editor, 'Zoom in', () => zoom(editor, at, -20, STEPS));
  // What only shows from near is drawn when the view stands still, in a frame that no gesture waits for.
  const rests = await frames(editor, 'Names and jacks after it', () => detailsShown(editor));
  const near = await frames(editor, 'Pan, near', () => pan({ x: 270, y: 180 }));
  const out = await frames(editor, 'Zoom out', () => zoom(editor, at, 20, STEPS));
  return [...far, ...into, rests[2]!, ...near, ...out];
}

async function detailsShown({ page }: Editor): Promise<void> {
  await page.locator('.react-flow__node .jack').first().waitFor();
}

const selectedCount = '.react-flow__node.selected';

/** Selects twenty clusters of the lab, 200 nodes, with a rubber band from outside of the drawing. */
async function selectTwoRows({ page }: Editor): Promise<void> {
  const box = async (id: string) => {
    const found = await page.locator(`.react-flow__node[data-id="${id}"]`).boundingBox();
    if (found === null) throw new Error(`${id} is not to be seen`);
    return found;
  };
  const first = await box('pc1');
  const [right, bottom] = [await box('pc176'), await box('pc180')];
  await page.keyboard.down('Shift');
  await page.mouse.move(first.x - 4, first.y - 4);
  await page.mouse.down();
  await page.mouse.move(first.x + 40, first.y + 4, { steps: 4 });
  const corner = { x: right.x + right.width + 2, y: bottom.y + bottom.height + 2 };
  await page.mouse.move(corner.x, corner.y, { steps: 8 });
  await page.mouse.up();
  await page.keyboard.up('Shift');
  await page.waitForFunction(
    (selector) => window.document.querySelectorAll(selector).length === 200,
    selectedCount,
  );
}

async function zoomHasEnded(editor: Editor): Promise<void> {
  const zoom = () => editor.page.getByRole('status', { name: 'Zoom' }).innerText();
  let before = '';
  await eventually('the view stands still', async () => {
    await rest(editor);
    await nextFrame(editor.page);
    const now = await zoom();
    const stands = now === before;
    before = now;
    return stands;
  });
}

/** Until the page has nothing left to do for what was done before, as when a hand comes back to the keys. */
async function rest({ page }: Editor): Promise<void> {
  await page.evaluate(
    (timeout) =>
      new Promise<void>((done) => {
        const again = () => requestIdleCallback(() => done(), { timeout });
        requestIdleCallback(again, { timeout });
      }),
    LONGEST_REST_MS,
  );
}

async function measureEdits(editor: Editor): Promise<Figure[]> {
  const { page } = editor;
  await opened(editor);
  await page.keyboard.press('Control+0');
  // There must be room in view for what is pasted: what is out of view is not drawn.
  for (let step = 0; step < 3; step++) await page.keyboard.press('Control+-');
  await zoomHasEnded(editor);
  await selectTwoRows(editor);
  const grip = await page.locator('.react-flow__node[data-id="sw5"]').boundingBox();
  if (grip === null) throw new Error('sw5 is not to be seen');
  const at = { x: grip.x + grip.width / 2, y: grip.y + 3 };
  const moved = await frames(editor, 'Drag 200 nodes', () => drag(editor, at, { x: 60, y: 80 }));
  await page.keyboard.press('Control+c');
  // What is pasted goes under the pointer; all of it must be in view.
  const centre = await middle(editor);
  await page.mouse.move(centre.x, centre.y);
  await rest(editor);
  const node = '.react-flow__node';
  const pastes: number[] = [];
  const undos: number[] = [];
  for (let time = 0; time < PASTES; time++) {
    pastes.push(await keyToCount(page, 'Control+v', node, NODES + 200));
    await rest(editor);
    undos.push(await keyToCount(page, 'Control+z', node, NODES));
    await rest(editor);
  }
  return [
    ...moved,
    { name: 'Paste of 200 nodes is shown after', value: median(pastes), unit: 'ms', goal: null },
    { name: 'Its undo is shown after', value: median(undos), unit: 'ms', goal: 100 },
    { name: 'the first undo of all', value: undos[0]!, unit: 'ms', goal: null },
  ];
}

export const moving: UiPart = {
  name: 'moving',
  title: 'Moving about in 1,000 nodes and 2,000 cables',
  measure: () => withLab(thousandNodes(), measureView),
};

export const editing: UiPart = {
  name: 'editing',
  title: 'Moving and pasting 200 of 1,000 nodes',
  measure: () => withLab(thousandNodes(), measureEdits),
};
