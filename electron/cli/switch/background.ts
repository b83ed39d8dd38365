/**
 * Going to the background. Node cannot fork, so the command runs itself once more, detached, and the
 * first process stays until the second says how its start went: when the command returns, clients can
 * join.
 */
import { spawn } from 'node:child_process';
import { visibleLines } from '../../../shared/text/visible-text';

/** The hidden command under which the second process is run. */
export const BACKGROUND_COMMAND = 'switch-in-background';

/** What the second process says: null when it is up, or why it could not start. */
type Report = { readonly words: string; readonly code: number } | null;

/** Starts the switch in the background; returns the exit code for the foreground. */
export function goToBackground(args: readonly string[]): Promise<number> {
  const program = [...process.execArgv, process.argv[1]!, BACKGROUND_COMMAND, ...args];
  const child = spawn(process.execPath, program, {
    detached: true,
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  return new Promise((resolve) => {
    child.once('message', (report: Report) => {
      if (report !== null) process.stderr.write(`vdelab switch: ${visibleLines(report.words)}\n`);
      child.disconnect();
      child.unref();
      resolve(report?.code ?? 0);
    });
    child.once('error', (error) => {
      process.stderr.write(`vdelab switch: ${visibleLines(error.message)}\n`);
      resolve(1);
    });
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** In the second process: says how the start went, and lets go of the place where it was started. */
export function reportToForeground(report: Report): void {
  process.send?.(report);
  if (report === null) process.chdir('/');
}
