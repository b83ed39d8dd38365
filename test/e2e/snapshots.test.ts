/** The main screens, compared with pictures that are kept: a colour, size or place that changes is seen. */
import type { Locator } from 'playwright-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import {
  type Look,
  looksAtFirst,
  looksOfDrawing,
  looksOfRunning,
  openShownLab,
  runShownLab,
  selectNothing,
} from '../harness/looks';
import { describeWith } from '../harness/parts';
import { complaintAbout } from '../harness/snapshots';

let home: EditorHome;
let editor: Editor;

const themes = ['light', 'dark'] as const;

/** What is not the same on every machine or at every time. */
const changing = (): Locator[] => [
  editor.page.locator('.image-place'),
  editor.page.locator('.lab-row .cell-number'),
];

function lookOf(looks: readonly Look[], name: string): Look {
  const look = looks.find((one) => one.name === name);
  if (look === undefined) throw new Error(`there is no look ${name}`);
  return look;
}

async function picture(theme: 'light' | 'dark'): Promise<Buffer> {
  await editor.page.emulateMedia({ colorScheme: theme, reducedMotion: 'reduce' });
  await editor.page.locator(`html[data-theme="${theme}"]`).waitFor();
  // Where the pointer is, something may have the look of being pointed at.
  await editor.page.mouse.move(0, 0);
  return editor.page.screenshot({ animations: 'disabled', caret: 'hide', mask: changing() });
}

/** Compares in both themes; a page may need a moment to come to rest. */
async function expectAsKept(name: string): Promise<void> {
  for (const theme of themes) {
    const file = `${name.toLowerCase().replaceAll(' ', '-')}-${theme}`;
    await expect
      .poll(async () => complaintAbout(file, await picture(theme)), { timeout: 8_000 })
      .toBeNull();
  }
}

async function expectLook(looks: readonly Look[], name: string): Promise<void> {
  const look = lookOf(looks, name);
  await look.show(editor);
  await expectAsKept(name);
  await look.leave(editor);
}

describeWith(['chromium'], 'the look', () => {
  beforeAll(async () => {
    home = makeHome();
    editor = await Editor.open(home);
    await editor.page.setViewportSize({ width: 1280, height: 800 });
  });
  afterAll(async () => {
    await editor.close();
    home.remove();
  });

  it('of the start page is as kept', () => expectLook(looksAtFirst, 'the start page'));

  it('of a drawn lab is as kept', async () => {
    await openShownLab(editor);
    for (const name of ['a switch selected', 'Command palette', 'Library of images'])
      await expectLook(looksOfDrawing, name);
  });

  // Writing pictures anew must not write these.
  const compares = it.skipIf(process.env.UPDATE_SNAPSHOTS === '1');
  compares('fails when a colour or a place changes', async () => {
    const look = lookOf(looksOfDrawing, 'a switch selected');
    await look.show(editor);
    const breaks = [':root[data-theme] { --surface: #f4f4f4 }', '.palette { padding-top: 20px }'];
    for (const content of breaks) {
      const style = await editor.page.evaluateHandle((css) => {
        const sheet = new CSSStyleSheet();
        sheet.replaceSync(css);
        document.adoptedStyleSheets.push(sheet);
        return sheet;
      }, content);
      const complaint = complaintAbout('a-switch-selected-light', await picture('light'));
      await style.evaluate((sheet) => sheet.replaceSync(''));
      expect(complaint).toContain('differs in');
    }
    await look.leave(editor);
  });

  it('of a running lab is as kept', async () => {
    await runShownLab(editor);
    await selectNothing(editor);
    await expectAsKept('consoles side by side');
    await lookOf(looksOfRunning, 'Lab table').show(editor);
    await selectNothing(editor);
    await expectAsKept('Lab table');
  });
});
