/** Consoles, and the tabs and panes that they are in. */
import { detachPane, detachTab } from '../../consoles/dock/dock-detach';
import { saveActiveLog } from '../../consoles/panes/save-log';
import { paneOf, panesOf } from '../../consoles/tabs/dock-layout';
import {
  enterPane,
  joinAll,
  splitTab,
  tileAll,
  toggleFill,
  togglePane,
} from '../../consoles/tabs/dock-moves';
import { t } from '../../i18n/translate';
import { showDialog } from '../../ui/dialogs';
import {
  closeActive,
  leaveOrEnter,
  showNeighbour,
  toggleBroadcast,
  toggleTimesInFront,
} from '../actions/dock-actions';
import { always, type Commands } from '../model/command';
import type { CommandState } from '../model/command-state';

const hasTab = ({ dock }: CommandState): boolean => dock.tabs.length > 0;
const hasTabs = ({ dock }: CommandState): boolean => dock.tabs.length > 1;
const hasPanes = ({ dock }: CommandState): boolean => panesOf(dock.layout).length > 1;
/** Whether the pane in front has a tab more than the one in front. */
const canSplit = ({ dock: { layout, active } }: CommandState): boolean =>
  (paneOf(layout, active)?.tabs.length ?? 0) > 1;

export const consoleCommands = {
  'console.broadcast': {
    label: t('Broadcast input'),
    place: 'console/consoles',
    shortcuts: ['Mod+Shift+B'],
    worksIn: ['consoles'],
    enabled: always,
    run: toggleBroadcast,
  },
  'console.search': {
    label: t('Search all consoles'),
    place: 'console/consoles',
    shortcuts: ['Mod+Alt+F'],
    worksIn: ['consoles'],
    enabled: always,
    run: () => showDialog('console-search'),
  },
  'console.times': {
    label: t('Show times in console'),
    place: 'console/consoles',
    enabled: always,
    run: toggleTimesInFront,
  },
  'console.saveLog': {
    label: t('Save console log'),
    place: 'console/consoles',
    enabled: always,
    run: saveActiveLog,
  },
  'console.settings': {
    label: t('Console settings'),
    place: 'console/consoles',
    enabled: always,
    run: () => showDialog('console-settings'),
  },
  'dock.splitRight': {
    label: t('Split right'),
    place: 'panes/split',
    enabled: canSplit,
    run: () => splitTab('right'),
  },
  'dock.splitDown': {
    label: t('Split down'),
    place: 'panes/split',
    enabled: canSplit,
    run: () => splitTab('bottom'),
  },
  'dock.tile': { label: t('Tile all'), place: 'panes/split', enabled: hasTabs, run: tileAll },
  'dock.join': { label: t('Join panes'), place: 'panes/split', enabled: hasPanes, run: joinAll },
  'dock.maximisePane': {
    label: t('Maximise pane or put it back'),
    place: 'console/maximise',
    enabled: hasPanes,
    run: () => togglePane(),
  },
  'dock.maximise': {
    label: t('Maximise consoles or put them back'),
    place: 'console/maximise',
    enabled: hasTab,
    run: toggleFill,
  },
  'dock.detachTab': {
    label: t('Open tab in a window'),
    place: 'panes/detach',
    enabled: hasTab,
    run: () => detachTab(),
  },
  'dock.detachPane': {
    label: t('Open pane in a window'),
    place: 'panes/detach',
    enabled: hasTab,
    run: () => detachPane(),
  },
  'dock.nextTab': {
    label: t('Next tab'),
    place: 'panes/move',
    shortcuts: ['Mod+Shift+ArrowRight'],
    worksIn: ['consoles'],
    enabled: hasTabs,
    run: () => showNeighbour(1),
  },
  'dock.previousTab': {
    label: t('Previous tab'),
    place: 'panes/move',
    shortcuts: ['Mod+Shift+ArrowLeft'],
    worksIn: ['consoles'],
    enabled: hasTabs,
    run: () => showNeighbour(-1),
  },
  'dock.nextPane': {
    label: t('Next pane'),
    place: 'panes/move',
    shortcuts: ['Mod+Shift+ArrowDown'],
    worksIn: ['consoles'],
    enabled: hasPanes,
    run: () => enterPane(1),
  },
  'dock.previousPane': {
    label: t('Previous pane'),
    place: 'panes/move',
    shortcuts: ['Mod+Shift+ArrowUp'],
    worksIn: ['consoles'],
    enabled: hasPanes,
    run: () => enterPane(-1),
  },
  'dock.leave': {
    label: t('Leave or enter the console'),
    place: 'console/maximise',
    shortcuts: ['Mod+Shift+E'],
    worksIn: ['consoles', 'screens'],
    enabled: hasTab,
    run: leaveOrEnter,
  },
  'dock.closeTab': {
    label: t('Close tab'),
    place: 'console/close',
    shortcuts: ['Mod+Shift+X'],
    worksIn: ['consoles'],
    enabled: hasTab,
    run: closeActive,
  },
} as const satisfies Commands;
