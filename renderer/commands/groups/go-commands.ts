/** Leading the keyboard and the view to places. */
import { SlidersHorizontal } from 'lucide-react';
import { t } from '../../i18n/translate';
import { goToArea, goToMenus, goToProperties } from '../actions/areas';
import { goToEnd } from '../actions/cable-actions';
import { goToProblem } from '../actions/problem-actions';
import { always, type Commands } from '../model/command';
import { isAnySelected, isOneCable } from '../model/selected';

export const goCommands = {
  'view.properties': {
    label: t('Properties'),
    place: 'go/here',
    context: { targets: ['node', 'drawing', 'cable', 'selection'], group: 'go', order: 1 },
    icon: SlidersHorizontal,
    shortcuts: ['Alt+Enter'],
    isAboutSelection: true,
    enabled: isAnySelected,
    run: goToProperties,
  },
  'view.menu': {
    label: t('Menu of what is selected'),
    place: 'go/here',
    shortcuts: ['Shift+F10', 'ContextMenu'],
    isAboutSelection: true,
    enabled: always,
    run: (host) => host.openContextMenu(),
  },
  'view.nextProblem': {
    label: t('Go to the next problem'),
    place: 'go/problems',
    shortcuts: ['F8'],
    enabled: always,
    run: () => goToProblem(1),
  },
  'view.previousProblem': {
    label: t('Go to the problem before'),
    place: 'go/problems',
    shortcuts: ['Shift+F8'],
    enabled: always,
    run: () => goToProblem(-1),
  },
  'view.cableStart': {
    label: t('Go to the first end of the cable'),
    place: 'go/ends',
    context: { targets: ['cable'], group: 'go' },
    enabled: isOneCable,
    run: () => goToEnd('a'),
  },
  'view.cableEnd': {
    label: t('Go to the other end of the cable'),
    place: 'go/ends',
    context: { targets: ['cable'], group: 'go' },
    enabled: isOneCable,
    run: () => goToEnd('b'),
  },
  'view.nextArea': {
    label: t('Go to the next area'),
    place: 'go/areas',
    shortcuts: ['Mod+F6'],
    worksIn: ['fields', 'consoles', 'screens'],
    enabled: always,
    run: () => goToArea(1),
  },
  'view.previousArea': {
    label: t('Go to the area before'),
    place: 'go/areas',
    shortcuts: ['Mod+Shift+F6'],
    worksIn: ['fields', 'consoles', 'screens'],
    enabled: always,
    run: () => goToArea(-1),
  },
  'view.menuBar': {
    label: t('Go to the menus'),
    place: 'go/areas',
    shortcuts: ['F10'],
    worksIn: ['fields'],
    enabled: always,
    run: goToMenus,
  },
} as const satisfies Commands;
