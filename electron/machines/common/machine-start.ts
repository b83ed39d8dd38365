/** The end of every start: the machine is up, or it ended, hangs or is not wanted any more. */
import { setTimeout as delay } from 'node:timers/promises';
import { type Failure, FailureError } from '../../../shared/failure/failure';
import type { Child, ChildExit } from '../../supervisor/supervised-child';

interface Named {
  readonly id: string;
  readonly name: string;
}

export interface StartRace {
  readonly node: Named;
  readonly child: Child;
  /** Resolves when the machine is up; what it rejects with counts only while the child lives on. */
  readonly up: (until: AbortSignal) => Promise<unknown>;
  /** What it means when the child ends instead. */
  readonly ended: (exit: ChildExit) => Failure;
  /** What it means when neither happens in time. */
  readonly late: Failure;
  readonly limitMs: number;
  /** Aborted when the user does not want the machine any more. */
  readonly signal: AbortSignal;
}

/** How long a child whose connection broke may take to end and so to tell why. */
const LAST_BREATH_MS = 2000;

/** Waits until the machine is up; else stops the child and throws the FailureError. */
export async function untilUp(race: StartRace): Promise<void> {
  const settled = new AbortController();
  const until = AbortSignal.any([race.signal, settled.signal]);
  const ended = race.child.exited.then((exit) => new FailureError(race.ended(exit)));
  const late = delay(race.limitMs, new FailureError(race.late), { signal: until }).catch(() =>
    interrupted(race.node),
  );
  const up = race.up(until).then(
    () => null,
    (error: unknown) => (until.aborted ? late : lastBreath(ended, error)),
  );
  const failure = await Promise.race([up, ended, late]).catch((error: unknown) => error);
  settled.abort();
  if (failure === null) return;
  await race.child.stop();
  throw failure;
}

/** A connection that breaks usually means that the child is ending; its last words say more. */
async function lastBreath(ended: Promise<FailureError>, error: unknown): Promise<FailureError> {
  const end = await Promise.race([ended, delay(LAST_BREATH_MS, null, { ref: false })]);
  if (end === null) throw error;
  return end;
}

/** The failure of a start that the user stopped. */
export function interrupted(node: Named): FailureError {
  return new FailureError({
    code: 'interrupted',
    message: `The start of ${node.name} was stopped.`,
    next: 'Start it again when you like.',
    record: node.id,
  });
}
