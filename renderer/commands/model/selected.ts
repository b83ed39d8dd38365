/** What commands ask about the selection. Pure. */
import { isDevice, type TopologyNode } from '../../../shared/document/topology';
import type { MachineControl } from '../../../shared/lab/machine-control';
import { isAlive, type MachineState } from '../../../shared/lab/machine-state';
import { devicesAmong } from '../../document/records/membership';
import type { CommandState } from './command-state';

export const isAnySelected = ({ ids }: CommandState): boolean => ids.size > 0;

export function selectedNodes({ ids, document }: CommandState): TopologyNode[] {
  return [...ids].flatMap((id) => document.nodes[id] ?? []);
}

export const isNodeSelected = (state: CommandState): boolean => selectedNodes(state).length > 0;

export const isOneNode = (state: CommandState): boolean =>
  state.ids.size === 1 && isNodeSelected(state);

export function isCableSelected({ ids, document }: CommandState): boolean {
  return [...ids].some((id) => document.cables[id] !== undefined);
}

/** One cable, and nothing else. */
export const isOneCable = (state: CommandState): boolean =>
  state.ids.size === 1 && isCableSelected(state);

/** States of the selected devices, also of those in selected groups. */
export function selectedStates({ ids, document, lab }: CommandState): MachineState[] {
  return devicesAmong(document.nodes, ids).map((id) => lab.nodes[id]?.state ?? 'off');
}

/** Whether some selected machine can be controlled this way. */
export function canControl(control: MachineControl): (state: CommandState) => boolean {
  return ({ ids, lab }) =>
    [...ids].some((id) => lab.nodes[id]?.facts.controls.includes(control) === true);
}

/** Whether a device of the drawing does not run. */
export function isSomeOff({ document, lab }: CommandState): boolean {
  return Object.values(document.nodes).some(
    (node) => isDevice(node) && !isAlive(lab.nodes[node.id]?.state ?? 'off'),
  );
}

/** Whether some node of the lab is in such a state. */
export function isSome(fits: (state: MachineState) => boolean): (state: CommandState) => boolean {
  return ({ lab }) => Object.values(lab.nodes).some(({ state }) => fits(state));
}

/** What failed is put away by stopping it. */
export const canStop = (state: MachineState): boolean => isAlive(state) || state === 'failed';
