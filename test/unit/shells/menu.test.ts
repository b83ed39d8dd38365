import { expect, test, vi } from 'vitest';
import { accelerator, menuTemplate } from '../../../electron/menu';
import { type CommandId, commands } from '../../../shared/commands';

// The npm package `electron` is only the path of its binary; the template needs nothing of it.
vi.mock('electron', () => ({ Menu: {} }));

function items(give: (command: CommandId) => void = () => undefined) {
  return menuTemplate(give).flatMap(({ submenu }) => (Array.isArray(submenu) ? submenu : []));
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
  const withKeys = items().filter((item) => item.accelerator !== undefined);
  expect(withKeys.length).toBeGreaterThan(10);
  expect(withKeys.every((item) => item.registerAccelerator === false)).toBe(true);
});
