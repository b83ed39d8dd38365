/** Ways through the page that show all that it says, for tests of its texts. */
import type { Locator } from 'playwright-core';
import type { Editor } from './editor';
import { selectNothing } from './looks';

/** Takes what is on the page now. @param screen its name in reports */
export type Read = (screen: string) => Promise<void>;

const press = (editor: Editor, key: string) => editor.page.keyboard.press(key);

export function dialogOf(editor: Editor, title: string): Locator {
  return editor.page.getByRole('dialog', { name: editor.say(title), exact: true });
}

export async function closeDialog(editor: Editor): Promise<void> {
  await press(editor, 'Escape');
  await editor.page.getByRole('dialog').waitFor({ state: 'hidden' });
}

export async function readMenus(editor: Editor, read: Read, when: string): Promise<void> {
  for (const name of await editor.menuTitles()) {
    await editor.page.getByRole('menubar').getByRole('menuitem', { name, exact: true }).click();
    await editor.page.getByRole('menu', { name, exact: true }).waitFor();
    await read(`menu ${name}, ${when}`);
    for (const more of await editor.page.locator('.menu-list [aria-haspopup]').all()) {
      await more.hover();
      await editor.page.getByRole('menu').nth(1).waitFor();
      await read(`menu in the menu ${name}, ${when}`);
    }
    await press(editor, 'Escape');
  }
}

/** The menu of what is selected, by key, and what opens from it. */
async function readContextMenu(editor: Editor, read: Read, of: string): Promise<void> {
  await press(editor, 'Shift+F10');
  const menu = editor.page.getByRole('menu').first();
  await menu.waitFor();
  await read(`menu of ${of}`);
  for (const more of await menu.locator('[aria-haspopup]').all()) {
    await more.hover();
    await editor.page.getByRole('menu').nth(1).waitFor();
    await read(`menu in the menu of ${of}`);
  }
  while ((await editor.page.getByRole('menu').count()) > 0) await press(editor, 'Escape');
}

async function openFolds(within: Locator): Promise<void> {
  const closed = within.locator('details:not([open]) > summary');
  while ((await closed.count()) > 0) await closed.first().click();
}

/** The form of what is selected, with all its parts. */
export async function readInspector(editor: Editor, read: Read, of: string): Promise<void> {
  const tabs = await editor.inspector.getByRole('tab').all();
  if (tabs.length === 0) await openFolds(editor.inspector);
  await read(`inspector of ${of}`);
  for (const tab of tabs) {
    await tab.click();
    await openFolds(editor.inspector);
    await read(`${await tab.textContent()} of ${of}`);
  }
}

/** Selects a node by keys, so that it may be small or hidden by another; an open group by its title. */
export async function selectById(editor: Editor, id: string): Promise<void> {
  const node = editor.drawing.locator(`.react-flow__node[data-id="${id}"]`);
  const title = node.locator('.frame-title');
  if ((await title.count()) > 0) await title.click();
  else {
    await node.focus();
    await press(editor, 'Space');
  }
  await editor.drawing.locator(`.react-flow__node.selected[data-id="${id}"]`).waitFor();
}

async function selectCable(editor: Editor, id: string): Promise<void> {
  await editor.drawing.locator(`.react-flow__edge[data-id="${id}"]`).focus();
  await press(editor, 'Enter');
  await editor.drawing
    .locator(`.react-flow__edge.selected[data-id="${id}"]`)
    .waitFor({ state: 'attached' });
}

export async function readNode(editor: Editor, read: Read, id: string): Promise<void> {
  await selectById(editor, id);
  await readInspector(editor, read, id);
  await selectById(editor, id);
  await readContextMenu(editor, read, id);
}

export async function readCable(editor: Editor, read: Read, id: string): Promise<void> {
  await selectCable(editor, id);
  await readInspector(editor, read, `cable ${id}`);
  await selectCable(editor, id);
  await readContextMenu(editor, read, `cable ${id}`);
}

export async function readAllSelected(editor: Editor, read: Read): Promise<void> {
  await selectNothing(editor);
  await press(editor, 'Control+a');
  await editor.inspector.locator('details').first().waitFor();
  await readInspector(editor, read, 'all');
  await readContextMenu(editor, read, 'all');
  await selectNothing(editor);
  await readContextMenu(editor, read, 'the canvas');
}
