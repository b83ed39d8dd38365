/** A cable of the engine alone, with counters and an agenda of its own. */

import { Cable, type CablePlug } from '../../electron/engine/cable/cable';
import { COUNTERS_PER_PORT, PortCounters } from '../../electron/engine/core/counters';
import { TimerQueue } from '../../electron/engine/core/timer-queue';
import type { Fabric } from '../../electron/engine/switch/fabric';
import type { CableState } from '../../shared/document/cable-conditions';
import { perfectCable } from '../../shared/document/topology';

export interface PluggedCable {
  readonly cable: Cable;
  /** Calls the cable when frames are due. */
  readonly timers: TimerQueue;
  readonly aToB: PortCounters;
  readonly bToA: PortCounters;
}

export function plugCable(
  fabric: Fabric,
  a: CablePlug,
  b: CablePlug,
  state: CableState = perfectCable,
  seed = 1,
  timers = new TimerQueue(),
): PluggedCable {
  const memory = new Float64Array(2 * COUNTERS_PER_PORT);
  const aToB = new PortCounters(memory, 0);
  const bToA = new PortCounters(memory, 1);
  const cable = new Cable(a, b, { fabric, timers, aToB, bToA, seed }, state);
  return { cable, timers, aToB, bToA };
}
