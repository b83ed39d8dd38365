/**
 * What stands in the menu of each thing on the drawing: lists of commands in groups, and nothing else.
 * A command that makes no sense for anything selected is grey, or left out where it never would. Pure.
 */

import type { CommandId } from '../../../shared/contract/commands';
import { isDevice, type TopologyNode } from '../../../shared/document/topology';
import type { NodeKind } from '../../../shared/kinds/registry';
import { hasConsole, hasScreen } from '../../consoles/tabs/machine-console';
import { t } from '../../i18n/translate';
import { addableKinds } from '../../kinds/registry';

export type MenuTarget = 'node' | 'drawing' | 'cable' | 'selection' | 'canvas';

/** `addHere` stands for the list of all things that can be drawn. */
export type MenuPart = CommandId | 'addHere';

const power: readonly CommandId[] = [
  'lab.startSelection',
  'lab.stopSelection',
  'lab.restartSelection',
  'lab.applySelection',
  'lab.pauseSelection',
  'lab.resetSelection',
  'lab.powerOffSelection',
];

const copying: readonly CommandId[] = ['edit.cut', 'edit.copy', 'edit.duplicate'];

const grouping: readonly CommandId[] = ['edit.group', 'edit.ungroup', 'edit.collapse'];

const routes: readonly CommandId[] = [
  'cable.straight',
  'cable.bent',
  'cable.curved',
  'cable.labels',
];

const aligning: readonly CommandId[] = [
  'arrange.left',
  'arrange.centre',
  'arrange.right',
  'arrange.top',
  'arrange.middle',
  'arrange.bottom',
];

const spacing: readonly CommandId[] = ['arrange.spaceAcross', 'arrange.spaceDown'];

const layouts: readonly CommandId[] = [
  'arrange.layers',
  'arrange.forces',
  'arrange.rings',
  'arrange.grid',
];

/** Kinds that are put where one points; the others are made of what is there, or of a file. */
export const addedHere: readonly NodeKind[] = addableKinds.map(({ kind }) => kind);

export const contextMenus: Readonly<Record<MenuTarget, readonly (readonly MenuPart[])[]>> = {
  node: [
    ['lab.openConsole', 'lab.openScreen'],
    power,
    ['edit.rename', 'edit.connect'],
    [...copying, 'edit.saveTemplate'],
    ['edit.lock', 'edit.selectKind', 'edit.selectNeighbours'],
    ['view.fitSelection', 'view.properties'],
    ['edit.delete'],
  ],
  drawing: [
    ['edit.rename'],
    copying,
    ['edit.ungroup', 'edit.collapse'],
    ['edit.lock', 'edit.selectKind'],
    ['view.fitSelection', 'view.properties'],
    ['edit.delete'],
  ],
  cable: [
    ['edit.switchCable'],
    routes,
    ['edit.selectNeighbours'],
    ['view.cableStart', 'view.cableEnd', 'view.properties'],
    ['edit.delete'],
  ],
  selection: [
    ['lab.openConsole', 'lab.openScreen'],
    power,
    ['edit.connect', 'edit.connectPattern', 'edit.switchCable'],
    [...copying, 'edit.saveTemplate'],
    grouping,
    aligning,
    spacing,
    ['edit.lock'],
    ['view.fitSelection', 'view.properties'],
    ['edit.delete'],
  ],
  canvas: [
    ['addHere', 'edit.paste'],
    ['edit.undo', 'edit.redo'],
    layouts,
    ['edit.selectAll', 'view.find', 'view.fit', 'view.actualSize'],
    ['file.examples', 'view.commands'],
  ],
};

/** In the menu of a thing it goes without saying what is meant. */
const shortLabels: Partial<Record<CommandId, string>> = {
  'lab.startSelection': 'Start',
  'lab.stopSelection': 'Stop',
  'lab.restartSelection': 'Restart',
};

/** What the command is called in the menu of such a thing, where it is not its usual label. */
export function labelInMenu(id: CommandId, target: MenuTarget): string | undefined {
  if (id === 'edit.rename' && target === 'drawing') return t('Edit text');
  const short = shortLabels[id];
  return short === undefined ? undefined : t(short);
}

/** What a node's menu is: things that only are drawn cannot be started. */
export function targetOf(node: TopologyNode): MenuTarget {
  return isDevice(node) ? 'node' : 'drawing';
}

/** Whether the command never fits these nodes, so that its menu is shorter without it. */
export function isOutOfPlace(part: MenuPart, nodes: readonly TopologyNode[]): boolean {
  if (part === 'lab.openConsole') return !nodes.some(hasConsole);
  if (part === 'lab.openScreen') return !nodes.some(hasScreen);
  const ofGroups = part === 'edit.ungroup' || part === 'edit.collapse';
  if (ofGroups) return !nodes.some(({ kind }) => kind === 'group');
  return false;
}
