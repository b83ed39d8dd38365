/** An image that was moved, and that nobody can recognise: the machine says so, and the inspector has the way on. */
import { readdirSync, readFileSync, renameSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { printDocument } from '../../shared/document/document-print';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
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

const dialog = (name: string) => editor.page.getByRole('dialog', { name });

describeWith(
  ['chromium', 'qemu-system-x86_64', 'qemu-img'],
  'a machine whose image was moved',
  () => {
    it('is asked about, and goes on with what it wrote when the user says that it is the same', async () => {
      const at = (name: string) => join(home.folder, name);
      writeFileSync(at('base.img'), Buffer.alloc(1 << 20));
      const lab = labWithDisk(at('base.img'));
      writeFileSync(at('lab.vdelab'), printDocument(lab));
      editor = await Editor.open(home, [at('lab.vdelab')]);
      await editor.startAll();
      await editor.waitForState('vm1', 'running');
      await editor.button('Stop all').click();
      await editor.waitForState('vm1', 'off');
      const disks = join(home.folder, 'data/vdelab/overlays', lab.id, 'v');
      const overlays = () => readdirSync(disks).filter((name) => name.endsWith('.qcow2'));
      const [before] = overlays();
      const note = join(disks, `${before}.base.json`);
      await eventually('the digest is noted', () => readFileSync(note, 'utf8').includes('digest'));
      await editor.close();

      // As versions before noted it.
      const { base, bytes, modifiedMs, format } = JSON.parse(readFileSync(note, 'utf8'));
      writeFileSync(note, JSON.stringify({ base, bytes, modifiedMs, format }));
      renameSync(at('base.img'), at('moved.img'));
      const later = new Date(Date.now() + 60_000);
      utimesSync(at('moved.img'), later, later);
      writeFileSync(at('lab.vdelab'), printDocument(labWithDisk(at('moved.img'))));
      editor = await Editor.open(home, [at('lab.vdelab')]);
      await editor.startAll();
      await expect(editor.waitForState('vm1', 'running')).rejects.toThrow(
        /moved\.img may be the same image or another one/,
      );
      expect(overlays()).toEqual([before]);
      const panel = editor.inspector.getByRole('region', { name: 'Overlays' });
      await panel.scrollIntoViewIfNeeded();
      await panel.getByText('Written on images that no disk names now:').waitFor();
      await panel.getByRole('button', { name: /^Use what was written on .*base\.img for/ }).click();
      await dialog('Is it the same image?').getByRole('button', { name: 'It is the same' }).click();
      await eventually('the overlay is that of the new place', () => overlays()[0] !== before);
      await editor.startAll();
      await editor.waitForState('vm1', 'running');
      expect(overlays()).toHaveLength(1);
    }, 120_000);
  },
);
