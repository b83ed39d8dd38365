/** A note is written on as soon as it is there, however it came. */
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { describeWith } from '../harness/parts';

let home: EditorHome;
let editor: Editor;

const add = () => editor.page.getByRole('button', { name: 'Add note', exact: true });

/** Each way in which a note comes. */
const ways: Record<string, () => Promise<void>> = {
  'by a drag': () => add().dragTo(editor.drawing, { targetPosition: { x: 400, y: 200 } }),
  'by a press': () => add().click(),
  'by a key': () => add().press('Enter'),
  'by the menu of the drawing': async () => {
    await editor.drawing.click({ button: 'right', position: { x: 500, y: 300 } });
    await editor.page.getByRole('menuitem', { name: 'Add here', exact: true }).click();
    await editor.page.getByRole('menuitem', { name: 'Note', exact: true }).click();
  },
};

describeWith(['chromium'], 'a new note', () => {
  beforeAll(async () => {
    home = makeHome();
    editor = await Editor.open(home);
  });
  afterAll(async () => {
    await editor.close();
    home.remove();
  });
  beforeEach(() => editor.newLab());

  it.each(Object.keys(ways))('takes what is typed at once, %s, until Escape', async (way) => {
    await ways[way]!();
    const field = editor.drawing.getByLabel('Text of the note');
    await field.waitFor();
    await expect.poll(() => field.evaluate((it) => it === document.activeElement)).toBe(true);
    await editor.page.keyboard.type('To be done');
    await editor.page.keyboard.press('Escape');
    await field.waitFor({ state: 'hidden' });
    await editor.drawing.getByText('To be done', { exact: true }).waitFor();
    // The keys are the drawing's again: the note is selected, and goes.
    await editor.page.keyboard.press('Delete');
    await editor.drawing.getByText('To be done', { exact: true }).waitFor({ state: 'hidden' });
  });
});
