/** `Menu`: the items are kept, so that the test can look at them and choose one. */
import { checkOptions, only } from './only';

interface Template {
  readonly id?: string;
  readonly label?: string;
  readonly type?: string;
  readonly enabled?: boolean;
  readonly checked?: boolean;
  readonly submenu?: readonly Template[];
  readonly click?: (item: Item) => void;
}

interface Item {
  readonly id: string;
  label: string;
  enabled: boolean;
  checked: boolean;
  readonly type: string;
  readonly click: ((item: Item) => void) | undefined;
  readonly items: readonly Item[];
}

interface BuiltMenu {
  readonly items: readonly Item[];
  getMenuItemById(id: string): Item | null;
}

const KNOWN =
  'id label submenu click accelerator registerAccelerator type role enabled checked'.split(' ');

let installed: BuiltMenu | null = null;

function build(template: Template): Item {
  checkOptions('menu item option', template, KNOWN);
  const { id = '', label = '', enabled = true, checked = false, type = 'normal' } = template;
  const items = (template.submenu ?? []).map(build);
  return { id, label, enabled, checked, type, click: template.click, items };
}

function all(items: readonly Item[]): Item[] {
  return items.flatMap((item) => [item, ...all(item.items)]);
}

export const Menu = only('Menu', {
  buildFromTemplate(template: readonly Template[]): BuiltMenu {
    const items = template.map(build);
    return {
      items,
      getMenuItemById: (id) => all(items).find((item) => item.id === id) ?? null,
    };
  },
  setApplicationMenu(menu: BuiltMenu): void {
    installed = menu;
  },
});

function itemOf(id: string): Item {
  const item = installed?.getMenuItemById(id);
  if (item == null) throw new Error(`The menu has no item "${id}"`);
  return item;
}

/** What a user sees of an item. */
export function look(id: string): { label: string; enabled: boolean; checked: boolean } {
  const { label, enabled, checked } = itemOf(id);
  return { label, enabled, checked };
}

/** Chooses an item of the installed menu, as a click does: what is grey takes none. */
export function choose(id: string): void {
  const item = itemOf(id);
  if (!item.enabled) return;
  if (item.type === 'checkbox') item.checked = !item.checked;
  item.click?.(item);
}
