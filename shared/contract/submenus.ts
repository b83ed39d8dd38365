/** The menus within menus: a menu with all of its commands in one list would be higher than a small screen. */
import { type CommandId, commands, type MenuName } from './commands';

export const submenuTitles = {
  select: 'Select',
  cables: 'Cables',
  groups: 'Groups',
  layout: 'Lay out',
  zoom: 'Zoom',
  go: 'Go to',
  panes: 'Tabs and panes',
} as const;

export type SubmenuName = keyof typeof submenuTitles;

const members: Readonly<Record<SubmenuName, readonly CommandId[]>> = {
  select: [
    'edit.selectAll',
    'edit.selectInverse',
    'edit.selectKind',
    'edit.selectFailed',
    'edit.selectNeighbours',
    'edit.selectNone',
  ],
  cables: [
    'edit.connect',
    'edit.switchCable',
    'edit.connectPattern',
    'cable.straight',
    'cable.bent',
    'cable.curved',
    'cable.addPoint',
    'cable.clearPoints',
    'cable.labels',
  ],
  groups: ['edit.group', 'edit.ungroup', 'edit.collapse', 'edit.joinGroup', 'edit.leaveGroup'],
  layout: ['arrange.layers', 'arrange.forces', 'arrange.rings', 'arrange.grid'],
  zoom: ['view.fit', 'view.fitSelection', 'view.actualSize', 'view.zoomIn', 'view.zoomOut'],
  go: [
    'view.properties',
    'view.menu',
    'view.nextProblem',
    'view.previousProblem',
    'view.cableStart',
    'view.cableEnd',
    'view.nextArea',
    'view.previousArea',
    'view.menuBar',
  ],
  panes: [
    'dock.splitRight',
    'dock.splitDown',
    'dock.tile',
    'dock.join',
    'dock.detachTab',
    'dock.detachPane',
    'dock.nextTab',
    'dock.previousTab',
    'dock.nextPane',
    'dock.previousPane',
  ],
};

const submenus = Object.keys(submenuTitles) as SubmenuName[];

/** The submenu that a command stands in; undefined for one that stands in its menu itself. */
function submenuOf(id: CommandId): SubmenuName | undefined {
  return submenus.find((name) => members[name].includes(id));
}

/** What stands in a menu: commands, and submenus where the first of their commands has its place. */
export type MenuPlace = CommandId | { readonly submenu: SubmenuName; readonly ids: CommandId[] };

export function placesOfMenu(menu: MenuName): MenuPlace[] {
  const ids = (Object.keys(commands) as CommandId[]).filter((id) => commands[id].menu === menu);
  const seen = new Set<SubmenuName>();
  return ids.flatMap((id): MenuPlace[] => {
    const submenu = submenuOf(id);
    if (submenu === undefined) return [id];
    if (seen.has(submenu)) return [];
    seen.add(submenu);
    // In the order in which they are listed here.
    return [{ submenu, ids: members[submenu].filter((one) => commands[one].menu === menu) }];
  });
}
