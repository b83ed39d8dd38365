/** A file with the id of another lab: its machines get that one's disks only after an answer. */
import { copyFileSync, existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { printDocument } from '../../shared/document/document-print';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { message, pickFile, saveAs } from '../harness/editor-files';
import { labWithDisk } from '../harness/lab-with-disk';
import { describeWith } from '../harness/parts';
import { eventually } from '../harness/vde-client';

let home: EditorHome;
let editor: Editor;

beforeEach(() => {
  home = makeHome();
});
afterEach(async () => {
  await editor.close();
  home.remove();
});

const question = () => editor.page.getByRole('dialog', { name: 'Use the disks that are there?' });
const labsWithDisks = () => readdirSync(join(home.folder, 'data/vdelab/overlays'));

async function startAndStop(): Promise<void> {
  await editor.waitForState('vm1', 'running');
  await editor.button('Stop all').click();
  await editor.waitForState('vm1', 'off');
}

const disksOf = (id: string) => join(home.folder, 'data/vdelab/overlays', id, 'v');
const idOf = (path: string) => (JSON.parse(readFileSync(path, 'utf8')) as { id: string }).id;
const overlaysOf = (path: string) =>
  readdirSync(disksOf(idOf(path))).filter((name) => name.endsWith('.qcow2'));

describeWith(
  ['chromium', 'qemu-system-x86_64', 'qemu-img'],
  'a lab that is saved as another',
  () => {
    it('gets a copy of the disks, which no Wipe shares; machines that write are asked about', async () => {
      const [image, file] = ['base.img', 'lab.vdelab'].map((name) => join(home.folder, name)) as [
        string,
        string,
      ];
      writeFileSync(image, Buffer.alloc(1 << 20));
      writeFileSync(file, printDocument(labWithDisk(image)));
      editor = await Editor.open(home, [file]);
      await editor.startAll();
      await startAndStop();
      const [overlay] = overlaysOf(file);
      const written = readFileSync(join(disksOf(idOf(file)), overlay!));

      await saveAs(editor, home.folder, 'copy.vdelab');
      await message(editor, /as a lab of its own: what its machines wrote was copied/).waitFor();
      const copy = join(home.folder, 'copy.vdelab');
      expect(idOf(copy)).not.toBe(idOf(file));
      expect(readFileSync(join(disksOf(idOf(copy)), overlay!))).toEqual(written);
      // The drawing and what can be taken back stay as they are.
      await editor.select('vm1');
      await editor.inspector.getByRole('button', { name: 'Wipe' }).click();
      const wipe = editor.page.getByRole('dialog').getByRole('button', { name: 'Wipe' });
      await wipe.click();
      await eventually('the copy is wiped', () => overlaysOf(copy).length === 0);
      expect(readFileSync(join(disksOf(idOf(file)), overlay!))).toEqual(written);

      await editor.startAll();
      await editor.waitForState('vm1', 'running');
      const ask = editor.page.getByRole('dialog', { name: 'Copy what the machines wrote?' });
      await editor.menu('File', 'Save as…');
      await pickFile(editor, 'Save the lab as', home.folder, 'third.vdelab');
      await ask.getByText(/which write now: vm1/).waitFor();
      await ask.getByRole('button', { name: 'Cancel' }).click();
      await editor.waitForState('vm1', 'running');
      expect(existsSync(join(home.folder, 'third.vdelab'))).toBe(false);
      await editor.menu('File', 'Save as…');
      await pickFile(editor, 'Save the lab as', home.folder, 'third.vdelab');
      await ask.getByRole('button', { name: 'Stop and begin with fresh disks' }).click();
      await message(editor, /its machines begin with fresh disks/).waitFor();
      await editor.waitForState('vm1', 'off');
      expect(existsSync(disksOf(idOf(join(home.folder, 'third.vdelab'))))).toBe(false);
      expect(overlaysOf(copy)).toHaveLength(1);
      expect(labsWithDisks()).toHaveLength(2);
    }, 120_000);
  },
);

describeWith(['chromium', 'qemu-system-x86_64', 'qemu-img'], 'a copy of a lab', () => {
  it('is asked about, and gets disks of its own or those that are there', async () => {
    const [image, file, copy] = ['base.img', 'lab.vdelab', 'copy.vdelab'].map((name) =>
      join(home.folder, name),
    ) as [string, string, string];
    writeFileSync(image, Buffer.alloc(1 << 20));
    writeFileSync(file, printDocument(labWithDisk(image)));
    editor = await Editor.open(home, [file]);
    await editor.startAll();
    await startAndStop();
    await editor.close();

    copyFileSync(file, copy);
    editor = await Editor.open(home, [copy]);
    await editor.startAll();
    await question().getByText(`the lab of ${file}`).waitFor();
    await question().getByRole('button', { name: 'Cancel' }).click();
    await editor.waitForState('vm1', 'off');
    await editor.startAll();
    await question().getByRole('button', { name: 'Use them' }).click();
    await startAndStop();
    expect(labsWithDisks()).toHaveLength(1);
    await editor.close();

    const other = join(home.folder, 'other.vdelab');
    copyFileSync(file, other);
    editor = await Editor.open(home, [other]);
    await editor.startAll();
    await question().getByRole('button', { name: 'Disks of its own' }).click();
    await startAndStop();
    expect(labsWithDisks()).toHaveLength(2);
  }, 120_000);
});
