/** Layouts as they are drawn: what Chromium shows of cables and nodes, by menu, key and palette. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { starLab } from '../harness/labs-to-lay-out';
import { describeWith } from '../harness/parts';
import { eventually } from '../harness/vde-client';

let home: EditorHome;
let editor: Editor;

const LINES = '.cable-line';
const NODES = '.react-flow__node';

/** Cables that go behind a node, other than one that they begin or end in, by points along what is drawn. */
function hiddenOnScreen(): Promise<string[]> {
  return editor.page.evaluate(
    ([lines, nodes]) => {
      const boxes = [...document.querySelectorAll(nodes)].map((node) =>
        node.getBoundingClientRect(),
      );
      const isIn = (box: DOMRect, { x, y }: DOMPoint) =>
        x > box.left + 1 && x < box.right - 1 && y > box.top + 1 && y < box.bottom - 1;
      return [...document.querySelectorAll<SVGPathElement>(lines)].flatMap((path, index) => {
        const toScreen = path.getScreenCTM();
        if (toScreen === null) return [`cable ${index} is nowhere`];
        const length = path.getTotalLength();
        const points = Array.from({ length: 400 }, (_, step) =>
          path.getPointAtLength((length * step) / 399).matrixTransform(toScreen),
        );
        const others = boxes.filter((box) => !isIn(box, points[0]!) && !isIn(box, points[399]!));
        return others.some((box) => points.some((point) => isIn(box, point)))
          ? [`cable ${index}`]
          : [];
      });
    },
    [LINES, NODES] as const,
  );
}

async function places(): Promise<string> {
  const styles = await editor.page
    .locator(NODES)
    .evaluateAll((nodes) =>
      nodes.map((node) => node.getAttribute('style')?.match(/translate\([^)]*\)/)?.[0]),
    );
  return styles.join(' ');
}

/** Lays out and waits until everything stands still elsewhere. */
async function layOutBy(give: () => Promise<unknown>): Promise<void> {
  const before = await places();
  await give();
  let last = '';
  await eventually('other places', async () => {
    const now = await places();
    const stands = now === last && now !== before;
    last = now;
    return stands;
  });
}

function give(name: string): Promise<void> {
  if (name === 'Layered layout') return editor.page.keyboard.press('Shift+L');
  if (name === 'Radial layout') return editor.page.keyboard.press('Shift+R');
  return editor.menu('Arrange', name);
}

describeWith(['chromium'], 'layouts', () => {
  beforeEach(() => {
    home = makeHome();
  });
  afterEach(async () => {
    await editor.close();
    home.remove();
  });

  it.each([10, 30, 100])('hide no cable of a star of %i, and are one step each', async (leaves) => {
    const file = join(home.folder, 'star.vdelab');
    writeFileSync(file, JSON.stringify(starLab(leaves).document));
    editor = await Editor.open(home, [file]);
    await editor.page.emulateMedia({ reducedMotion: 'reduce' });
    const first = await places();
    for (const name of [
      'Layered layout',
      'Radial layout',
      'Force-directed layout',
      'Grid layout',
    ]) {
      await layOutBy(() => give(name));
      await eventually(
        `cables: ${name}`,
        async () => (await editor.page.locator(LINES).count()) >= leaves,
      );
      await eventually(`all in sight: ${name}`, async () => (await hiddenOnScreen()).length === 0);
      const pane = (await editor.drawing.boundingBox())!;
      for (const node of await editor.page.locator(NODES).all()) {
        const box = (await node.boundingBox())!;
        expect(box.x).toBeGreaterThanOrEqual(pane.x);
        expect(box.x + box.width).toBeLessThanOrEqual(pane.x + pane.width);
        expect(box.y).toBeGreaterThanOrEqual(pane.y);
        expect(box.y + box.height).toBeLessThanOrEqual(pane.y + pane.height);
      }
      await editor.page.keyboard.press('Control+z');
      await eventually('one step back', async () => (await places()) === first);
    }
  });

  it('are found in the palette', async () => {
    const file = join(home.folder, 'star.vdelab');
    writeFileSync(file, JSON.stringify(starLab(10).document));
    editor = await Editor.open(home, [file]);
    await editor.page.keyboard.press('Control+k');
    const palette = editor.page.getByRole('dialog', { name: 'Command palette', exact: true });
    await palette.waitFor();
    await editor.page.keyboard.type('radial');
    await palette.getByRole('option', { name: 'Radial layout', selected: true }).waitFor();
    await layOutBy(() => editor.page.keyboard.press('Enter'));
    await eventually('all in sight', async () => (await hiddenOnScreen()).length === 0);
  });
});
