/** Whether a command can be given now, so that menus, palette and buttons can say so. */
import { useSyncExternalStore } from 'react';
import type { CommandId } from '../../shared/contract/commands';
import type { LabStatus } from '../../shared/contract/service';
import { isDevice, type TopologyDocument } from '../../shared/document/topology';
import type { MachineControl } from '../../shared/lab/machine-control';
import { isAlive, type MachineState } from '../../shared/lab/machine-state';
import { type DockState, useConsoles } from '../consoles/tabs/console-store';
import { hasScreen } from '../consoles/tabs/machine-console';
import { devicesAmong } from '../document/records/membership';
import { useDocument } from '../document/store/document-store';
import type { History } from '../document/store/history';
import { useSelection } from '../document/store/selection';
import { driftingAmong } from '../lab/drift';
import { useLab } from '../lab/lab-store';
import { canArrange, isArrange } from './actions/arrange-actions';
import { isDockCommand, isDockEnabled } from './actions/dock-actions';
import { canGroup } from './group-enabled';

/** What the answer depends on. */
export interface CommandState {
  document: TopologyDocument;
  history: History;
  ids: ReadonlySet<string>;
  lab: LabStatus;
  dock: DockState;
}

function canControl({ ids, lab }: CommandState, control: MachineControl): boolean {
  return [...ids].some((id) => lab.nodes[id]?.facts.controls.includes(control) === true);
}

function canStart({ document, lab }: CommandState): boolean {
  return Object.values(document.nodes).some(
    (node) => isDevice(node) && !isAlive(lab.nodes[node.id]?.state ?? 'off'),
  );
}

/** What failed is put away by stopping it. */
function canStop(state: MachineState): boolean {
  return isAlive(state) || state === 'failed';
}

function selectedStates({ ids, document, lab }: CommandState): MachineState[] {
  return devicesAmong(document.nodes, ids).map((id) => lab.nodes[id]?.state ?? 'off');
}

function selectedNodeCount({ ids, document }: CommandState): number {
  return [...ids].filter((id) => document.nodes[id] !== undefined).length;
}

function hasCable({ ids, document }: CommandState): boolean {
  return [...ids].some((id) => document.cables[id] !== undefined);
}

/** The one cable that is selected, and nothing else. */
function isOneCable(state: CommandState): boolean {
  return state.ids.size === 1 && hasCable(state);
}

function someScreen({ ids, document }: CommandState): boolean {
  return [...ids].some((id) => {
    const node = document.nodes[id];
    return node !== undefined && hasScreen(node);
  });
}

/** Whether the command would do something in this state. Pure. */
export function isEnabled(id: CommandId, state: CommandState): boolean {
  const { history, ids, lab } = state;
  if (isDockCommand(id)) return isDockEnabled(id, state.dock);
  switch (id) {
    case 'edit.undo':
      return history.past.length > 0;
    case 'edit.redo':
      return history.future.length > 0;
    case 'edit.history':
      return history.past.length + history.future.length > 0;
    case 'edit.cut':
    case 'edit.copy':
    case 'edit.duplicate':
    case 'edit.saveTemplate':
    case 'edit.selectKind':
    case 'edit.lock':
    case 'lab.openConsole':
    case 'lab.openConsolesTiled':
      return selectedNodeCount(state) > 0;
    case 'edit.delete':
    case 'edit.selectNone':
    case 'edit.selectNeighbours':
    case 'view.fitSelection':
    case 'view.properties':
      return ids.size > 0;
    case 'lab.startSelection':
      return selectedStates(state).some((each) => !isAlive(each));
    case 'lab.stopSelection':
      return selectedStates(state).some(canStop);
    case 'lab.restartSelection':
      return selectedStates(state).some(isAlive);
    case 'lab.applySelection':
      return driftingAmong(devicesAmong(state.document.nodes, ids), lab.nodes).length > 0;
    case 'lab.applyAll':
      return driftingAmong(Object.keys(state.document.nodes), lab.nodes).length > 0;
    case 'edit.rename':
      return ids.size === 1 && selectedNodeCount(state) === 1;
    case 'edit.connect':
      return [1, 2].includes(selectedNodeCount(state));
    case 'edit.switchCable':
    case 'cable.clearPoints':
    case 'cable.labels':
      return hasCable(state);
    case 'cable.addPoint':
    case 'view.cableStart':
    case 'view.cableEnd':
      return isOneCable(state);
    case 'lab.openScreen':
      return someScreen(state);
    case 'edit.group':
    case 'edit.ungroup':
    case 'edit.collapse':
    case 'edit.joinGroup':
    case 'edit.leaveGroup':
      return canGroup(id, state.document.nodes, ids);
    case 'lab.pauseSelection':
      return canControl(state, 'pause');
    case 'lab.resetSelection':
      return canControl(state, 'reset');
    case 'lab.powerOffSelection':
      return canControl(state, 'powerOff');
    case 'lab.killSelection':
      return canControl(state, 'kill');
    case 'lab.startAll':
      return canStart(state);
    case 'lab.stopAll':
      return Object.values(lab.nodes).some((node) => canStop(node.state));
    case 'lab.restartAll':
      return Object.values(lab.nodes).some((node) => isAlive(node.state));
    case 'edit.selectFailed':
      return Object.values(lab.nodes).some((node) => node.state === 'failed');
    default:
      return isArrange(id) ? canArrange(id, state.document, ids) : true;
  }
}

/** What commands depend on as it is now, outside of rendering. */
export function commandState(): CommandState {
  const { document, history } = useDocument.getState();
  return {
    document,
    history,
    ids: useSelection.getState().ids,
    lab: useLab.getState(),
    dock: useConsoles.getState(),
  };
}

const stores = [useDocument, useSelection, useLab, useConsoles];

/** Calls back whenever something changes that commands depend on; returns how to stop that. */
export function onCommandState(changed: () => void): () => void {
  const leave = stores.map((store) => store.subscribe(changed));
  return () => {
    for (const leaveOne of leave) leaveOne();
  };
}

/**
 * Whoever asks is drawn anew only when the answer changes, not with every edit and message.
 *
 * @param ids what it would be given for, where that is not the selection
 */
export function useEnabled(id: CommandId, ids?: ReadonlySet<string>): boolean {
  return useSyncExternalStore(onCommandState, () => {
    const state = commandState();
    return isEnabled(id, ids === undefined ? state : { ...state, ids });
  });
}
