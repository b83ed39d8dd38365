/** How the tour opens labs and keeps what the window shows. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { printDocument } from '../../shared/document/document-print';
import type { TopologyDocument } from '../../shared/document/topology';
import { Editor, makeHome } from '../harness/editor';
import { smallPicture } from '../harness/small-picture';

const folder = resolve(import.meta.dirname, '../../assets/pictures');
/** Small enough that texts can still be read where a README is shown. */
const WINDOW = { width: 1280, height: 800 };

type Scheme = 'light' | 'dark';

/** Writes what the window shows into `assets/pictures`. */
export async function take(editor: Editor, name: string, scheme: Scheme = 'light'): Promise<void> {
  const { page } = editor;
  await page.emulateMedia({ colorScheme: scheme });
  await page.locator(`html[data-theme="${scheme}"]`).waitFor();
  await page.evaluate(() => document.fonts.ready);
  // Where the pointer is, something would have the look of being pointed at.
  await page.mouse.move(0, 0);
  mkdirSync(folder, { recursive: true });
  const picture = smallPicture(await page.screenshot({ animations: 'disabled', caret: 'hide' }));
  writeFileSync(join(folder, name), picture);
  console.log(`assets/pictures/${name}, ${Math.round(picture.length / 1000)} kB`);
}

/** An editor with folders of its own, and with a lab where one is given. */
export async function withEditor(
  lab: TopologyDocument | null,
  use: (editor: Editor) => Promise<void>,
): Promise<void> {
  const home = makeHome();
  try {
    const file = join(home.folder, 'tour.vdelab');
    if (lab !== null) writeFileSync(file, printDocument(lab));
    const editor = await Editor.open(home, lab === null ? [] : [file]);
    await editor.page.setViewportSize(WINDOW);
    await use(editor).finally(() => editor.close());
  } finally {
    home.remove();
  }
}

/** Takes the whole drawing into view. */
export async function showAll(editor: Editor): Promise<void> {
  await editor.menu('View', 'Fit drawing');
}
