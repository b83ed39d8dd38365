/** How much memory a machine is offered instead of what it has. Pure. */
import type { Remedy } from '../../../shared/failure/remedy';
import type { Machine } from './cause';

/** The least that is offered, in MiB: kernels of today take half of it for themselves. */
const LEAST_MIB = 128;
const MOST_MIB = 65_536;

/** Twice what it has. */
export function moreMemory({ memory }: Machine): Remedy | undefined {
  if (memory === undefined || memory >= MOST_MIB) return undefined;
  return { do: 'set-memory', mebibytes: Math.min(MOST_MIB, Math.max(LEAST_MIB, 2 * memory)) };
}

/** Half of what it has. */
export function lessMemory({ memory }: Machine): Remedy | undefined {
  if (memory === undefined || memory < 2 * LEAST_MIB) return undefined;
  return { do: 'set-memory', mebibytes: Math.floor(memory / 2) };
}
