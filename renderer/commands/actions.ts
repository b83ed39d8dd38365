/** What every command of shared/contract/commands.ts does. Menu, toolbar, keys and the desktop's menu end here. */

import type { CommandId } from '../../shared/contract/commands';
import { DOCUMENTATION_PATH } from '../../shared/contract/documentation';
import { toggleDock } from '../consoles/tabs/console-store';
import { openView } from '../consoles/tabs/dock-views';
import { devicesAmong } from '../document/records/membership';
import {
  currentDocument,
  editsArrived,
  redoEdit,
  undoEdit,
} from '../document/store/document-store';
import { selectedNodes } from '../document/store/selection';
import { choosePicture } from '../editor/drawings/draw-picture';
import {
  groupSelection,
  joinSelection,
  leaveSelection,
  toggleSelectedGroups,
  ungroupSelection,
} from '../editor/groups/group-actions';
import { toggleInspector, togglePalette } from '../editor/navigation/panel-store';
import { toggleLock } from '../editor/scene/lock-nodes';
import { togglePortLabels } from '../editor/viewport/cable-view';
import { toggleSetting } from '../editor/viewport/canvas-settings';
import { fitDrawing, zoomIn, zoomOut } from '../editor/viewport/view-port';
import { driftingAmong } from '../lab/drift';
import { restartNodes, startNodes, stopNodes } from '../lab/lab-actions';
import { useLab } from '../lab/lab-store';
import { controlMachines, pauseOrResume } from '../lab/machine-actions';
import { showDialog, showImages } from '../ui/dialogs';
import { raiseThrown } from '../ui/notices';
import { changeTheme } from '../ui/theme';
import { addHere } from './actions/add-here';
import { arrangeActions } from './actions/arrange-actions';
import {
  addPointToSelection,
  clearSelectedPoints,
  routeSelection,
  toggleSelectedLabels,
} from './actions/cable-actions';
import {
  copySelection,
  cutSelection,
  duplicateSelection,
  paste,
} from './actions/clipboard-actions';
import { consoleActions } from './actions/console-actions';
import { deleteSelection } from './actions/delete-actions';
import { dockActions, openConsoles, openConsolesTiled } from './actions/dock-actions';
import { exportDocument, exportPng, exportScript, exportSvg } from './actions/export-actions';
import { newLab, openLab, saveLab, saveLabAs } from './actions/file-actions';
import { navigationActions } from './actions/navigation-actions';
import { problemActions } from './actions/problem-actions';
import { selectActions } from './actions/select-actions';
import { importTemplate, saveSelectionAsTemplate } from './actions/template-actions';
import { openMenuByKey } from './menus/open-context-menu';

function selectedDevices(): string[] {
  return devicesAmong(currentDocument().nodes, selectedNodes());
}

const drifting = (ids: readonly string[]) => driftingAmong(ids, useLab.getState().nodes);

/** Starts or stops what is selected, or all; edits reach the service first. */
export async function runLab(action: typeof startNodes, targets: 'all' | string[]): Promise<void> {
  if (targets.length === 0) return;
  await editsArrived();
  await action(targets);
}

const actions: Record<CommandId, () => unknown> = {
  'file.new': newLab,
  'file.open': openLab,
  'file.save': saveLab,
  'file.saveAs': saveLabAs,
  'file.images': showImages,
  'file.importTemplate': importTemplate,
  'export.png': exportPng,
  'export.svg': exportSvg,
  'export.script': exportScript,
  'export.document': exportDocument,
  'edit.undo': undoEdit,
  'edit.redo': redoEdit,
  'edit.cut': cutSelection,
  'edit.copy': copySelection,
  'edit.paste': paste,
  'edit.duplicate': duplicateSelection,
  'edit.saveTemplate': saveSelectionAsTemplate,
  'edit.connectPattern': () => showDialog('pattern'),
  'edit.add': addHere,
  'edit.addMany': () => showDialog('addMany'),
  'edit.delete': deleteSelection,
  'edit.lock': toggleLock,
  ...selectActions,
  ...problemActions,
  ...arrangeActions,
  'edit.group': groupSelection,
  'edit.ungroup': ungroupSelection,
  'edit.collapse': toggleSelectedGroups,
  'edit.joinGroup': joinSelection,
  'edit.leaveGroup': leaveSelection,
  'edit.addPicture': choosePicture,
  'cable.straight': () => routeSelection('straight'),
  'cable.bent': () => routeSelection('bent'),
  'cable.curved': () => routeSelection('curved'),
  'cable.addPoint': addPointToSelection,
  'cable.clearPoints': clearSelectedPoints,
  'cable.labels': toggleSelectedLabels,
  'lab.startAll': () => runLab(startNodes, 'all'),
  'lab.stopAll': () => runLab(stopNodes, 'all'),
  'lab.restartAll': () => runLab(restartNodes, 'all'),
  'lab.startSelection': () => runLab(startNodes, selectedDevices()),
  'lab.stopSelection': () => runLab(stopNodes, selectedDevices()),
  'lab.restartSelection': () => runLab(restartNodes, selectedDevices()),
  'lab.applySelection': () => runLab(restartNodes, drifting(selectedDevices())),
  'lab.applyAll': () => runLab(restartNodes, drifting(Object.keys(currentDocument().nodes))),
  'lab.pauseSelection': () => pauseOrResume(selectedDevices()),
  'lab.resetSelection': () => controlMachines('reset', selectedDevices()),
  'lab.powerOffSelection': () => controlMachines('powerOff', selectedDevices()),
  'lab.killSelection': () => controlMachines('kill', selectedDevices()),
  'lab.openConsole': openConsoles,
  'lab.openConsolesTiled': openConsolesTiled,
  ...dockActions,
  'view.fit': fitDrawing,
  'view.zoomIn': zoomIn,
  'view.zoomOut': zoomOut,
  'view.grid': () => toggleSetting('grid'),
  'view.snapGrid': () => toggleSetting('snapGrid'),
  'view.hand': () => toggleSetting('hand'),
  'view.theme': changeTheme,
  'view.portLabels': togglePortLabels,
  'view.table': () => openView('table'),
  'view.problems': () => openView('problems'),
  'view.activity': () => openView('activity'),
  'view.palette': togglePalette,
  'view.inspector': toggleInspector,
  'view.dock': toggleDock,
  ...consoleActions,
  ...navigationActions,
  'view.menu': () => openMenuByKey(perform),
  'help.documentation': () => window.open(DOCUMENTATION_PATH, '_blank', 'noopener'),
  'help.reportBug': () => showDialog('bug'),
  'help.about': () => showDialog('about'),
  'help.parts': () => showDialog('parts'),
  'help.shortcuts': () => showDialog('shortcuts'),
};

/** Does a command. What it throws is shown. */
export function perform(command: CommandId): void {
  Promise.resolve(actions[command]()).catch(raiseThrown);
}
