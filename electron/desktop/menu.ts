/** The desktop's menu, made of the one list of commands; the page carries them out. */
import { Menu, type MenuItemConstructorOptions } from 'electron';
import { type CommandId, commands, type MenuName } from '../../shared/contract/commands';
import { placesOfMenu, submenuTitles } from '../../shared/contract/submenus';

const titles: Readonly<Record<MenuName, string>> = {
  file: '&File',
  edit: '&Edit',
  arrange: '&Arrange',
  lab: '&Lab',
  view: '&View',
  console: '&Consoles',
  help: '&Help',
};

/** What only a window has. */
const ownItems: Readonly<Partial<Record<MenuName, readonly MenuItemConstructorOptions[]>>> = {
  file: [{ role: 'quit' }],
  view: [{ role: 'togglefullscreen' }, { role: 'toggleDevTools' }],
};

/** The shortcut as Electron writes it: https://www.electronjs.org/docs/latest/api/accelerator */
export function accelerator(shortcut: string): string {
  return shortcut.replace('Mod', 'CommandOrControl').replace('+Arrow', '+');
}

function item(id: CommandId, give: (command: CommandId) => void): MenuItemConstructorOptions {
  const { label, shortcut } = commands[id];
  return {
    id,
    label,
    click: () => give(id),
    // Shown only: the page has the same keys in every shell, knows when a text field wants them, and finds
    // them on every keyboard. Electron takes signs for places of a keyboard of the United States.
    ...(shortcut === ''
      ? {}
      : { accelerator: accelerator(shortcut), registerAccelerator: false as const }),
  };
}

/** The menu as data; `give` is called with the command that was chosen. */
export function menuTemplate(give: (command: CommandId) => void): MenuItemConstructorOptions[] {
  return (Object.keys(titles) as MenuName[]).map((menu) => {
    const own = ownItems[menu] ?? [];
    const items = placesOfMenu(menu).map((place) =>
      typeof place === 'string'
        ? item(place, give)
        : {
            label: submenuTitles[place.submenu],
            submenu: place.ids.map((id) => item(id, give)),
          },
    );
    const separator: MenuItemConstructorOptions[] = own.length > 0 ? [{ type: 'separator' }] : [];
    return { label: titles[menu], submenu: [...items, ...separator, ...own] };
  });
}

export function installMenu(give: (command: CommandId) => void): void {
  Menu.setApplicationMenu(Menu.buildFromTemplate(menuTemplate(give)));
}
