/**
 * Threads that were told to end and cannot, because a system call holds them: reading a FIFO that
 * nobody writes to, a file on a server that is gone. They run no code of ours any more (the first thing
 * they meet when the call returns is their end), but whoever waits for them waits for ever, and that is
 * what `process.exit` does.
 */
import type { Worker } from 'node:worker_threads';

const abandoned = new Set<Worker>();
let exitNow: (code: number) => void = process.exit;

/**
 * Notes a thread that does not end; it is forgotten when it does.
 *
 * @param exit ends the process without waiting for threads; given here, so that commands which end
 *   without a data plane load nothing for it
 */
export function abandon(worker: Worker, exit: (code: number) => void): void {
  exitNow = exit;
  abandoned.add(worker);
  worker.once('exit', () => abandoned.delete(worker));
  worker.unref();
}

/**
 * Ends this process, also when a thread of it cannot be ended. To be called when everything is put away.
 *
 * @param exit how the process ends otherwise, with the code
 */
export function endProcess(code: number, exit: (code: number) => void = process.exit): void {
  if (abandoned.size === 0) exit(code);
  else exitNow(code);
}
