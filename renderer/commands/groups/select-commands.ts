/** What is selected. */
import { t } from '../../i18n/translate';
import {
  selectAll,
  selectFailed,
  selectInverse,
  selectNeighbours,
  selectNone,
  selectSameKind,
} from '../actions/select-actions';
import { always, type Commands } from '../model/command';
import { isAnySelected, isNodeSelected, isSome } from '../model/selected';

export const selectCommands = {
  'edit.selectAll': {
    label: t('Select all'),
    place: 'select/select',
    context: { targets: ['canvas'], group: 'view' },
    shortcuts: ['Mod+A'],
    enabled: always,
    run: selectAll,
  },
  'edit.selectInverse': {
    label: t('Invert selection'),
    place: 'select/select',
    shortcuts: ['Mod+I'],
    isAboutSelection: true,
    enabled: always,
    run: selectInverse,
  },
  'edit.selectKind': {
    label: t('Select all of this kind'),
    place: 'select/select',
    context: { targets: ['node', 'drawing'], group: 'lock' },
    shortcuts: ['Mod+Alt+K'],
    isAboutSelection: true,
    enabled: isNodeSelected,
    run: selectSameKind,
  },
  'edit.selectFailed': {
    label: t('Select all that failed'),
    place: 'select/select',
    enabled: isSome((state) => state === 'failed'),
    run: selectFailed,
  },
  'edit.selectNeighbours': {
    label: t('Select neighbours'),
    place: 'select/select',
    context: { targets: ['node', 'cable'], group: 'lock' },
    shortcuts: ['Mod+Alt+A'],
    isAboutSelection: true,
    enabled: isAnySelected,
    run: selectNeighbours,
  },
  'edit.selectNone': {
    label: t('Select nothing'),
    place: 'select/select',
    shortcuts: ['Escape'],
    enabled: isAnySelected,
    run: selectNone,
  },
} as const satisfies Commands;
