/** Lining up, spacing out, laying out and locking. */
import { placedOf } from '../../document/edits/arrange-edits';
import { nodesToLayOut } from '../../document/edits/layout-edits';
import { partByLock } from '../../document/records/locks';
import { t } from '../../i18n/translate';
import { align, distribute, layOut } from '../actions/arrange-actions';
import { toggleLock } from '../actions/record-actions';
import type { Command, Commands } from '../model/command';
import type { CommandState } from '../model/command-state';
import { isNodeSelected, selectedNodes } from '../model/selected';

function placed({ document, ids }: CommandState): { all: number; free: number } {
  const nodes = placedOf(document, ids);
  return { all: nodes.length, free: nodes.filter(({ locked }) => !locked).length };
}

function canAlign(state: CommandState): boolean {
  const { all, free } = placed(state);
  return all > 1 && free > 0;
}

const canSpace = (state: CommandState): boolean => placed(state).free > 2;

const canLayOut = ({ document, ids }: CommandState): boolean =>
  nodesToLayOut(document, ids).length > 1;

function lockLabel(state: CommandState): string {
  const nodes = selectedNodes(state).map(({ id }) => id);
  const { free, locked } = partByLock(state.document, nodes);
  if (free.length + locked.length === 0) return t('Lock or unlock');
  return free.length > 0 ? t('Lock') : t('Unlock');
}

const aligning = {
  place: 'arrange/align',
  context: { targets: ['selection'], group: 'align' },
  enabled: canAlign,
} as const satisfies Partial<Command>;

const spacing = {
  place: 'arrange/space',
  context: { targets: ['selection'], group: 'space' },
  enabled: canSpace,
} as const satisfies Partial<Command>;

const layout = {
  place: 'layout/layout',
  context: { targets: ['canvas'], group: 'layout' },
  enabled: canLayOut,
} as const satisfies Partial<Command>;

export const arrangeCommands = {
  'arrange.left': { label: t('Align left'), ...aligning, run: () => align('left') },
  'arrange.centre': { label: t('Align centres'), ...aligning, run: () => align('centre') },
  'arrange.right': { label: t('Align right'), ...aligning, run: () => align('right') },
  'arrange.top': { label: t('Align top'), ...aligning, run: () => align('top') },
  'arrange.middle': { label: t('Align middles'), ...aligning, run: () => align('middle') },
  'arrange.bottom': { label: t('Align bottom'), ...aligning, run: () => align('bottom') },
  'arrange.spaceAcross': {
    label: t('Distribute horizontally'),
    ...spacing,
    run: () => distribute('x'),
  },
  'arrange.spaceDown': {
    label: t('Distribute vertically'),
    ...spacing,
    run: () => distribute('y'),
  },
  'arrange.layers': {
    label: t('Layered layout'),
    ...layout,
    shortcuts: ['Shift+L'],
    run: () => layOut('layers'),
  },
  'arrange.forces': { label: t('Force-directed layout'), ...layout, run: () => layOut('forces') },
  'arrange.rings': {
    label: t('Radial layout'),
    ...layout,
    shortcuts: ['Shift+R'],
    run: () => layOut('rings'),
  },
  'arrange.grid': { label: t('Grid layout'), ...layout, run: () => layOut('grid') },
  'edit.lock': {
    label: t('Lock or unlock'),
    labelNow: lockLabel,
    place: 'arrange/lock',
    context: { targets: ['node', 'drawing', 'selection'], group: 'lock', order: -1 },
    shortcuts: ['Mod+L'],
    enabled: isNodeSelected,
    run: toggleLock,
  },
} as const satisfies Commands;
