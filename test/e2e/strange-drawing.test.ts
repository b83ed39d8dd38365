/** A drawing from a stranger: nothing of it runs without a question, and each thing has its answer. */

import { existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { emptyDocument } from '../../shared/document/topology';
import { startAtOnce } from '../../shared/kinds/fields/node-fields';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { describeWith } from '../harness/parts';
import { eventually } from '../harness/vde-client';

let home: EditorHome;
let editor: Editor;
let file: string;
const trace = (name: string) => join(home.folder, name);

beforeEach(async () => {
  home = makeHome();
  const document = emptyDocument('5d6e4f4e-0c1b-4b8e-9a43-7f0b8c6d2e11', 'From a stranger');
  for (const [index, name] of ['one', 'two'].entries()) {
    const id = `p${index + 1}`;
    const locator = `cmd://touch ${trace(name)}`;
    const place = { x: 200, y: 100 + index * 200 };
    document.nodes[id] = {
      id,
      kind: 'plug',
      start: startAtOnce,
      name: `plug${index + 1}`,
      ...place,
      locator,
    };
  }
  file = join(home.folder, 'strange.vdelab');
  writeFileSync(file, JSON.stringify(document));
  editor = await Editor.openStrange(home, [file]);
});

afterEach(async () => {
  await editor.close();
  home.remove();
});

const question = () => editor.page.getByRole('dialog', { name: 'Run the machines of this lab?' });
const answerOf = (name: string) =>
  question().getByRole('checkbox', { name: new RegExp(`^${name} `) });
const runThem = () => question().getByRole('button', { name: 'Run them' }).click();

describeWith(['chromium', 'vde_plug'], 'a drawing that holds commands', () => {
  it('shows them and asks before anything is run', async () => {
    await editor.startAll();
    await question()
      .getByText(`cmd://touch ${trace('one')}`)
      .waitFor();
    await question().getByRole('button', { name: 'Cancel' }).click();
    await editor.waitForState('plug1', 'off');
    expect(existsSync(trace('one'))).toBe(false);
    await editor.startAll();
    await runThem();
    await eventually('the commands', () => existsSync(trace('one')) && existsSync(trace('two')));
  });

  it('takes an answer for each, remembers a yes, and asks again about what is changed', async () => {
    await editor.startAll();
    await answerOf('plug2').uncheck();
    await question().getByText('1 node will not be started.').waitFor();
    await runThem();
    await eventually('the first command', () => existsSync(trace('one')));
    await editor.waitForState('plug2', 'off');
    expect(existsSync(trace('two'))).toBe(false);

    await editor.close();
    rmSync(trace('one'));
    editor = await Editor.openStrange(home, [file]);
    await editor.startAll();
    await answerOf('plug2').waitFor();
    expect(await answerOf('plug1').count()).toBe(0);
    await question().getByRole('button', { name: 'Cancel' }).click();

    await editor.close();
    writeFileSync(file, readFileSync(file, 'utf8').replace('touch', 'touch -c'));
    editor = await Editor.openStrange(home, [file]);
    await editor.startAll();
    await answerOf('plug1').waitFor();
    await editor.page.keyboard.press('Escape');
    expect(existsSync(trace('one'))).toBe(false);
  });

  it('is answered by keys alone', async () => {
    await editor.startAll();
    await answerOf('plug1').waitFor();
    const press = (key: string) => editor.page.keyboard.press(key);
    await press('Tab');
    await expect
      .poll(() =>
        question()
          .getByRole('button', { name: 'All or none' })
          .evaluate((it) => it === document.activeElement),
      )
      .toBe(true);
    await press('Enter');
    await expect.poll(() => answerOf('plug1').isChecked()).toBe(false);
    expect(await question().getByRole('button', { name: 'Run them' }).isDisabled()).toBe(true);
    await press('Tab');
    await press('Space');
    await expect.poll(() => answerOf('plug1').isChecked()).toBe(true);
    expect(await answerOf('plug2').isChecked()).toBe(false);
    await press('Escape');
    await question().waitFor({ state: 'hidden' });
  });

  it('is one’s own once it was agreed to and saved, and another file in its place is not', async () => {
    await editor.startAll();
    await runThem();
    await eventually('the commands', () => existsSync(trace('one')) && existsSync(trace('two')));
    await editor.menu('File', 'Save');
    await editor.page.getByText('Saved').first().waitFor();
    const saved = readFileSync(file, 'utf8');
    writeFileSync(file, saved.replace(trace('one'), trace('three')));
    await editor.close();
    editor = await Editor.openStrange(home, [file]);
    await editor.startAll();
    await question().getByText(trace('three')).waitFor();
    await question().getByRole('button', { name: 'Cancel' }).click();
    expect(existsSync(trace('three'))).toBe(false);
  });
});

describeWith(['chromium'], 'a drawing that plays with names', () => {
  beforeEach(async () => {
    await editor.close();
    const document = emptyDocument('5d6e4f4e-0c1b-4b8e-9a43-7f0b8c6d2e12', 'From a stranger');
    const place = { x: 200, y: 100 };
    document.nodes.t1 = {
      ...{ id: 't1', kind: 'tap', start: startAtOnce, name: 'ta\u202ep1', ...place },
      ...{ interface: 'vdtest9', address: '10.9.0.1/24', up: true, bridge: '' },
    };
    writeFileSync(file, JSON.stringify(document));
    editor = await Editor.openStrange(home, [file]);
  });

  it('cannot turn the words of the question', async () => {
    await editor.startAll();
    await answerOf('ta\\\\u202ep1').first().waitFor();
    expect(await question().innerText()).not.toContain('\u202e');
    await editor.page.keyboard.press('Escape');
  });

  it('is asked about as well for a copy, which has names of its own', async () => {
    const drawn = editor.page.locator('.react-flow__node');
    const press = (key: string) => editor.page.keyboard.press(key);
    await drawn.click({ position: { x: 24, y: 20 } });
    await press('Control+d');
    await expect.poll(() => drawn.count()).toBe(2);
    await press('Control+c');
    await press('Control+v');
    await expect.poll(() => drawn.count()).toBe(3);
    await editor.startAll();
    await question().waitFor();
    const texts = await question().locator('pre').allInnerTexts();
    // Each copy has an interface of its own, with the address that somebody else gave it.
    expect(new Set(texts).size).toBe(3);
    for (const text of texts) expect(text).toMatch(/^vdtest\d+, 10\.9\.0\.1\/24$/);
    await editor.page.keyboard.press('Escape');
  });
});
