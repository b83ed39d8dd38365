/** A run without a process of its own: switches, taps and built-in PCs live in the data plane. */
import type { MachineRun } from './machine-driver';

/** Runs until it is stopped. */
export function lastingRun(detail: string): MachineRun {
  let end: () => void;
  const exited = new Promise<{ failure: null }>((resolve) => {
    end = () => resolve({ failure: null });
  });
  return {
    detail,
    exited,
    stop: async () => end(),
  };
}
