/** A run without a process of its own: switches, taps and built-in PCs live in the data plane. */
import type { MachineRun } from './machine-driver';

/**
 * Runs until it is stopped.
 *
 * @param cleanUp what is done when it is stopped; must not reject
 */
export function lastingRun(detail: string, cleanUp?: () => Promise<void>): MachineRun {
  let end: () => void;
  const exited = new Promise<{ failure: null }>((resolve) => {
    end = () => resolve({ failure: null });
  });
  return {
    detail,
    exited,
    stop: async () => {
      if (cleanUp !== undefined) await cleanUp();
      end();
    },
  };
}
