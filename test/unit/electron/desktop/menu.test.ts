import type { MenuItemConstructorOptions } from 'electron';
import { expect, test, vi } from 'vitest';
import { accelerator, menuTemplate } from '../../../../electron/desktop/menu';
import { type CommandId, commands } from '../../../../shared/contract/commands';

// The npm package `electron` is only the path of its binary; the template needs nothing of it.
vi.mock('electron', () => ({ Menu: {} }));

function items(give: (command: CommandId) => void = () => undefined) {
  const within = ({ submenu }: MenuItemConstructorOptions) =>
    Array.isArray(submenu) ? submenu : [];
  return menuTemplate(give)
    .flatMap(within)
    .flatMap((entry) => (entry.submenu === undefined ? [entry] : within(entry)));
}

test('every command stands in the menu once, with its label', () => {
  const labels = items().flatMap(({ id, label }) => (id === undefined ? [] : [[id, label]]));
  const wanted = Object.entries(commands).map(([id, { label }]) => [id, label]);
  expect(labels.sort()).toEqual(wanted.sort());
});

test('choosing an item gives its command', () => {
  const give = vi.fn();
  const save = items(give).find(({ id }) => id === 'file.save');
  save?.click?.(undefined as never, undefined, undefined as never);
  expect(give).toHaveBeenCalledExactlyOnceWith('file.save');
});

test('shortcuts are shown as Electron writes them, and left to the page', () => {
  expect(accelerator('Mod+Shift+Z')).toBe('CommandOrControl+Shift+Z');
  expect(accelerator('Mod+Shift+ArrowLeft')).toBe('CommandOrControl+Shift+Left');
  const withKeys = items().filter((item) => item.accelerator !== undefined);
  expect(withKeys.length).toBeGreaterThan(10);
  expect(withKeys.every((item) => item.registerAccelerator === false)).toBe(true);
});

// https://www.electronjs.org/docs/latest/api/accelerator: an accelerator with any other word is not shown.
const MODIFIERS = ['CommandOrControl', 'Alt', 'Shift'];
const KEYS = /^(?:[A-Z0-9=?-]|F[1-9]\d?|Delete|Escape|Enter|Left|Right|Up|Down)$/;

test('every shortcut is one that Electron can show', () => {
  for (const { id, accelerator: text } of items()) {
    if (id === undefined || typeof text !== 'string') continue;
    const words = text.split('+');
    expect(words.at(-1), id).toMatch(KEYS);
    expect(MODIFIERS, id).toEqual(expect.arrayContaining(words.slice(0, -1)));
  }
});
