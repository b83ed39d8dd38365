import type { MenuItemConstructorOptions } from 'electron';
import { beforeEach, expect, test, vi } from 'vitest';
import { ApplicationMenu, accelerator, menuTemplate } from '../../../../electron/desktop/menu';
import { desktopMenus } from '../../../../renderer/commands/menus/desktop-menu';
import { commandState } from '../../../../renderer/commands/model/command-state';
import { type DesktopMenu, desktopMenuCalls } from '../../../../shared/contract/desktop-menu';

// The npm package `electron` is only the path of its binary.
const { Menu } = vi.hoisted(() => ({
  Menu: { buildFromTemplate: vi.fn(), setApplicationMenu: vi.fn() },
}));
vi.mock('electron', () => ({ Menu }));

const file: DesktopMenu = {
  id: 'file',
  label: 'File',
  groups: [
    [{ id: 'file.save', label: 'Save & go', shortcut: 'Mod+S', enabled: false }],
    [
      {
        label: 'More',
        groups: [[{ id: 'grid', label: 'Grid', enabled: true, checked: true }]],
      },
    ],
  ],
};

const within = ({ submenu }: MenuItemConstructorOptions) => (Array.isArray(submenu) ? submenu : []);

function items(menus: readonly DesktopMenu[], give: (id: string) => void = () => undefined) {
  return menuTemplate(menus, give)
    .flatMap(within)
    .flatMap((entry) => (entry.submenu === undefined ? [entry] : within(entry)));
}

beforeEach(() => {
  vi.clearAllMocks();
});

test('shows what the page says, with lines between groups and the items of the window', () => {
  const [menu] = menuTemplate([file], () => undefined);
  expect(menu?.label).toBe('&File');
  expect(within(menu!).map(({ id, label, type, role }) => id ?? label ?? role ?? type)).toEqual([
    'file.save',
    'separator',
    'More',
    'separator',
    'quit',
  ]);
  const [save, , , grid] = [...within(menu!), ...within(within(menu!)[2]!)].filter(
    ({ id }) => id !== undefined,
  );
  expect(save).toMatchObject({ label: 'Save && go', enabled: false });
  expect(grid ?? items([file]).find(({ id }) => id === 'grid')).toMatchObject({
    type: 'checkbox',
    checked: true,
  });
});

test('choosing an item gives its command, and leaves the tick to the page', () => {
  const give = vi.fn();
  const grid = items([file], give).find(({ id }) => id === 'grid');
  // Electron has turned it over when the click is told.
  const item = { checked: false };
  grid?.click?.(item as never, undefined, undefined as never);
  expect(give).toHaveBeenCalledExactlyOnceWith('grid');
  expect(item.checked).toBe(true);
});

test('other states are set where the menu is; another menu is built', () => {
  const built = { 'file.save': { enabled: false }, grid: { checked: true } } as Record<
    string,
    object
  >;
  Menu.buildFromTemplate.mockReturnValue({ getMenuItemById: (id: string) => built[id] ?? null });
  const menu = new ApplicationMenu(() => undefined);
  menu.show([file]);
  expect(Menu.setApplicationMenu).toHaveBeenCalledTimes(2);
  const changed = structuredClone(file);
  Object.assign(changed.groups[0]![0]!, { enabled: true, label: 'Save' });
  menu.show([changed]);
  expect(Menu.setApplicationMenu).toHaveBeenCalledTimes(2);
  expect(built['file.save']).toEqual({ enabled: true, label: 'Save' });
  menu.show([{ ...changed, groups: changed.groups.slice(1) }]);
  expect(Menu.setApplicationMenu).toHaveBeenCalledTimes(3);
});

test('what is no menu is refused at the boundary', () => {
  const parse = (menus: unknown) =>
    desktopMenuCalls['menu.show'].params.safeParse({ menus }).success;
  expect(parse([file])).toBe(true);
  expect(parse([{ ...file, id: '' }])).toBe(false);
  expect(parse([{ ...file, label: 'x'.repeat(300) }])).toBe(false);
  expect(parse(Array.from({ length: 30 }, () => file))).toBe(false);
  const withShortcut = (shortcut: string) =>
    parse([{ ...file, groups: [[{ id: 'a', label: 'A', enabled: true, shortcut }]] }]);
  expect(withShortcut('Mod+Shift+ArrowLeft')).toBe(true);
  expect(withShortcut('Mod++')).toBe(true);
  expect(withShortcut('rm -rf')).toBe(false);
});

test('shortcuts are shown as Electron writes them, and left to the page', () => {
  expect(accelerator('Mod+Shift+Z')).toBe('CommandOrControl+Shift+Z');
  expect(accelerator('Mod+Shift+ArrowLeft')).toBe('CommandOrControl+Shift+Left');
  expect(accelerator('Mod++')).toBe('CommandOrControl+Plus');
  const withKeys = items(desktopMenus(commandState())).filter((item) => item.accelerator);
  expect(withKeys.length).toBeGreaterThan(10);
  expect(withKeys.every((item) => item.registerAccelerator === false)).toBe(true);
});

// https://www.electronjs.org/docs/latest/api/accelerator: an accelerator with any other word is not shown.
const MODIFIERS = ['CommandOrControl', 'Alt', 'Shift'];
const KEYS = /^(?:[A-Z0-9=?-]|F[1-9]\d?|Delete|Escape|Enter|Left|Right|Up|Down)$/;

test('every shortcut is one that Electron can show', () => {
  for (const { id, accelerator: text } of items(desktopMenus(commandState()))) {
    if (id === undefined || typeof text !== 'string') continue;
    const words = text.split('+');
    expect(words.at(-1), id).toMatch(KEYS);
    expect(MODIFIERS, id).toEqual(expect.arrayContaining(words.slice(0, -1)));
  }
});
