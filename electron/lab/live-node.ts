/** A node whose ports exist. */
import type { DeviceNode } from '../../shared/topology';
import type { MachineRun } from '../machines/machine-driver';
import type { MachineLog } from '../machines/machine-log';
import type { Phase } from './lab-plan';

export interface LiveNode {
  /** As its ports were made, and as it was last configured. */
  node: DeviceNode;
  phase: Phase;
  /** Whether those behind it in the order of starting need not wait for it any longer. */
  isReady: boolean;
  /** Whether its machine takes cards while it runs, and has not refused one. */
  takesCards: boolean;
  run: MachineRun | null;
  readonly abort: AbortController;
  readonly log: MachineLog;
}
