/** Starting, stopping and controlling what is selected, or all. */
import type { MachineControl } from '../../../shared/lab/machine-control';
import { devicesAmong } from '../../document/records/membership';
import { currentDocument, editsArrived } from '../../document/store/document-store';
import { selectedNodes } from '../../document/store/selection';
import { driftingAmong } from '../../lab/drift';
import { restartNodes, startNodes, stopNodes } from '../../lab/lab-actions';
import { useLab } from '../../lab/lab-store';
import { controlMachines, pauseOrResume } from '../../lab/machine-actions';

function selectedDevices(): string[] {
  return devicesAmong(currentDocument().nodes, selectedNodes());
}

const drifting = (ids: readonly string[]) => driftingAmong(ids, useLab.getState().nodes);

/** Starts, stops or restarts; edits reach the service first. */
export async function runLab(action: typeof startNodes, targets: 'all' | string[]): Promise<void> {
  if (targets.length === 0) return;
  await editsArrived();
  await action(targets);
}

export const startAll = () => runLab(startNodes, 'all');
export const stopAll = () => runLab(stopNodes, 'all');
export const restartAll = () => runLab(restartNodes, 'all');
export const startSelection = () => runLab(startNodes, selectedDevices());
export const stopSelection = () => runLab(stopNodes, selectedDevices());
export const restartSelection = () => runLab(restartNodes, selectedDevices());

/** Restarts what of the selection runs otherwise than it is drawn. */
export const applySelection = () => runLab(restartNodes, drifting(selectedDevices()));
export const applyAll = () => runLab(restartNodes, drifting(Object.keys(currentDocument().nodes)));

export const pauseSelection = () => pauseOrResume(selectedDevices());
export const controlSelection = (control: Exclude<MachineControl, 'pause' | 'resume'>) =>
  controlMachines(control, selectedDevices());
