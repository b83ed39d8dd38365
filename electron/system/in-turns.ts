/** Long work in steps, so that the service answers others meanwhile. */
import { setImmediate as nextTurn } from 'node:timers/promises';

/** What is done before others get their turn. */
const TURN_MS = 8;

/** Carries out the steps of a generator, each of which should take a few milliseconds. */
export async function inTurns<T>(steps: Generator<undefined, T, undefined>): Promise<T> {
  let began = performance.now();
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
    if (performance.now() - began < TURN_MS) continue;
    await nextTurn();
    began = performance.now();
  }
}
