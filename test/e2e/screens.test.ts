/** Screens of graphical machines in tabs: the picture, keyboard, the way out, the next run. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { printDocument } from '../../shared/document/document-print';
import { emptyDocument } from '../../shared/document/topology';
import { overlayOf, plainQemu } from '../../shared/kinds/qemu';
import { echoDisk } from '../harness/echo-disk';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { describeWith } from '../harness/parts';
import { eventually } from '../harness/vde-client';

const BOOT_MS = 60_000;

let home: EditorHome;
let editor: Editor;

/** A lab with one machine that boots the disk. */
function labFile(): string {
  const lab = emptyDocument('c3a9b5b0-53bb-4f0a-8f7d-3c2a51b9f0e5', 'Screens');
  lab.nodes.vm1 = {
    id: 'vm1',
    kind: 'qemu',
    name: 'vm1',
    x: 0,
    y: 0,
    ...plainQemu,
    memory: 32,
    cpus: 1,
    cdrom: '',
    disks: [overlayOf(echoDisk(join(home.folder, 'echo.img')))],
    kernel: '',
    initrd: '',
    append: '',
    accel: 'tcg',
    cards: [],
  };
  const file = join(home.folder, 'lab.vdelab');
  writeFileSync(file, printDocument(lab));
  return file;
}

function panel(): Locator {
  return editor.page.getByRole('tabpanel', { name: 'Screen of vm1', exact: true });
}

/** How many pixels of the picture are lit; null while it is not the text screen of the guest. */
function litPixels(): Promise<number | null> {
  return panel()
    .locator('canvas')
    .evaluate((element) => {
      const canvas = element as HTMLCanvasElement;
      if (canvas.width !== 720 || canvas.height !== 400) return null;
      const { data } = canvas.getContext('2d')!.getImageData(0, 0, canvas.width, canvas.height);
      let lit = 0;
      for (let at = 0; at < data.length; at += 4) if (data[at]! + data[at + 1]! > 100) lit += 1;
      return lit;
    })
    .catch(() => null);
}

async function picture(): Promise<string> {
  return (await panel().locator('canvas').screenshot()).toString('base64');
}

function emptyScreen(): Promise<unknown> {
  return eventually(
    'the empty screen of the guest',
    async () => (await litPixels()) === 0,
    BOOT_MS,
  );
}

async function moreLitThan(before: number): Promise<number> {
  return eventually('more on the screen', async () => {
    const lit = await litPixels();
    return lit !== null && lit > before ? lit : null;
  });
}

/** Types a text by the button, until it is done. */
async function typed(text: string): Promise<void> {
  await editor.page.evaluate((words) => navigator.clipboard.writeText(words), text);
  await editor.button('Type the clipboard').click();
  const banner = editor.page.getByText(/^Typing [\d,]+ of/);
  await banner.waitFor();
  await banner.waitFor({ state: 'hidden', timeout: BOOT_MS });
  const last = text.length - 1;
  await eventually('the last character', async () => {
    return (await cells(last + 1))[last]!.includes('1');
  });
}

/** The first cells of the text screen, row by row, as patterns of 0 and 1. */
function cells(count: number): Promise<string[]> {
  return panel()
    .locator('canvas')
    .evaluate((element, wanted) => {
      const { width, height } = element as HTMLCanvasElement;
      const drawn = (element as HTMLCanvasElement).getContext('2d')!;
      const { data } = drawn.getImageData(0, 0, width, height);
      const [wide, high] = [width / 80, height / 25];
      return Array.from({ length: wanted }, (_, index) => {
        const [left, top] = [(index % 80) * wide, Math.floor(index / 80) * high];
        let bits = '';
        for (let y = top; y < top + high; y++)
          for (let x = left; x < left + wide; x++)
            bits += data[(y * width + x) * 4 + 1]! > 80 ? 1 : 0;
        return bits;
      });
    }, count);
}

describeWith(['chromium', 'qemu-system-x86_64', 'qemu-img'], 'a machine with a screen', () => {
  beforeAll(async () => {
    home = makeHome();
    editor = await Editor.open(home, [labFile()]);
  });
  afterAll(async () => {
    await editor.close();
    home.remove();
  });

  it('opens it by a double-click, off or on, and shows what is typed', async () => {
    await editor.node('vm1').dblclick({ position: { x: 24, y: 20 } });
    await panel().getByText('vm1 is off. Start it to use its screen.').waitFor();
    await panel().getByRole('button', { name: 'Start vm1' }).click();
    await editor.waitForState('vm1', 'running');
    await emptyScreen();
    const before = await picture();
    await panel().locator('canvas').click();
    await editor.page.keyboard.type('Hello');
    await moreLitThan(0);
    expect(await picture()).not.toBe(before);
  });

  it('gets keys that the page knows too, until they are given back', async () => {
    const lit = (await litPixels())!;
    await panel().locator('canvas').click();
    // In the page this would delete the selected machine or show a sheet.
    await editor.page.keyboard.press('Delete');
    await editor.page.keyboard.press('Shift+?');
    await moreLitThan(lit);
    expect(await editor.node('vm1').count()).toBe(1);
    expect(await editor.page.getByRole('dialog').count()).toBe(0);
    await editor.page.keyboard.press('Control+Shift+E');
    const tab = editor.page.getByRole('tab', { name: 'vm1 · screen', exact: true });
    await eventually('the tab with the keyboard', () =>
      tab.evaluate((element) => element === document.activeElement),
    );
  });

  it('is typed the clipboard', async () => {
    const lit = (await litPixels())!;
    await editor.page.evaluate(() => navigator.clipboard.writeText('ABCDEFGH'));
    await editor.button('Type the clipboard').click();
    await moreLitThan(lit);
  });

  it('is typed a text whole, which can be stopped', async () => {
    // Of what was typed before, the rest would come after the new start.
    await editor.page.getByText(/^Typing [\d,]+ of/).waitFor({ state: 'hidden' });
    await editor.button('Ctrl+Alt+Del').click();
    await emptyScreen();
    await typed(`${'x'.repeat(170)}END`);
    const all = await cells(173);
    expect(new Set(all.slice(0, 170)).size).toBe(1);
    expect(new Set(all.slice(170)).size).toBe(3);
    expect(all.slice(170)).not.toContain(all[0]);
    expect((await cells(174))[173]).not.toContain('1');

    const stopped = editor.page.getByText(/Stopped after \d+ of 2,000 characters/);
    await editor.page.evaluate(() => navigator.clipboard.writeText('y'.repeat(2000)));
    await editor.button('Type the clipboard').click();
    await editor.page.getByText(/Typing \d+ of 2,000 characters/).waitFor();
    await editor.button('Stop typing').click();
    await stopped.waitFor();
    await editor.page.getByText(/Typing \d+ of/).waitFor({ state: 'hidden' });
  });

  it('is typed letters in their own case while CapsLock is on in the guest', async () => {
    await editor.button('Ctrl+Alt+Del').click();
    await emptyScreen();
    await typed('Clip');
    await panel().locator('canvas').click();
    await editor.page.keyboard.press('CapsLock');
    await typed('Clip');
    const both = await cells(8);
    expect(both.slice(4)).toEqual(both.slice(0, 4));
    await panel().locator('canvas').click();
    await editor.page.keyboard.press('CapsLock');
  });

  it('starts anew by Ctrl+Alt+Del', async () => {
    await editor.button('Ctrl+Alt+Del').click();
    await emptyScreen();
  });

  it('is there in the next run without being opened again', async () => {
    await editor.select('vm1');
    await editor.inspector.getByRole('button', { name: 'Stop', exact: true }).click();
    await panel().getByText('vm1 is off').waitFor({ timeout: BOOT_MS });
    await panel().getByRole('button', { name: 'Start vm1' }).click();
    await editor.waitForState('vm1', 'running');
    await emptyScreen();
    await panel().locator('canvas').click();
    await editor.page.keyboard.type('Again');
    await moreLitThan(0);
  });
});
