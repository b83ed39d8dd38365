/** What a person does with files in the editor: save, open, download. */
import { readFile } from 'node:fs/promises';
import type { Locator } from 'playwright-core';
import type { Editor } from './editor';

/** Fills the page's own file dialog and confirms it. */
export async function pickFile(
  editor: Editor,
  title: string,
  folder: string,
  name: string,
): Promise<void> {
  const { say } = editor;
  const dialog = editor.page.getByRole('dialog', { name: say(title), exact: true });
  const place = dialog.getByLabel(say('Folder'), { exact: true });
  await place.fill(folder);
  await place.press('Enter');
  await dialog.getByLabel(say('File name'), { exact: true }).fill(name);
  const confirm = new RegExp(`^(${say('Open')}|${say('Save')})$`);
  await dialog.getByRole('button', { name: confirm }).click();
  await dialog.waitFor({ state: 'hidden' });
}

/** Saves under a new name; resolves when the page says that all is saved. */
export async function saveAs(editor: Editor, folder: string, name: string): Promise<void> {
  await editor.menu('File', 'Save as…');
  await pickFile(editor, 'Save the lab as', folder, name);
  await savedMark(editor).waitFor();
}

/** Saves to the file that the lab has; resolves when the page says that all is saved. */
export async function save(editor: Editor): Promise<void> {
  await editor.page.keyboard.press('Control+s');
  await savedMark(editor).waitFor();
}

export function savedMark(editor: Editor): Locator {
  return editor.page.getByRole('img', { name: 'All changes saved', exact: true });
}

export function unsavedMark(editor: Editor): Locator {
  return editor.page.getByRole('img', { name: 'Unsaved changes', exact: true });
}

/** The message in the corner with that text in it. */
export function message(editor: Editor, text: RegExp): Locator {
  return editor.page
    .getByRole('log', { name: 'Messages' })
    .locator('.toast')
    .filter({ hasText: text });
}

export interface Downloaded {
  readonly name: string;
  readonly path: string;
  readonly content: Buffer;
}

/** Chooses an export in the File menu and takes what the browser gets. */
export async function exported(editor: Editor, item: string): Promise<Downloaded> {
  const arrival = editor.page.waitForEvent('download');
  await editor.menu('File', item);
  const download = await arrival;
  const path = await download.path();
  return { name: download.suggestedFilename(), path, content: await readFile(path) };
}
