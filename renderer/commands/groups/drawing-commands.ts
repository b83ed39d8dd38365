/** What only explains the drawing: groups and pictures. */
import { allCollapsed, groupOf, groupsAround } from '../../document/records/membership';
import { choosePicture } from '../../editor/drawings/draw-picture';
import {
  groupSelection,
  joinSelection,
  leaveSelection,
  toggleSelectedGroups,
  ungroupSelection,
} from '../../editor/groups/group-actions';
import { t } from '../../i18n/translate';
import { always, type Commands } from '../model/command';
import type { CommandState } from '../model/command-state';
import { selectedNodes } from '../model/selected';

/** How many of the selected nodes are groups, and how many are in one. */
function counts(state: CommandState): { nodes: number; groups: number; members: number } {
  const { nodes } = state.document;
  const selected = selectedNodes(state);
  return {
    nodes: selected.length,
    groups: selected.filter(({ kind }) => kind === 'group').length,
    members: selected.filter((node) => groupOf(nodes, node) !== undefined).length,
  };
}

function isInGroups(state: CommandState): boolean {
  const { groups, members } = counts(state);
  return groups + members > 0;
}

const hasGroup = (state: CommandState): boolean => counts(state).groups > 0;

function collapseLabel({ document: { nodes }, ids }: CommandState): string {
  const groups = groupsAround(nodes, ids);
  if (groups.length === 0) return t('Collapse or expand group');
  const one = groups.length === 1;
  if (allCollapsed(nodes, groups)) return one ? t('Expand group') : t('Expand groups');
  return one ? t('Collapse group') : t('Collapse groups');
}

export const drawingCommands = {
  'edit.group': {
    label: t('Group'),
    place: 'groups/groups',
    context: { targets: ['selection'], group: 'group' },
    shortcuts: ['Mod+G'],
    isAboutSelection: true,
    enabled: (state) => {
      const { nodes, groups } = counts(state);
      return nodes > groups || groups > 1;
    },
    run: groupSelection,
  },
  'edit.ungroup': {
    label: t('Ungroup'),
    place: 'groups/groups',
    context: { targets: ['drawing', 'selection'], group: 'group', isListed: hasGroup },
    shortcuts: ['Mod+Shift+G'],
    isAboutSelection: true,
    enabled: isInGroups,
    run: ungroupSelection,
  },
  'edit.collapse': {
    label: t('Collapse or expand group'),
    labelNow: collapseLabel,
    place: 'groups/groups',
    context: { targets: ['drawing', 'selection'], group: 'group', isListed: hasGroup },
    shortcuts: ['Mod+Alt+G'],
    isAboutSelection: true,
    enabled: isInGroups,
    run: toggleSelectedGroups,
  },
  'edit.joinGroup': {
    label: t('Put into selected group'),
    place: 'groups/groups',
    enabled: (state) => {
      const { nodes, groups } = counts(state);
      return groups === 1 && nodes > 1;
    },
    run: joinSelection,
  },
  'edit.leaveGroup': {
    label: t('Take out of group'),
    place: 'groups/groups',
    enabled: (state) => counts(state).members > 0,
    run: leaveSelection,
  },
  'edit.addPicture': {
    label: t('Add picture…'),
    place: 'edit/select',
    enabled: always,
    run: choosePicture,
  },
} as const satisfies Commands;
