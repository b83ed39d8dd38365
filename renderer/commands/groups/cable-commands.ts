/** Cables: drawing them, their link, their way and their labels. */
import { Cable, Unplug } from 'lucide-react';
import { connectByKeys } from '../../editor/gestures/connect-by-keys';
import { t } from '../../i18n/translate';
import { showDialog } from '../../ui/dialogs';
import {
  addPointToSelection,
  clearSelectedPoints,
  routeSelection,
  switchSelectedCables,
  toggleSelectedLabels,
} from '../actions/cable-actions';
import { always, type Commands } from '../model/command';
import type { CommandState } from '../model/command-state';
import { isCableSelected, isOneCable, selectedNodes } from '../model/selected';

function linkLabel({ document, ids }: CommandState): string {
  const cables = [...ids].flatMap((id) => document.cables[id] ?? []);
  if (cables.length === 0) return t('Link up or down');
  const off = cables.every(({ up }) => !up);
  if (cables.length === 1) return off ? t('Link up') : t('Link down');
  return off ? t('Links up') : t('Links down');
}

export const cableCommands = {
  'edit.connect': {
    label: t('Connect with a cable'),
    place: 'cables/cables',
    context: { targets: ['node', 'selection'], group: 'connect' },
    icon: Cable,
    shortcuts: ['C'],
    isAboutSelection: true,
    enabled: (state) => [1, 2].includes(selectedNodes(state).length),
    run: connectByKeys,
  },
  'edit.switchCable': {
    label: t('Link up or down'),
    labelNow: linkLabel,
    place: 'cables/cables',
    context: { targets: ['cable', 'selection'], group: 'connect', order: 1 },
    icon: Unplug,
    enabled: isCableSelected,
    run: switchSelectedCables,
  },
  'edit.connectPattern': {
    label: t('Connect by pattern…'),
    place: 'cables/cables',
    context: { targets: ['selection'], group: 'connect' },
    enabled: always,
    run: () => showDialog('pattern'),
  },
  'cable.straight': {
    label: t('Straight cables'),
    place: 'cables/route',
    context: { targets: ['cable'], group: 'route' },
    enabled: always,
    run: () => routeSelection('straight'),
  },
  'cable.bent': {
    label: t('Cables at right angles'),
    place: 'cables/route',
    context: { targets: ['cable'], group: 'route' },
    enabled: always,
    run: () => routeSelection('bent'),
  },
  'cable.curved': {
    label: t('Curved cables'),
    place: 'cables/route',
    context: { targets: ['cable'], group: 'route' },
    enabled: always,
    run: () => routeSelection('curved'),
  },
  'cable.addPoint': {
    label: t('Add point to cable'),
    place: 'cables/points',
    shortcuts: ['Shift+P'],
    isAboutSelection: true,
    enabled: isOneCable,
    run: addPointToSelection,
  },
  'cable.clearPoints': {
    label: t('Remove points of cables'),
    place: 'cables/points',
    enabled: isCableSelected,
    run: clearSelectedPoints,
  },
  'cable.labels': {
    label: t('Port labels of selected cables'),
    place: 'cables/points',
    context: { targets: ['cable'], group: 'route' },
    enabled: isCableSelected,
    run: toggleSelectedLabels,
  },
} as const satisfies Commands;
