/** The main screens for everybody: the rules of axe in both themes, the focus, still pages, small windows. */
import axe from 'axe-core';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import { cutOff, overlapping } from '../harness/fitting';
import {
  insertMenu,
  type Look,
  looksAtFirst,
  looksOfDrawing,
  looksOfRunning,
  openShownLab,
  runShownLab,
} from '../harness/looks';
import { describeWith } from '../harness/parts';

let home: EditorHome;
let editor: Editor;

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'best-practice'];

const exceptions = [
  // Experimental in axe: names leave out the hint below the title, which is a description and no label.
  'label-content-name-mismatch',
  // Menus lie above all landmarks and are gone with the next press, so nobody looks for them by landmark.
  'region',
  // Chromium and Firefox lead Tab to what scrolls by themselves, which axe does not know.
  'scrollable-region-focusable',
];

/** What axe finds, one line for each element. */
function violations(): Promise<string[]> {
  return editor.page.evaluate(
    async ([tags, off]) => {
      const rules = Object.fromEntries(off!.map((id) => [id, { enabled: false }]));
      const runner = (globalThis as unknown as { axe: typeof axe }).axe;
      const found = await runner.run(document, {
        runOnly: tags!,
        rules,
        resultTypes: ['violations'],
      });
      return found.violations.flatMap(({ id, help, nodes }) =>
        nodes.map(({ target, any }) => `${id}: ${target.join(' ')} ${any[0]?.message ?? help}`),
      );
    },
    [RULES, exceptions],
  );
}

async function look(looks: readonly Look[]): Promise<void> {
  for (const { name, show, leave } of looks) {
    await show(editor);
    for (const colorScheme of ['light', 'dark'] as const) {
      await editor.page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
      await editor.page.locator(`html[data-theme="${colorScheme}"]`).waitFor();
      expect(await violations(), `${name}, ${colorScheme}`).toEqual([]);
    }
    await editor.page.setViewportSize({ width: 1024, height: 640 });
    await expect.poll(() => cutOff(editor.page), { message: `${name} at 1024x640` }).toEqual([]);
    expect(await overlapping(editor.page), `${name} at 1024x640`).toEqual([]);
    await editor.page.setViewportSize({ width: 1280, height: 800 });
    await leave(editor);
  }
}

/** Whether it is seen that the keyboard is here, by a ring around the element or a border of that colour. */
function showsFocus(): Promise<string | null> {
  return editor.page.evaluate(() => {
    const seen = (element: Element | null, steps: number): boolean => {
      if (element === null || steps === 0) return false;
      const { outlineStyle, outlineWidth, borderTopColor, color } = getComputedStyle(element);
      const ring = outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 1;
      const probe = document.createElement('i');
      probe.style.setProperty('color', 'var(--accent)');
      document.body.append(probe);
      const accent = getComputedStyle(probe).color;
      probe.remove();
      const border = borderTopColor === accent && color !== accent;
      return ring || border || seen(element.parentElement, steps - 1);
    };
    const at = document.activeElement;
    // A node of the drawing has its ring around what is drawn of it.
    const ways = at === null ? [] : [seen(at, 3), seen(at.firstElementChild, 1)];
    if (at === null || at === document.body || ways.includes(true)) return null;
    return at.outerHTML.slice(0, 160);
  });
}

describeWith(['chromium'], 'the page', () => {
  beforeAll(async () => {
    home = makeHome();
    editor = await Editor.open(home);
    await editor.page.setViewportSize({ width: 1280, height: 800 });
    // The page's policy forbids scripts that are added to it; what the debugger runs is not bound by it.
    await editor.page.evaluate(axe.source);
  });
  afterAll(async () => {
    await editor.close();
    home.remove();
  });

  it('greets without a barrier', () => look(looksAtFirst));

  it('has none in a drawing and what lies over it', async () => {
    await openShownLab(editor);
    await look([...looksOfDrawing, insertMenu]);
  });

  it('shows where the keyboard is, wherever Tab leads', async () => {
    await editor.select('sw1');
    const hidden: string[] = [];
    for (let step = 0; step < 60; step++) {
      await editor.page.keyboard.press('Tab');
      const element = await showsFocus();
      if (element !== null) hidden.push(element);
    }
    expect(hidden).toEqual([]);
  });

  it('has none in a running lab', async () => {
    await runShownLab(editor);
    await look(looksOfRunning);
  });

  it('keeps still for those who want that', async () => {
    const moving = await editor.page.evaluate(() =>
      [...document.querySelectorAll('*')].flatMap((element) => {
        const { animationName, animationDuration, transitionDuration } = getComputedStyle(element);
        const still = (times: string) =>
          times.split(',').every((time) => Number.parseFloat(time) === 0);
        const moves = animationName !== 'none' && !still(animationDuration);
        return moves || !still(transitionDuration)
          ? [`${element.tagName}.${element.classList}`]
          : [];
      }),
    );
    expect([...new Set(moving)]).toEqual([]);
  });
});
