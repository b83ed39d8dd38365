/** The library of images in the hands of a person: made, downloaded, dropped, used, written over. */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { pickFile } from '../harness/editor-files';
import { FileServer } from '../harness/file-server';
import { PROMPT } from '../harness/guests';
import { describeWith } from '../harness/parts';

let home: EditorHome;
let editor: Editor;

beforeEach(async () => {
  home = makeHome();
  editor = await Editor.open(home);
});

afterEach(async () => {
  await editor.close();
  home.remove();
});

const sha256 = (bytes: Buffer) => createHash('sha256').update(bytes).digest('hex');
const digestOf = (path: string) => sha256(readFileSync(path));

/** A file that is a CD for everybody who looks at its first volume descriptor. */
function tinyIso(): Buffer {
  const iso = Buffer.alloc(400_000, 7);
  iso.write('CD001', 0x8001, 'latin1');
  return iso;
}

const dialog = (name: string) => editor.page.getByRole('dialog', { name, exact: true });
const press = (within: Locator, name: string) =>
  within.getByRole('button', { name, exact: true }).click();

async function openLibrary(): Promise<Locator> {
  await editor.button('Library of images').click();
  const library = dialog('Library of images');
  await library.waitFor();
  return library;
}

/** Lets go of a file over a thing of the page, as a file manager does. */
async function dropFile(on: Locator, name: string, bytes: Buffer): Promise<void> {
  const transfer = await editor.page.evaluateHandle(
    ([text, title]) => {
      const data = new DataTransfer();
      const content = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
      data.items.add(new File([content], title));
      return data;
    },
    [bytes.toString('base64'), name] as const,
  );
  const box = (await on.boundingBox())!;
  const place = { clientX: box.x + box.width / 2, clientY: box.y + box.height / 2 };
  await on.dispatchEvent('dragover', { dataTransfer: transfer, ...place });
  await on.dispatchEvent('drop', { dataTransfer: transfer, ...place });
}

describeWith(
  ['chromium', 'qemu-system-x86_64', 'qemu-img', 'linux.uml', 'busybox', 'cpio', 'depmod'],
  'the library of images with real guests',
  () => {
    it('makes tiny guests that boot to a prompt, and keeps what two machines write apart', async () => {
      const disk = join(home.folder, 'data.qcow2');
      execFileSync('qemu-img', ['create', '-q', '-f', 'qcow2', disk, '8M']);
      const base = digestOf(disk);

      const library = await openLibrary();
      await press(library, 'Add a file…');
      await pickFile(editor, 'Add a file to the library', home.folder, 'data.qcow2');
      await library.getByText('qcow2, 8 MiB for the guest').waitFor();

      await press(library, 'Tiny guest for User-Mode Linux');
      await press(library, 'Put on the drawing');
      await editor.node('uml1').waitFor();
      await openLibrary();
      await press(library, 'Tiny guest for QEMU');
      const put = library.getByRole('button', { name: 'Put on the drawing', exact: true });
      await put.click({ timeout: 120_000 });
      await editor.node('vm1').waitFor();
      await useDisk('data.qcow2');

      await openLibrary();
      await press(library, 'Draw a machine with busybox-qemu.cpio');
      await editor.node('vm2').waitFor();
      await useDisk('data.qcow2');
      await openLibrary();
      await library.getByText('Used by vm1 and vm2').first().waitFor();
      await press(library, 'Close');

      await editor.startAll();
      for (const name of ['uml1', 'vm1', 'vm2'])
        await editor.waitForState(name, 'running', 120_000);
      const uml = await editor.openConsole('uml1');
      await uml.shows(new RegExp(PROMPT), 120_000);
      for (const name of ['vm1', 'vm2']) {
        const guest = await editor.openConsole(name);
        await guest.shows(new RegExp(PROMPT), 120_000);
        await guest.type(`echo ${name} was here | dd of=/dev/sda bs=512 conv=sync,fsync`);
        await guest.shows(/1 records out|0\+1 records in/);
      }
      const overlays = editor.inspector.getByRole('region', { name: 'Overlays', exact: true });
      await editor.select('vm1');
      await expect
        .poll(() => overlays.getByRole('button', { name: 'Wipe', exact: true }).isDisabled())
        .toBe(true);
      await editor.button('Stop all').click();
      for (const name of ['vm1', 'vm2']) await editor.waitForState(name, 'off', 120_000);
      expect(digestOf(disk)).toBe(base);

      await editor.select('vm2');
      await press(overlays, 'Wipe');
      await press(dialog('Wipe the disks of vm2?'), 'Wipe');
      await overlays.waitFor({ state: 'hidden' });
      await editor.select('vm1');
      await press(overlays, 'Commit to data.qcow2');
      const question = dialog('Commit what vm1 wrote to data.qcow2?');
      await question.getByText(/Used by vm2 as well/).waitFor();
      await press(question, 'Commit');
      await overlays.waitFor({ state: 'hidden' });
      expect(digestOf(disk)).not.toBe(base);
      const raw = join(home.folder, 'data.raw');
      execFileSync('qemu-img', ['convert', '-O', 'raw', disk, raw]);
      expect(readFileSync(raw, 'latin1')).toMatch(/^vm1 was here\n/);
    });
  },
);

/** Adds a disk of the library to the machine that is selected. */
async function useDisk(name: string): Promise<void> {
  await press(editor.inspector, 'Add a disk');
  await press(dialog('Choose a disk image'), `Use ${name}`);
  await editor.inspector.getByLabel('Disk 1 is on').waitFor();
}

describeWith(['chromium'], 'the library of images', () => {
  it('downloads: cancelled, resumed, and nothing kept whose checksum is wrong', async () => {
    const iso = tinyIso();
    const server = await FileServer.open(iso);
    try {
      const library = await openLibrary();
      await library.getByRole('button', { name: /^Alpine Linux/ }).waitFor();
      const address = library.getByLabel('Address', { exact: true });
      const download = async (digest: string) => {
        if (!(await address.isVisible()))
          await library.getByText('Download from an address').click();
        await address.fill(server.url);
        await library.getByLabel('SHA-256 checksum', { exact: true }).fill(digest);
        await press(library, 'Download');
      };
      await download('12');
      await library.getByText(/64 hexadecimal digits/).waitFor();

      server.stopsAfter = 100_000;
      await download(sha256(iso));
      // What stands still is told no more: how far it is stands there when the library is opened anew.
      const bar = library.getByRole('progressbar', { name: 'tiny.iso' });
      await expect
        .poll(async () => {
          await press(library, 'Close');
          await openLibrary();
          return (await bar.getAttribute('value')) === '100000';
        })
        .toBe(true);
      await library.getByText('Downloading: 97.7 KiB of 391 KiB').waitFor();
      await press(library, 'Cancel tiny.iso');
      await library.getByText('Cancelled', { exact: true }).waitFor();
      server.stopsAfter = Number.POSITIVE_INFINITY;
      await press(library, 'Resume tiny.iso');
      await library.getByText('iso, 391 KiB · Not used in this lab').waitFor();
      expect(server.ranges.at(-1)).toBe('bytes=100000-');

      await press(library, 'Remove tiny.iso');
      await press(library, 'Remove and delete the file');
      await library.getByText('Nothing is in the library yet.').waitFor();
      await download('0'.repeat(64));
      await library
        .getByRole('alert')
        .getByText(/checksum/i)
        .waitFor();
      expect(await library.getByRole('button', { name: 'Resume tiny.iso' }).count()).toBe(0);
      expect(filesOfLibrary()).toEqual([]);
    } finally {
      await server.close();
    }
  });

  it('shows what is under way while it is closed, and ends it from there', async () => {
    const server = await FileServer.open(tinyIso());
    server.stopsAfter = 100_000;
    try {
      const library = await openLibrary();
      await library.getByText('Download from an address').click();
      await library.getByLabel('Address', { exact: true }).fill(server.url);
      await library.getByLabel('SHA-256 checksum', { exact: true }).fill(sha256(tinyIso()));
      await press(library, 'Download');
      await press(library, 'Close');
      const strip = editor.page.getByRole('region', { name: 'Images under way', exact: true });
      await strip.getByRole('progressbar', { name: 'tiny.iso' }).waitFor();
      await press(strip, 'Cancel tiny.iso');
      await strip.waitFor({ state: 'hidden' });
      await openLibrary();
      await library.getByText('Cancelled', { exact: true }).waitFor();
    } finally {
      await server.close();
    }
  });

  it('takes in files that are dropped on the library, on the drawing and on a machine', async () => {
    const library = await openLibrary();
    await dropFile(library.getByRole('region', { name: 'Library' }), 'first.iso', tinyIso());
    await library.getByText('iso, 391 KiB').waitFor();
    await press(library, 'Close');

    await dropFile(editor.drawing.locator('.react-flow__pane'), 'second.iso', tinyIso());
    await editor.node('vm1').waitFor();
    const cd = editor.inspector.getByLabel('CD image', { exact: true });
    await expect.poll(() => cd.inputValue()).toMatch(/\/second\.iso$/);
    const qcow2 = Buffer.alloc(65_536);
    qcow2.write('QFI\xfb', 'latin1');
    await dropFile(editor.node('vm1'), 'third.qcow2', qcow2);
    await editor.inspector.getByText('third.qcow2', { exact: true }).waitFor();

    await editor.add('PC', 200, 500);
    await dropFile(editor.node('pc1'), 'fourth.iso', tinyIso());
    await editor.page.getByText('pc1 has no place for fourth.iso.').waitFor();
    await press(editor.inspector, 'Delete pc1');

    await editor.select('vm1');
    await press(editor.inspector, 'Choose CD image');
    await press(dialog('Choose a CD image'), 'Use first.iso');
    await expect.poll(() => cd.inputValue()).toMatch(/\/first\.iso$/);
  });
});

/** What the library keeps of its own, hidden files as well. */
function filesOfLibrary(): string[] {
  const folder = execFileSync('find', [join(home.folder, 'data'), '-type', 'f'], {
    encoding: 'utf8',
  });
  return folder.split('\n').filter((path) => path.includes('/images/files/') && existsSync(path));
}
