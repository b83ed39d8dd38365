/** `Menu`: the template is kept, so that the test can choose from it. */
import { checkOptions, only } from './only';

interface Item {
  readonly id?: string;
  readonly label?: string;
  readonly submenu?: readonly Item[];
  readonly click?: () => void;
}

const KNOWN = 'id label submenu click accelerator registerAccelerator type role'.split(' ');

let installed: readonly Item[] = [];

function check(items: readonly Item[]): void {
  for (const item of items) {
    checkOptions('menu item option', item, KNOWN);
    check(item.submenu ?? []);
  }
}

export const Menu = only('Menu', {
  buildFromTemplate(template: readonly Item[]): readonly Item[] {
    check(template);
    return template;
  },
  setApplicationMenu(menu: readonly Item[]): void {
    installed = menu;
  },
});

/** Chooses an item of the installed menu, as a click does. */
export function choose(id: string): void {
  const item = installed.flatMap(({ submenu }) => submenu ?? []).find((each) => each.id === id);
  if (item?.click === undefined) throw new Error(`The menu has no item "${id}"`);
  item.click();
}
