/** Shortcuts on keyboards that print other letters, and keys that belong to an input method. */
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import type { Console } from '../harness/editor-console';
import { ForeignKeys } from '../harness/foreign-keys';
import { describeWith } from '../harness/parts';
import { eventually } from '../harness/vde-client';

let home: EditorHome;
let editor: Editor;
let keys: ForeignKeys;

const palette = () => editor.page.getByRole('dialog', { name: 'Command palette', exact: true });

describeWith(['chromium'], 'keyboards with other letters', () => {
  beforeAll(async () => {
    home = makeHome();
    editor = await Editor.open(home);
    keys = await ForeignKeys.of(editor.page);
    await editor.add('PC', 300, 200);
    await editor.node('pc1').waitFor();
  });
  afterAll(async () => {
    await editor.close();
    home.remove();
  });

  describe.each([
    { name: 'Russian', k: 'л', c: 'с', e: 'У', f: 'А', x: 'Ч', z: 'я' },
    { name: 'Greek', k: 'κ', c: 'ψ', e: 'Ε', f: 'Φ', x: 'Χ', z: 'ζ' },
    { name: 'Hebrew', k: 'ל', c: 'ב', e: 'ק', f: 'כ', x: 'ס', z: 'ז' },
    { name: 'Arabic', k: 'ن', c: 'ؤ', e: 'ُ', f: ']', x: 'ْ', z: 'ئ' },
  ])('$name', ({ k, c, e, f, x, z }) => {
    let console: Console;

    beforeEach(async () => {
      console = await editor.openConsole('pc1');
    });

    it('opens the palette, takes a cable in hand, and takes an edit back', async () => {
      await editor.select('pc1');
      await keys.press(`Control+${k}`, 'KeyK');
      await palette().waitFor();
      await editor.page.keyboard.press('Escape');
      await palette().waitFor({ state: 'hidden' });
      await keys.press(c, 'KeyC');
      await editor.drawing.getByText('Cable from pc1 eth0 in hand').waitFor();
      await editor.page.keyboard.press('Escape');
      await editor.select('pc1');
      const before = await editor.node('pc1').getAttribute('style');
      await editor.page.keyboard.press('ArrowRight');
      await eventually(
        'a step',
        async () => (await editor.node('pc1').getAttribute('style')) !== before,
      );
      await keys.press(`Control+${z}`, 'KeyZ');
      await eventually(
        'no step',
        async () => (await editor.node('pc1').getAttribute('style')) === before,
      );
    });

    it('searches in a console, leads out of it and closes it', async () => {
      await console.focus();
      await keys.press(`Control+Shift+${f}`, 'KeyF');
      const field = editor.page.getByRole('textbox', { name: 'Find in console' });
      await field.waitFor();
      await editor.page.keyboard.press('Escape');
      await field.waitFor({ state: 'hidden' });
      await console.focus();
      await keys.press(`Control+Shift+${e}`, 'KeyE');
      const tab = editor.page.getByRole('tab', { name: 'pc1', exact: true });
      await eventually('the tab', () => tab.evaluate((it) => it === document.activeElement));
      await console.focus();
      await keys.press(`Control+Shift+${x}`, 'KeyX');
      await tab.waitFor({ state: 'detached' });
    });
  });

  it('finds the digits of a French keyboard', async () => {
    const zoom = editor.page.getByRole('status', { name: 'Zoom' }).filter({ hasText: '100%' });
    await editor.select('pc1');
    await keys.press('Control+à', 'Digit0');
    await editor.page.keyboard.press('Control+-');
    await eventually('less', async () => (await zoom.count()) === 0);
    await keys.press('&', 'Digit1');
    await zoom.waitFor();
  });

  it('leaves the keys of an input method to it', async () => {
    await editor.select('pc1');
    await editor.page.keyboard.press('F2');
    const field = editor.page.getByRole('textbox', { name: 'Name of pc1' });
    await field.fill('');
    await keys.compose('にほ');
    await keys.pressWhileComposing('Enter');
    await keys.compose('日本');
    await keys.pressWhileComposing('Escape');
    expect(await field.isVisible()).toBe(true);
    expect(await field.inputValue()).toBe('日本');
    await keys.compose('');
    await editor.page.keyboard.press('Escape');
    await editor.node('pc1').waitFor();
  });
});
