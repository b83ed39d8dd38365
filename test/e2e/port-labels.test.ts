/** The labels at the ends of cables, which are hidden by will, and never by another cable. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { selectCable } from '../harness/network-words';
import { describeWith } from '../harness/parts';

const FIRST = 'pc1 eth0 to sw1 port 3';
const SECOND = 'pc2 eth0 to sw1 port 5';

describeWith(['chromium'], 'port labels', () => {
  let home: EditorHome;
  let editor: Editor;
  beforeAll(async () => {
    home = makeHome();
    editor = await Editor.open(home);
    await editor.add('switch', 300, 80);
    await editor.add('PC', 90, 400);
    await editor.add('PC', 300, 400);
    await editor.add('PC', 540, 230);
    await editor.connect('pc1 eth0', 'sw1 port 3');
    await editor.connect('pc2 eth0', 'sw1 port 5');
  });
  afterAll(async () => {
    await editor.close();
    home.remove();
  });

  const label = (end: string) =>
    editor.drawing.locator('.cable-pill').filter({ hasText: `${end}: ` });

  it('are hidden for one cable, or for all, which the browser remembers', async () => {
    await selectCable(editor, FIRST);
    await editor.inspector.getByLabel('Port labels', { exact: true }).uncheck();
    await label('pc1 eth0').waitFor({ state: 'detached' });
    expect(await label('pc2 eth0').count()).toBe(1);
    await editor.menu('View', 'Hide port labels');
    await label('pc2 eth0').waitFor({ state: 'detached' });
    await editor.reload();
    await editor.cable(SECOND).waitFor({ state: 'attached' });
    expect(await label('pc2 eth0').count()).toBe(0);
    await editor.menu('View', 'Show port labels');
    await label('pc2 eth0').waitFor();
    await selectCable(editor, FIRST);
    await editor.inspector.getByLabel('Port labels', { exact: true }).check();
    await label('pc1 eth0').waitFor();
  });

  it('stand for their cable under the pointer', async () => {
    await label('pc1 eth0').hover();
    await expect.poll(() => editor.jack('sw1 port 3').getAttribute('data-pointed')).toBe('');
    await label('pc1 eth0').click();
    await editor.inspector.getByRole('heading', { name: 'pc1 – sw1', exact: true }).waitFor();
    const hasFocus = () =>
      editor.cable(FIRST).evaluate((edge) => edge.contains(document.activeElement));
    await expect.poll(hasFocus).toBe(true);
    await label('pc2 eth0').click({ button: 'right' });
    await editor.inspector.getByRole('heading', { name: 'pc2 – sw1', exact: true }).waitFor();
    await editor.page.getByRole('menu', { name: `Cable ${SECOND}`, exact: true }).waitFor();
    await editor.page.keyboard.press('Escape');
  });

  /** How many labels there are, through how many of them another cable goes, and how many are seen whole. */
  function look() {
    return editor.drawing.evaluate((drawing) => {
      const ways = [...drawing.querySelectorAll<SVGPathElement>('.cable-line')].map((line) => {
        const steps = Array.from(
          { length: 200 },
          (_, step) => (step / 200) * line.getTotalLength(),
        );
        return steps.map((at) => line.getPointAtLength(at).matrixTransform(line.getScreenCTM()!));
      });
      const pills = [...drawing.querySelectorAll('.cable-pill')].map((pill) => ({
        pill,
        box: pill.querySelector('rect')!.getBoundingClientRect(),
      }));
      const through = ({ left, right, top, bottom }: DOMRect) =>
        ways.filter((way) =>
          way.some(({ x, y }) => x > left && x < right && y > top && y < bottom),
        );
      const parts = [0.2, 0.5, 0.8];
      const isSeen = ({ pill, box: { x, y, width, height } }: (typeof pills)[number]) =>
        parts.every((across) =>
          parts.every((down) =>
            pill.contains(document.elementFromPoint(x + across * width, y + down * height)),
          ),
        );
      return {
        all: pills.length,
        crossed: pills.filter(({ box }) => through(box).length > 1).length,
        seen: pills.filter(isSeen).length,
      };
    });
  }

  it('lie over the cables that cross them', async () => {
    expect(await look()).toEqual({ all: 4, crossed: 0, seen: 4 });
    // From the leftmost jack to the right, below all others.
    await editor.connect('pc3 eth0', 'sw1 port 1');
    const { all, crossed, seen } = await look();
    expect(crossed).toBeGreaterThan(0);
    expect([all, seen]).toEqual([6, 6]);
  });
});
