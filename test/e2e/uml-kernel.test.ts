/** A User-Mode Linux kernel that does not run here: what the window says before a start, and the way out. */
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { panickingKernel } from '../harness/panicking-kernel';
import { describeWith } from '../harness/parts';
import { umlGuest } from '../harness/uml-guest';
import { eventually } from '../harness/vde-client';

const FETCH_MS = 240_000;

describeWith(
  ['chromium', 'busybox', 'cpio'],
  'a kernel that does not run on this processor',
  () => {
    let home: EditorHome;
    let editor: Editor;

    beforeAll(async () => {
      home = makeHome();
      const folder = join(home.folder, 'bin');
      panickingKernel(folder);
      editor = await Editor.open({ ...home, path: `${folder}:${process.env.PATH}` });
    });
    afterAll(async () => {
      await editor.close();
      home.remove();
    });

    it('is told of before a start, and another one is fetched and used by a press each', async () => {
      const { initrd } = await umlGuest();
      await editor.add('User-Mode Linux machine', 400, 120);
      await editor.fill('Initial ramdisk', initrd);
      const { inspector, page } = editor;
      const message = inspector.getByText('The kernel of uml1, Linux 6.1.176');
      await message.waitFor();
      expect(await message.innerText()).toContain('ends before its first process runs');
      expect(await message.innerText()).toContain('Linux 6.13 or later');

      await page.getByRole('button', { name: /problems?$/ }).click();
      const problems = page.getByRole('region', { name: 'All problems' });
      await problems.getByText('The kernel of uml1, Linux 6.1.176').waitFor();
      const get = problems.getByRole('button', { name: 'Get a kernel that runs here' });
      await get.waitFor();

      await editor.startAll();
      await editor.waitForState('uml1', 'failed');
      const failure = inspector.getByRole('alert').first();
      expect(await failure.innerText()).toContain('ends before its first process runs');

      await get.click();
      await problems.getByRole('button', { name: /^Cancel / }).waitFor();
      const use = problems.getByRole('button', { name: /^Use uml-\d/ });
      await use.waitFor({ timeout: FETCH_MS });
      await use.click();
      await eventually('no problem is left in the drawing', async () => !(await use.isVisible()));
      await editor.startAll();
      await editor.waitForState('uml1', 'running');
      const console = await editor.openConsole('uml1');
      await console.shows(/guest# /);
    }, 400_000);
  },
);
