/**
 * What goes wrong where nobody waits for the answer: in the callback of a timer, a socket or a promise.
 * The service goes on and says what it could not do; a process that ended there would leave machines
 * running that nobody sees.
 */
import { type Failure, FailureError, failureOf } from '../../shared/failure/failure';

type Tell = (failure: Failure) => void;

const listeners = new Set<Tell>();

/** Is told from now on. Returns what ends that. */
export function onUnexpected(tell: Tell): () => void {
  listeners.add(tell);
  return () => listeners.delete(tell);
}

/** Tells what was thrown where nobody caught it. Never throws. */
export function unexpected(thrown: unknown): void {
  if (!(thrown instanceof FailureError)) console.error('vdelab: unexpected:', thrown);
  for (const tell of listeners) {
    try {
      tell(failureOf(thrown));
    } catch (error) {
      // Telling is not worth more than going on.
      console.error('vdelab: could not be told:', error);
    }
  }
}

/** For work that nobody waits for: what keeps it from being done is told. */
export function unwaited(work: Promise<unknown> | undefined): void {
  work?.catch(unexpected);
}

/**
 * Keeps the process going when something was thrown that nobody caught, or when whoever read what it
 * prints is gone: `vdelab up LAB | head`.
 */
export function keepGoing(): void {
  process.on('uncaughtException', unexpected);
  process.on('unhandledRejection', unexpected);
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => {});
}
