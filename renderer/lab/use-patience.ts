/** Whether a node has been stopping for so long that its user may want to cut it short. */
import { useEffect, useState } from 'react';
import type { MachineState } from '../../shared/lab/machine-state';

/** Longer than a double click, so that one is no power cut; shorter than anybody's patience. */
const PATIENCE_MS = 1500;

/** True once the state has been `stopping` for a while. */
export function useStopsLong(state: MachineState): boolean {
  const [isLong, setLong] = useState(false);
  useEffect(() => {
    setLong(false);
    if (state !== 'stopping') return undefined;
    const timer = setTimeout(() => setLong(true), PATIENCE_MS);
    return () => clearTimeout(timer);
  }, [state]);
  return isLong;
}
