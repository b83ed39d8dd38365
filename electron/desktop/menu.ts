/** The desktop's menu: what the page says, and what only a window has. The page carries the commands out. */
import { Menu, type MenuItemConstructorOptions } from 'electron';
import type { DesktopMenu, MenuCommand } from '../../shared/contract/desktop-menu';

type Item = MenuItemConstructorOptions;

/** What only a window has, in menus of these ids; there from the start, before a page has said anything. */
const ownItems: Readonly<Record<string, readonly Item[]>> = {
  file: [{ role: 'quit' }],
  view: [{ role: 'togglefullscreen' }, { role: 'toggleDevTools' }],
};

/** The menu until the page has said what is in it. */
const atFirst: readonly DesktopMenu[] = [
  { id: 'file', label: 'File', groups: [] },
  { id: 'view', label: 'View', groups: [] },
];

/** The shortcut as Electron writes it: https://www.electronjs.org/docs/latest/api/accelerator */
export function accelerator(shortcut: string): string {
  return shortcut
    .replace('Mod', 'CommandOrControl')
    .replace('+Arrow', '+')
    .replace(/\+\+$/, '+Plus');
}

/** An ampersand in a label would be taken for the mark of the letter behind it. */
const plain = (label: string) => label.replaceAll('&', '&&');

function itemOf(command: MenuCommand, give: (id: string) => void): Item {
  const { id, label, shortcut, enabled, checked } = command;
  return {
    id,
    label: plain(label),
    enabled,
    click: (item) => {
      // Electron ticks it by itself; the page says whether it is on.
      if (checked !== undefined) item.checked = !item.checked;
      give(id);
    },
    ...(checked === undefined ? {} : { type: 'checkbox' as const, checked }),
    // Shown only: the page has the same keys in every shell, knows when a text field wants them, and finds
    // them on every keyboard. Electron takes signs for places of a keyboard of the United States.
    ...(shortcut === undefined
      ? {}
      : { accelerator: accelerator(shortcut), registerAccelerator: false as const }),
  };
}

/** The groups with lines between them. */
function withLines(groups: readonly (readonly Item[])[]): Item[] {
  return groups
    .filter((group) => group.length > 0)
    .flatMap((group, at): Item[] => (at === 0 ? [...group] : [{ type: 'separator' }, ...group]));
}

/** The menus as Electron's data; `give` is called with the id of the command that was chosen. */
export function menuTemplate(menus: readonly DesktopMenu[], give: (id: string) => void): Item[] {
  const groupsOf = (groups: readonly (readonly MenuCommand[])[]) =>
    withLines(groups.map((group) => group.map((command) => itemOf(command, give))));
  return menus.map(({ id, label, groups }) => ({
    label: `&${plain(label)}`,
    submenu: withLines([
      ...groups.map((group) =>
        group.map((item) =>
          'id' in item
            ? itemOf(item, give)
            : { label: plain(item.label), submenu: groupsOf(item.groups) },
        ),
      ),
      ownItems[id] ?? [],
    ]),
  }));
}

/** All commands of the menus, also those in menus within them. */
function commandsOf(menus: readonly DesktopMenu[]): MenuCommand[] {
  return menus
    .flatMap(({ groups }) => groups.flat())
    .flatMap((item) => ('id' in item ? [item] : item.groups.flat()));
}

/** Tells menus apart that differ in more than labels, what is grey and what is ticked. */
function shapeOf(menus: readonly DesktopMenu[]): string {
  const shapeOfItem = (item: DesktopMenu['groups'][number][number]): unknown =>
    'id' in item
      ? [item.id, item.shortcut, item.checked !== undefined]
      : [item.label, item.groups.map((group) => group.map(shapeOfItem))];
  return JSON.stringify(
    menus.map(({ id, label, groups }) => [
      id,
      label,
      groups.map((group) => group.map(shapeOfItem)),
    ]),
  );
}

/** The application's menu, kept as the page last said. What is open stays open while only states change. */
export class ApplicationMenu {
  readonly #give: (id: string) => void;
  #menu: Menu | null = null;
  #shape = '';

  /** @param give called with the id of a command that was chosen */
  constructor(give: (id: string) => void) {
    this.#give = give;
    this.show(atFirst);
  }

  show(menus: readonly DesktopMenu[]): void {
    const shape = shapeOf(menus);
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.#menu = Menu.buildFromTemplate(menuTemplate(menus, this.#give));
      Menu.setApplicationMenu(this.#menu);
      return;
    }
    for (const { id, label, enabled, checked } of commandsOf(menus)) {
      const item = this.#menu?.getMenuItemById(id);
      if (item == null) continue;
      item.label = plain(label);
      item.enabled = enabled;
      if (checked !== undefined) item.checked = checked;
    }
  }
}
