/** Starting and stopping, all of the lab or what is selected, and opening its consoles and screens. */
import {
  Monitor,
  OctagonX,
  Pause,
  Play,
  Power,
  RefreshCw,
  RotateCcw,
  Square,
  SquareTerminal,
} from 'lucide-react';
import { isAlive } from '../../../shared/lab/machine-state';
import { hasConsole, hasScreen } from '../../consoles/tabs/machine-console';
import { devicesAmong } from '../../document/records/membership';
import { t } from '../../i18n/translate';
import { driftingAmong } from '../../lab/drift';
import { openConsoles, openConsolesTiled, openScreens } from '../actions/dock-actions';
import {
  applyAll,
  applySelection,
  controlSelection,
  pauseSelection,
  restartAll,
  restartSelection,
  startAll,
  startSelection,
  stopAll,
  stopSelection,
} from '../actions/run-actions';
import type { Command, Commands } from '../model/command';
import type { CommandState } from '../model/command-state';
import {
  canControl,
  canStop,
  isNodeSelected,
  isSome,
  isSomeOff,
  selectedNodes,
  selectedStates,
} from '../model/selected';

const canApply = ({ document, ids, lab }: CommandState): boolean =>
  driftingAmong(devicesAmong(document.nodes, ids), lab.nodes).length > 0;

const isConsoleSelected = (state: CommandState) => selectedNodes(state).some(hasConsole);
const isScreenSelected = (state: CommandState) => selectedNodes(state).some(hasScreen);

function pauseLabel({ ids, lab }: CommandState): string {
  const able = [...ids].map((id) => lab.nodes[id]?.facts).filter((facts) => facts !== undefined);
  const pausable = able.filter(({ controls }) => controls.includes('pause'));
  if (pausable.length === 0) return t('Pause or resume');
  return pausable.every(({ paused }) => paused) ? t('Resume') : t('Pause');
}

const power = {
  targets: ['node', 'selection'],
  group: 'power',
} as const satisfies Command['context'];
const opening = {
  targets: ['node', 'selection'],
  group: 'open',
} as const satisfies Command['context'];

export const labCommands = {
  'lab.startAll': {
    label: t('Start all'),
    place: 'lab/all',
    icon: Play,
    shortcuts: ['F5'],
    worksIn: ['fields'],
    enabled: isSomeOff,
    run: startAll,
  },
  'lab.stopAll': {
    label: t('Stop all'),
    place: 'lab/all',
    icon: Square,
    shortcuts: ['Shift+F5'],
    worksIn: ['fields'],
    enabled: isSome(canStop),
    run: stopAll,
  },
  'lab.restartAll': {
    label: t('Restart all'),
    place: 'lab/all',
    icon: RefreshCw,
    enabled: isSome(isAlive),
    run: restartAll,
  },
  'lab.startSelection': {
    label: t('Start selection'),
    place: 'lab/selection',
    context: { ...power, label: () => t('Start') },
    icon: Play,
    shortcuts: ['F6'],
    isAboutSelection: true,
    enabled: (state) => selectedStates(state).some((each) => !isAlive(each)),
    run: startSelection,
  },
  'lab.stopSelection': {
    label: t('Stop selection'),
    place: 'lab/selection',
    context: { ...power, label: () => t('Stop') },
    icon: Square,
    shortcuts: ['Shift+F6'],
    isAboutSelection: true,
    enabled: (state) => selectedStates(state).some(canStop),
    run: stopSelection,
  },
  'lab.restartSelection': {
    label: t('Restart selection'),
    place: 'lab/selection',
    context: { ...power, label: () => t('Restart') },
    icon: RefreshCw,
    shortcuts: ['Mod+Alt+R'],
    isAboutSelection: true,
    enabled: (state) => selectedStates(state).some(isAlive),
    run: restartSelection,
  },
  'lab.applySelection': {
    label: t('Restart to apply'),
    place: 'lab/selection',
    // Most nodes run as they are drawn.
    context: { ...power, isListed: canApply },
    icon: RefreshCw,
    enabled: canApply,
    run: applySelection,
  },
  'lab.applyAll': {
    label: t('Restart all that run otherwise than drawn'),
    place: 'lab/selection',
    enabled: ({ document, lab }) =>
      driftingAmong(Object.keys(document.nodes), lab.nodes).length > 0,
    run: applyAll,
  },
  'lab.pauseSelection': {
    label: t('Pause or resume'),
    labelNow: pauseLabel,
    place: 'lab/selection',
    context: power,
    icon: Pause,
    shortcuts: ['Mod+Alt+P'],
    isAboutSelection: true,
    enabled: canControl('pause'),
    run: pauseSelection,
  },
  'lab.resetSelection': {
    label: t('Reset'),
    place: 'lab/selection',
    context: power,
    icon: RotateCcw,
    enabled: canControl('reset'),
    run: () => controlSelection('reset'),
  },
  'lab.powerOffSelection': {
    label: t('Power off'),
    place: 'lab/selection',
    context: power,
    icon: Power,
    enabled: canControl('powerOff'),
    run: () => controlSelection('powerOff'),
  },
  'lab.killSelection': {
    label: t('Force off'),
    place: 'lab/selection',
    icon: OctagonX,
    enabled: canControl('kill'),
    run: () => controlSelection('kill'),
  },
  'lab.openConsole': {
    label: t('Open console'),
    place: 'lab/consoles',
    context: { ...opening, isListed: isConsoleSelected },
    icon: SquareTerminal,
    shortcuts: ['Enter'],
    isAboutSelection: true,
    enabled: isNodeSelected,
    run: openConsoles,
  },
  'lab.openScreen': {
    label: t('Open screen'),
    place: 'lab/consoles',
    context: { ...opening, isListed: isScreenSelected },
    icon: Monitor,
    enabled: isScreenSelected,
    run: openScreens,
  },
  'lab.openConsolesTiled': {
    label: t('Open consoles tiled'),
    place: 'lab/consoles',
    shortcuts: ['T'],
    isAboutSelection: true,
    enabled: isNodeSelected,
    run: openConsolesTiled,
  },
} as const satisfies Commands;
