/** What tells of the lab as a whole: its table, its problems, its activity; and the form of many nodes. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { newNode } from '../../renderer/document/records/new-node';
import { emptyDocument, perfectCable, type TopologyDocument } from '../../shared/document/topology';
import type { NodeKind } from '../../shared/kinds/registry';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { describeWith } from '../harness/parts';

let home: EditorHome;
let editor: Editor;

function draw(document: TopologyDocument, kind: NodeKind, id: string, change: object): void {
  const count = Object.keys(document.nodes).length;
  const place = { x: (count % 4) * 220, y: Math.floor(count / 4) * 160 };
  const node = newNode(document, kind, place, Math.random);
  document.nodes[id] = { ...node, id, name: id, ...change } as typeof node;
}

/** Two PCs on a switch, a third one, machines of different sizes, and a tap with a wrong address. */
function shownLab(): TopologyDocument {
  const document = emptyDocument('5d1f3f0e-6c1c-4f59-9a48-1d3b6f0c7a11', 'Panels');
  const address = (last: number) => ({ setup: [`ip addr add 10.0.0.${last}/24 dev eth0`] });
  draw(document, 'switch', 'sw1', {});
  draw(document, 'pc', 'pc1', address(1));
  draw(document, 'pc', 'pc2', address(2));
  draw(document, 'pc', 'pc10', address(10));
  for (const [index, memory] of [128, 256, 512].entries()) {
    draw(document, 'qemu', `vm${index + 1}`, { memory });
  }
  draw(document, 'tap', 'uplink', { address: 'nonsense' });
  for (const port of [1, 2]) {
    const id = `cable-${port}`;
    const ends = { a: { node: `pc${port}`, port: 0 }, b: { node: 'sw1', port } };
    document.cables[id] = { id, ...ends, ...perfectCable };
  }
  return document;
}

beforeAll(async () => {
  home = makeHome();
  const file = join(home.folder, 'panels.vdelab');
  writeFileSync(file, JSON.stringify(shownLab()));
  editor = await Editor.open(home, [file]);
});

afterAll(async () => {
  await editor.close();
  home.remove();
});

const grid = () => editor.page.getByRole('grid', { name: 'Nodes of the lab', exact: true });
const row = (name: string) =>
  grid()
    .getByRole('row')
    .filter({ has: editor.page.getByRole('rowheader', { name, exact: true }) });
const names = async () => grid().getByRole('rowheader').allInnerTexts();
const sortBy = (column: string) =>
  grid().getByRole('button', { name: column, exact: true }).click();
const isSelected = (of: Locator) => of.getAttribute('aria-selected');
const activity = () => editor.page.getByRole('list', { name: 'Activity', exact: true });

/** The cell of a column, by its place from 1. */
const cell = (name: string, column: number) =>
  row(name)
    .locator('> *')
    .nth(column - 1);

describeWith(['chromium'], 'the table of the lab', () => {
  it('sorts by name as people do, and the other way when its header is pressed', async () => {
    await editor.menu('View', 'Lab table');
    await expect.poll(names).toEqual(['pc1', 'pc2', 'pc10', 'sw1', 'uplink', 'vm1', 'vm2', 'vm3']);
    await sortBy('Name');
    await expect.poll(async () => (await names())[0]).toBe('vm3');
    const header = grid().getByRole('columnheader', { name: 'Name', exact: true });
    expect(await header.getAttribute('aria-sort')).toBe('descending');
    await sortBy('Name');
  });

  it('starts the PCs that are selected in it, and sorts what runs before what is off', async () => {
    await row('pc1').click();
    await row('pc2').click({ modifiers: ['Control'] });
    const toolbar = editor.page.getByRole('toolbar', { name: 'Selected nodes', exact: true });
    await toolbar.getByRole('button', { name: 'Start', exact: true }).click();
    await editor.waitForState('pc1', 'running');
    await editor.waitForState('pc2', 'running');
    await sortBy('State');
    await expect.poll(async () => (await names()).slice(0, 3)).toEqual(['pc1', 'pc2', 'sw1']);
    expect(await cell('pc10', 3).innerText()).toBe('Off');
    await sortBy('Name');
  });

  it('is selected as the drawing is, both ways', async () => {
    await row('pc10').click();
    await expect
      .poll(() => editor.inspector.getByLabel('Name', { exact: true }).inputValue())
      .toBe('pc10');
    await editor.select('pc2');
    await expect.poll(() => isSelected(row('pc2'))).toBe('true');
    expect(await isSelected(row('pc10'))).toBe('false');
    await row('pc2').click();
    await editor.page.keyboard.press('ArrowDown');
    await expect.poll(() => isSelected(row('pc10'))).toBe('true');
  });

  it('shows the traffic of a ping and the address of the PC', async () => {
    const console = await editor.openConsole('pc1');
    await console.shows(/dev eth0\s+pc1:~#/);
    await console.type('ping 10.0.0.2');
    await console.shows(/from 10\.0\.0\.2/);
    await editor.menu('View', 'Lab table');
    await expect.poll(() => cell('pc1', 4).innerText()).toBe('10.0.0.1');
    await expect.poll(() => cell('pc1', 8).innerText(), { timeout: 10_000 }).toMatch(/^[1-9]/);
    expect(await cell('pc1', 5).innerText()).toBe('built in');
    expect(await cell('pc10', 8).innerText()).toBe('–');
  });

  it('finds rows by what stands in them', async () => {
    await editor.page.getByLabel('Find in the table', { exact: true }).fill('pc running');
    await expect.poll(names).toEqual(['pc1', 'pc2']);
    await editor.page.getByLabel('Find in the table', { exact: true }).fill('');
  });

  it('does nothing to what its filter hides, though it is selected', async () => {
    const count = async () => (await names()).length;
    const all = await count();
    const find = editor.page.getByLabel('Find in the table', { exact: true });
    const actions = editor.page.getByRole('toolbar', { name: 'Selected nodes' });
    await editor.select('pc1');
    await editor.page.keyboard.press('Control+a');
    await find.fill('pc10');
    await expect.poll(names).toEqual(['pc10']);
    await actions.getByRole('button', { name: 'Delete' }).click();
    await find.fill('');
    await expect.poll(count).toBe(all - 1);
    expect(await editor.node('pc10').count()).toBe(0);
    await editor.page.keyboard.press('Escape');
    await editor.button('Undo').click();
    await expect.poll(count).toBe(all);
    await editor.select('pc2');
    await find.fill('pc10');
    await expect.poll(names).toEqual(['pc10']);
    expect(await actions.getByRole('button', { name: 'Delete' }).isDisabled()).toBe(true);
    await find.fill('');
  });
});

describeWith(['chromium'], 'the form of many nodes', () => {
  it('sets the memory of three machines as one step', async () => {
    await editor.page.getByLabel('Find in the table', { exact: true }).fill('QEMU');
    await expect.poll(names).toEqual(['vm1', 'vm2', 'vm3']);
    await grid().focus();
    await editor.page.keyboard.press('Control+a');
    const memory = editor.inspector.getByLabel('Memory', { exact: true });
    await expect.poll(() => memory.getAttribute('placeholder')).toBe('Several values');
    await editor.fill('Memory', '7');
    await editor.inspector.getByText('from 16 to', { exact: false }).waitFor();
    await editor.fill('Memory', '300');
    await expect.poll(() => memory.inputValue()).toBe('300');
    expect(await memory.getAttribute('placeholder')).not.toBe('Several values');
    await row('vm3').click();
    await expect.poll(() => memory.inputValue()).toBe('300');
    await editor.button('Undo').click();
    await expect.poll(() => memory.inputValue()).toBe('512');
    await row('vm1').click();
    await expect.poll(() => memory.inputValue()).toBe('128');
    await editor.page.getByLabel('Find in the table', { exact: true }).fill('');
  });
});

describeWith(['chromium'], 'problems', () => {
  it('are counted, and lead to the field that is to be mended', async () => {
    const count = editor.page.getByRole('button', { name: /^\d+ problems?$/ });
    const before = Number.parseInt((await count.getAttribute('aria-label')) ?? '', 10);
    await count.click();
    const list = editor.page.getByRole('list', { name: 'Problems', exact: true });
    await list.getByRole('button', { name: /nonsense/ }).click();
    const field = editor.inspector.getByLabel('Address of this host', { exact: true });
    await expect
      .poll(() => field.evaluate((element) => element === document.activeElement))
      .toBe(true);
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    await field.fill('10.0.0.254/24');
    await field.press('Enter');
    const words =
      before === 2 ? '1 problem' : before === 1 ? 'No problems' : `${before - 1} problems`;
    await editor.button(words).waitFor();
    expect(await field.getAttribute('aria-invalid')).toBeNull();
  });
});

describeWith(['chromium'], 'the activity', () => {
  it('tells of starts and of edits by name, and outlives the page', async () => {
    await editor.menu('View', 'Activity');
    await activity().getByText('pc1 started').waitFor();
    await activity().getByText('Set memory of 3 machines', { exact: true }).waitFor();
    await activity().getByText('Undone: Set memory of 3 machines', { exact: true }).waitFor();
    await editor.reload();
    await editor.menu('View', 'Activity');
    await activity().getByText('pc1 started').waitFor();
    await editor.page.getByLabel('Find in the activity', { exact: true }).fill('pc2');
    await expect.poll(() => activity().getByText('pc1 started').count()).toBe(0);
    await activity()
      .getByRole('button', { name: /pc2 started/ })
      .click();
    await expect
      .poll(() => editor.inspector.getByLabel('Name', { exact: true }).inputValue())
      .toBe('pc2');
  });
});
