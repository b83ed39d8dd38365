/**
 * Carries out the steps of a plan: those of a stage side by side, one stage after the other. Whoever
 * else wants something of this process gets a turn every few milliseconds.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';
import { inStages, type Step } from './lab-plan';

/** Steps of a stage that are under way at the same time. */
const MAX_STEPS_AT_ONCE = 256;
/** How long steps may be begun without letting others have a turn, in milliseconds. */
const SLICE_MS = 8;

export interface FailedStep {
  readonly step: Step;
  readonly error: unknown;
}

/** Carries out what can be; returns the steps that failed. */
export async function carryOutAll(
  steps: readonly Step[],
  carryOut: (step: Step) => void | Promise<void>,
): Promise<FailedStep[]> {
  const failed: FailedStep[] = [];
  let sliceEnd = performance.now() + SLICE_MS;
  const attempt = async (step: Step) => {
    try {
      await carryOut(step);
    } catch (error) {
      failed.push({ step, error });
    }
  };
  for (const stage of inStages(steps)) {
    let underWay: Promise<void>[] = [];
    for (const step of stage) {
      underWay.push(attempt(step));
      const isLate = performance.now() > sliceEnd;
      if (!isLate && underWay.length < MAX_STEPS_AT_ONCE) continue;
      await Promise.all(underWay);
      underWay = [];
      if (!isLate) continue;
      await nextTurn();
      sliceEnd = performance.now() + SLICE_MS;
    }
    await Promise.all(underWay);
  }
  return failed;
}
