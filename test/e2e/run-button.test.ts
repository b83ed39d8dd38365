/** The button that stops a machine turns into one that starts it, perhaps just under the pointer. */
import type { Locator } from 'playwright-core';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
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

/** Stops, and presses again in the very moment in which the button's words have changed. */
async function stopAndPressAgain(button: Locator, isStart: string): Promise<void> {
  const pressedAgain = button.evaluate(
    (element, words) =>
      new Promise<void>((resolve) => {
        const observer = new MutationObserver(() => {
          const name = element.getAttribute('aria-label') ?? element.textContent.trim();
          if (name !== words) return;
          observer.disconnect();
          (element as HTMLElement).click();
          resolve();
        });
        observer.observe(element, {
          attributes: true,
          characterData: true,
          childList: true,
          subtree: true,
        });
      }),
    isStart,
  );
  await button.click();
  await pressedAgain;
}

describeWith(['chromium'], 'the button that starts and stops a machine', () => {
  it('does not start it again when it has changed just under the pointer', async () => {
    await editor.add('PC', 300, 260);
    await editor.select('pc1');
    const inspected = (name: string) => editor.inspector.getByRole('button', { name, exact: true });
    const overNode = (name: string) => editor.drawing.getByRole('button', { name, exact: true });
    const starts = () =>
      editor.drawing.getByRole('status', { name: /^pc1 is (starting|running)$/ });

    await inspected('Start').click();
    await editor.waitForState('pc1', 'running');
    await stopAndPressAgain(inspected('Stop'), 'Start');
    // It takes presses again once a person can have seen what it does now.
    await inspected('Start').and(editor.page.locator(':not([aria-disabled])')).waitFor();
    expect(await starts().count()).toBe(0);

    await overNode('Start pc1').click();
    await editor.waitForState('pc1', 'running');
    await stopAndPressAgain(overNode('Stop pc1'), 'Start pc1');
    await overNode('Start pc1').and(editor.page.locator(':not([aria-disabled])')).waitFor();
    expect(await starts().count()).toBe(0);
  }, 60_000);
});
