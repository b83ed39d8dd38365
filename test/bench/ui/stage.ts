/** An editor that shows a lab, for as long as it is measured. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { printDocument } from '../../../shared/document/document-print';
import type { TopologyDocument } from '../../../shared/document/topology';
import { Editor, makeHome } from '../../harness/editor';

/** The TypeScript loader wraps named functions in this; those that are handed to the page meet it there. */
const LOADER_HELPER = 'globalThis.__name = (named) => named';

export async function withLab<T>(
  document: TopologyDocument,
  use: (editor: Editor) => Promise<T>,
): Promise<T> {
  const home = makeHome();
  try {
    const file = join(home.folder, 'lab.vdelab');
    writeFileSync(file, printDocument(document));
    const editor = await Editor.open(home, [file]);
    try {
      await editor.page.addInitScript(LOADER_HELPER);
      await editor.page.evaluate(LOADER_HELPER);
      return await use(editor);
    } finally {
      await editor.close();
    }
  } finally {
    home.remove();
  }
}
