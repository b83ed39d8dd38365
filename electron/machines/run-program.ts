/**
 * Runs a short-lived program to its end. The time limit is kept by coreutils' `timeout`, so that it
 * also holds when the app is killed meanwhile.
 */
import { execFile } from 'node:child_process';
import { cleanEnvironment } from './child-environment';

export interface ProgramResult {
  /** Exit code; null if it could not be started, was killed or took too long. */
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
  readonly timedOut: boolean;
}

/** What `timeout --signal=KILL` reports when the time was up: 128 + SIGKILL. */
const TIMED_OUT = 137;
const MAX_OUTPUT_BYTES = 1 << 20;

/**
 * Never rejects: a program that is missing or fails is a result as well.
 *
 * @param environment variables beside the inherited ones
 */
export function runProgram(
  program: string,
  args: readonly string[],
  timeoutMs: number,
  environment: Readonly<Record<string, string>> = {},
): Promise<ProgramResult> {
  const limited = ['--signal=KILL', String(timeoutMs / 1000), program, ...args];
  const env = { ...cleanEnvironment(), ...environment };
  const options = { env, cwd: '/', maxBuffer: MAX_OUTPUT_BYTES };
  return new Promise((resolve) => {
    const child = execFile('timeout', limited, options, (error, stdout, stderr) => {
      const killed = error?.signal === 'SIGKILL' || error?.code === TIMED_OUT;
      const code =
        error === null ? 0 : typeof error.code === 'number' && !killed ? error.code : null;
      resolve({ code, stdout, stderr, timedOut: killed });
    });
    child.stdin?.end();
  });
}
