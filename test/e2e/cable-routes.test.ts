/** How cables are drawn: their ways, and the points that they are led through. */
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { selectCable } from '../harness/network-words';
import { describeWith } from '../harness/parts';

const CABLE = 'pc1 eth0 to sw1 port 3';
const FIRST = 'sw1 port 7 to sw2 port 7';
const SECOND = 'sw1 port 8 to sw2 port 8';

let home: EditorHome;
let editor: Editor;

beforeAll(async () => {
  home = makeHome();
  editor = await Editor.open(home);
  await editor.add('switch', 180, 80);
  await editor.add('switch', 700, 80);
  await editor.add('PC', 130, 340);
  await editor.add('PC', 560, 340);
  await editor.connect('pc1 eth0', 'sw1 port 3');
  await editor.connect('pc2 eth0', 'sw1 port 6');
  await editor.connect('sw1 port 7', 'sw2 port 7');
  await editor.connect('sw1 port 8', 'sw2 port 8');
});

afterAll(async () => {
  await editor.close();
  home.remove();
});

/** The line of a cable, as SVG has it. */
async function way(name: string): Promise<string> {
  return (await editor.cable(name).locator('.cable-line').getAttribute('d')) ?? '';
}

/** Where the first grip of a cable is on the screen: a `middle` of a piece, or one of its `point`s. */
function grip(name: string, kind: 'middle' | 'point') {
  return editor
    .cable(name)
    .locator(`.cable-${kind}s`)
    .evaluate((path: SVGPathElement) => {
      const [x = 0, y = 0] = (path.getAttribute('d') ?? '').match(/-?[\d.]+/g)?.map(Number) ?? [];
      const { x: left, y: top } = new DOMPoint(x, y).matrixTransform(path.getScreenCTM()!);
      return { x: left, y: top };
    });
}

async function dragGrip(name: string, kind: 'middle' | 'point', x: number, y: number) {
  const { mouse } = editor.page;
  const from = await grip(name, kind);
  await mouse.move(from.x, from.y);
  await mouse.down();
  await mouse.move(from.x + x / 2, from.y + y / 2, { steps: 3 });
  await mouse.move(from.x + x, from.y + y, { steps: 3 });
  await mouse.up();
  return from;
}

const point = (number: number) =>
  editor.drawing.getByRole('button', { name: `Cable ${CABLE}, point ${number}`, exact: true });

const drawn = () => editor.inspector.getByLabel('Line style', { exact: true });

describeWith(['chromium'], 'the way of a cable', () => {
  it('is chosen by command or in the inspector, for one and for all, and undo takes it back', async () => {
    const straight = await way(CABLE);
    await selectCable(editor, CABLE);
    await editor.menu('Edit', 'Cables at right angles');
    await expect.poll(() => drawn().inputValue()).toBe('bent');
    expect(await way(CABLE)).toContain('Q');
    await editor.choose('Line style', 'Curved');
    await expect.poll(() => way(CABLE)).toContain('C');
    await editor.menu('Edit', 'Select all');
    await editor.choose('Line style', 'At right angles');
    for (const name of [CABLE, FIRST]) await expect.poll(() => way(name)).toContain('Q');
    for (let steps = 0; steps < 3; steps++) await editor.button('Undo').click();
    await expect.poll(() => way(CABLE)).toBe(straight);
  });

  it('gets a point by the mouse, which the mouse moves and a double click takes away', async () => {
    const straight = await way(CABLE);
    await dragGrip(CABLE, 'middle', 90, 10);
    await point(1).waitFor();
    await expect
      .poll(() => drawn().locator('option:checked').innerText())
      .toBe('Through its points');
    const led = await way(CABLE);
    expect(led).not.toBe(straight);
    await dragGrip(CABLE, 'point', 40, -30);
    await expect.poll(() => way(CABLE)).not.toBe(led);
    await editor.button('Undo').click();
    await expect.poll(() => way(CABLE)).toBe(led);
    const { x, y } = await grip(CABLE, 'point');
    await editor.page.mouse.dblclick(x, y);
    await expect.poll(() => point(1).count()).toBe(0);
    for (let steps = 0; steps < 2; steps++) await editor.button('Undo').click();
    await expect.poll(() => way(CABLE)).toBe(straight);
  });

  it('gets, moves and loses a point by keys alone', async () => {
    const straight = await way(CABLE);
    const { keyboard } = editor.page;
    await selectCable(editor, CABLE);
    await keyboard.press('Shift+P');
    await expect.poll(() => point(1).evaluate((one) => one === document.activeElement)).toBe(true);
    const before = await way(CABLE);
    await keyboard.press('ArrowRight');
    await keyboard.press('ArrowRight');
    await expect.poll(() => way(CABLE)).not.toBe(before);
    await keyboard.press('Delete');
    await expect.poll(() => point(1).count()).toBe(0);
    expect(await editor.cable(CABLE).count()).toBe(1);
    for (let steps = 0; steps < 3; steps++) await editor.button('Undo').click();
    await expect.poll(() => way(CABLE)).toBe(straight);
  });

  it('keeps two cables between the same switches apart, so that each can be clicked', async () => {
    for (const [name, port] of [
      [FIRST, '7'],
      [SECOND, '8'],
    ] as const) {
      const { x, y } = await grip(name, 'middle');
      await editor.page.keyboard.press('Escape');
      await editor.page.mouse.click(x, y);
      await expect
        .poll(() => editor.inspector.getByLabel('Port on sw1', { exact: true }).inputValue())
        .toBe(port);
    }
  });

  it('gives the keys up when the bare drawing is pressed', async () => {
    await selectCable(editor, CABLE);
    const hasKeys = (name: string) =>
      editor.cable(name).evaluate((edge) => edge.contains(document.activeElement));
    await expect.poll(() => hasKeys(CABLE)).toBe(true);
    const box = (await editor.drawing.boundingBox())!;
    await editor.page.mouse.click(box.x + 40, box.y + box.height - 160);
    await expect.poll(() => hasKeys(CABLE)).toBe(false);
    expect(await editor.page.evaluate(() => document.activeElement === document.body)).toBe(true);
  });

  it('marks both jacks of the cable under the pointer', async () => {
    const { x, y } = await grip(SECOND, 'middle');
    await editor.page.mouse.move(x, y);
    for (const name of ['sw1 port 8', 'sw2 port 8']) {
      await expect.poll(() => editor.jack(name).getAttribute('data-pointed')).toBe('');
    }
    expect(await editor.jack('sw1 port 7').getAttribute('data-pointed')).toBe(null);
  });
});

describeWith(['chromium'], 'a cable of a running lab', () => {
  it('carries a ping while it is led elsewhere, and goes by Delete', async () => {
    await editor.startAll();
    for (const name of ['sw1', 'pc1', 'pc2']) await editor.waitForState(name, 'running');
    const console = await editor.openConsole('pc1');
    await console.type('ping -c 1000 10.0.0.2');
    await console.shows(/icmp_seq=2 ttl=64 time=/);
    await selectCable(editor, CABLE);
    await editor.choose('Line style', 'Curved');
    await dragGrip(CABLE, 'middle', 60, 0);
    await point(1).waitFor();
    await console.shows(/icmp_seq=5 ttl=64 time=/);
    expect(await console.screen()).not.toMatch(/nreachable/);
    await selectCable(editor, SECOND);
    await editor.page.keyboard.press('Delete');
    await expect.poll(() => editor.cable(SECOND).count()).toBe(0);
  });
});
