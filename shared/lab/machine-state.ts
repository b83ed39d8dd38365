/** The life of a node of the running lab, and the moves that are legal in it. */
import { z } from 'zod';

const machineStates = ['off', 'starting', 'running', 'stopping', 'failed'] as const;
export const machineStateSchema = z.enum(machineStates);
export type MachineState = (typeof machineStates)[number];

const legalMoves: Record<MachineState, readonly MachineState[]> = {
  off: ['starting'],
  starting: ['running', 'failed', 'stopping', 'off'],
  running: ['stopping', 'failed', 'off'],
  stopping: ['off', 'failed'],
  failed: ['starting', 'off'],
};

/** Whether a node may go from one state to the other in one step. */
export function isLegalMove(from: MachineState, to: MachineState): boolean {
  return legalMoves[from].includes(to);
}

/** Whether something of the node is alive, so that stopping it makes sense. */
export function isAlive(state: MachineState): boolean {
  return state === 'starting' || state === 'running' || state === 'stopping';
}
