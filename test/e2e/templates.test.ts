/** Templates: made of a selection, drawn again by pressing and dragging, sent as files, asked about. */
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { message, pickFile } from '../harness/editor-files';
import { describeWith } from '../harness/parts';

let home: EditorHome;
let editor: Editor;

beforeAll(async () => {
  home = makeHome();
  editor = await Editor.open(home);
});

afterAll(async () => {
  await editor.close();
  home.remove();
});

const press = (keys: string) => editor.page.keyboard.press(keys);
const dialog = (name: string) => editor.page.getByRole('dialog', { name, exact: true });
const group = () => editor.page.getByRole('region', { name: 'Templates', exact: true });
const item = (name: string) => group().getByRole('button', { name: `Add ${name}`, exact: true });
const commandsQuestion = () => dialog('Run the machines of this lab?');

async function saveSelection(name: string, description: string): Promise<void> {
  await editor.menu('Edit', 'Save as template…');
  const form = dialog('Save as template');
  await form.getByLabel('Name', { exact: true }).fill(name);
  await form.getByLabel('Description', { exact: true }).fill(description);
  await form.getByRole('button', { name: 'Save' }).click();
  await item(name).waitFor();
}

/** Drops a file as a person would from a file manager. */
async function dropFile(target: Locator, name: string, text: string): Promise<void> {
  const transfer = await editor.page.evaluateHandle(
    ([fileName, content]) => {
      const data = new DataTransfer();
      data.items.add(new File([content!], fileName!));
      return data;
    },
    [name, text],
  );
  await target.dispatchEvent('dragover', { dataTransfer: transfer });
  await target.dispatchEvent('drop', { dataTransfer: transfer });
}

async function clearDrawing(): Promise<void> {
  await editor.drawing.click({ position: { x: 2, y: 2 } });
  await press('Control+a');
  await press('Delete');
  await expect.poll(() => editor.drawing.locator('.react-flow__node').count()).toBe(0);
}

describeWith(['chromium', 'vdens'], 'a template', () => {
  it('keeps the cables inside of a selection, and is drawn by pressing and by dragging', async () => {
    await editor.add('switch', 300, 120);
    await editor.add('namespace host', 140, 320);
    await editor.connect('host1 eth0', 'sw1 port 2');
    await press('Control+a');
    await saveSelection('Branch', 'A host behind a switch');
    await group().getByText('A host behind a switch').waitFor();
    await item('Branch').click();
    await editor.cable('host2 eth0 to sw2 port 2').waitFor({ state: 'attached' });
    await item('Branch').dragTo(editor.drawing, { targetPosition: { x: 760, y: 480 } });
    await editor.cable('host3 eth0 to sw3 port 2').waitFor({ state: 'attached' });
    await press('Control+z');
    await expect.poll(() => editor.node('sw3').count()).toBe(0);
  });

  it('made here runs without a question', async () => {
    await clearDrawing();
    await item('Branch').click();
    await editor.startAll();
    await editor.waitForState('host1', 'running');
    expect(await commandsQuestion().count()).toBe(0);
    await editor.button('Stop all').click();
    await editor.waitForState('host1', 'off');
  });

  it('is renamed, exported, deleted after a question, and is there after a reload', async () => {
    await group().getByRole('button', { name: 'Template Branch', exact: true }).click();
    const form = dialog('Template Branch');
    const arrival = editor.page.waitForEvent('download');
    await form.getByRole('button', { name: 'Export file' }).click();
    const file = await arrival;
    expect(file.suggestedFilename()).toBe('branch.vdelab-template');
    // Somebody else's: a file with the very bytes that were written here would be one's own.
    const theirs = readFileSync(await file.path(), 'utf8').replace('10.0.0.1/24', '10.0.0.7/24');
    writeFileSync(join(home.folder, 'given.vdelab-template'), theirs);
    await form.getByLabel('Name', { exact: true }).fill('Office');
    await form.getByRole('button', { name: 'Save' }).click();
    await item('Office').waitFor();
    await editor.reload();
    await group().getByRole('button', { name: 'Template Office', exact: true }).click();
    await dialog('Template Office').getByRole('button', { name: 'Delete' }).click();
    await dialog('Delete the template?').getByRole('button', { name: 'Delete' }).click();
    await expect.poll(() => item('Office').count()).toBe(0);
  });

  it('from a file is a stranger’s: its commands are asked about', async () => {
    await editor.menu('File', 'Import template…');
    await pickFile(editor, 'Import a template', home.folder, 'given.vdelab-template');
    await item('Branch').waitFor();
    await clearDrawing();
    await item('Branch').click();
    await editor.startAll();
    await commandsQuestion().getByText('ip addr add 10.0.0.7/24 dev eth0').waitFor();
    await commandsQuestion().getByRole('button', { name: 'Cancel' }).click();
    await editor.waitForState('host1', 'off');
  });

  it('comes in by dropping its file on the palette or the drawing', async () => {
    const text = readFileSync(join(home.folder, 'given.vdelab-template'), 'utf8');
    await dropFile(group(), 'one.vdelab-template', text.replace('"Branch"', '"One"'));
    await item('One').waitFor();
    const canvas = editor.drawing.locator('.react-flow__pane');
    await dropFile(canvas, 'two.vdelab-template', text.replace('"Branch"', '"Two"'));
    await item('Two').waitFor();
    await dropFile(canvas, 'torn.vdelab-template', text.slice(0, 200));
    await message(editor, /The file is not JSON/).waitFor();
  });

  it('that cannot be read is told of, and hides no other', async () => {
    const folder = join(home.folder, 'data/vdelab/templates');
    writeFileSync(join(folder, 'torn.vdelab-template'), '{');
    await editor.reload();
    await group().getByText('torn.vdelab-template').waitFor();
    expect(await item('Branch').count()).toBe(1);
  });
});
