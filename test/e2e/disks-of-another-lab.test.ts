/** A file with the id of another lab: its machines get that one's disks only after an answer. */
import { copyFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { printDocument } from '../../shared/document-print';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { labWithDisk } from '../harness/lab-with-disk';
import { describeWith } from '../harness/parts';

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
