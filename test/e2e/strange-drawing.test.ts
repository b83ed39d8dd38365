/** A drawing from a stranger whose plug holds a command: nothing of it runs without a question. */

import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { startAtOnce } from '../../shared/node-fields';
import { emptyDocument } from '../../shared/topology';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { describeWith } from '../harness/parts';
import { eventually } from '../harness/vde-client';

let home: EditorHome;
let editor: Editor;
let trace: string;

beforeEach(async () => {
  home = makeHome();
  trace = join(home.folder, 'trace');
  const document = emptyDocument('5d6e4f4e-0c1b-4b8e-9a43-7f0b8c6d2e11', 'From a stranger');
  const locator = `cmd://touch ${trace}`;
  document.nodes.p = {
    id: 'p',
    kind: 'plug',
    start: startAtOnce,
    name: 'plug1',
    x: 200,
    y: 100,
    locator,
  };
  const file = join(home.folder, 'strange.vdelab');
  writeFileSync(file, JSON.stringify(document));
  editor = await Editor.open(home, [file]);
});

afterEach(async () => {
  await editor.close();
  home.remove();
});

describeWith(['chromium', 'vde_plug'], 'a drawing that holds a command', () => {
  it('shows the command and asks before it is run', async () => {
    await editor.startAll();
    const question = editor.page.getByRole('dialog', { name: 'Run the commands of this drawing?' });
    await question.getByText(`cmd://touch ${trace}`).waitFor();
    await question.getByRole('button', { name: 'Cancel' }).click();
    await editor.waitForState('plug1', 'off');
    expect(existsSync(trace)).toBe(false);
    await editor.startAll();
    await question.getByRole('button', { name: 'Run them' }).click();
    await eventually('the command', () => existsSync(trace));
  });
});
