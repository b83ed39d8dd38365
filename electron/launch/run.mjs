/** Runs a child in the foreground: same terminal, signals passed on, exit code kept. */
import { spawn } from 'node:child_process';

const FORWARDED = ['SIGINT', 'SIGTERM', 'SIGHUP'];

/** npm runs scripts in the package's folder; relative paths mean the folder where it was called. */
export const callersDirectory = process.env.INIT_CWD ?? process.cwd();

/**
 * @param {string} program
 * @param {string[]} args
 * @returns never: the process ends as the child does
 */
export function runInForeground(program, args) {
  const child = spawn(program, args, { cwd: callersDirectory, stdio: 'inherit' });
  for (const signal of FORWARDED) {
    // A terminal sends Ctrl+C to the child as well; it must take a second one as meaning the same.
    process.on(signal, () => child.kill(signal));
  }
  child.on('error', (error) => {
    console.error(`vdelab: ${program} could not be run: ${error.message}`);
    process.exit(1);
  });
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code ?? 1);
    for (const forwarded of FORWARDED) process.removeAllListeners(forwarded);
    process.kill(process.pid, signal);
  });
}
