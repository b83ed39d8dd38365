/** What stands in the menus of the bar, in their groups. */
import { type MenuName, type MenuPlace, menus, type SubmenuName, submenus } from '../model/menus';
import { type CommandId, commandIds, commands } from '../registry/registry';

export type MenuItem = CommandId | { readonly submenu: SubmenuName };

/** The menu within a menu that a command stands in, where it leads to from this place. */
function submenuAt(place: MenuPlace, id: CommandId): SubmenuName | undefined {
  const names = Object.keys(submenus) as SubmenuName[];
  return names.find(
    (name) => submenus[name].within === place && commands[id].place.startsWith(`${name}/`),
  );
}

/** Commands, and menus within the menu where the first of their commands has its place. */
function itemsAt(place: MenuPlace): MenuItem[] {
  const seen = new Set<SubmenuName>();
  return commandIds.flatMap((id): MenuItem[] => {
    if (commands[id].place === place) return [id];
    const submenu = submenuAt(place, id);
    if (submenu === undefined || seen.has(submenu)) return [];
    seen.add(submenu);
    return [{ submenu }];
  });
}

/** The groups of a menu that have something in them. */
export function menuGroups(name: MenuName | SubmenuName): MenuItem[][] {
  const { groups } = { ...menus, ...submenus }[name];
  return groups
    .map((group) => itemsAt(`${name}/${group}` as MenuPlace))
    .filter((items) => items.length > 0);
}
