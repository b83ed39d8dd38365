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

export interface ProgramContext {
  /** Where it runs; by default at the root. */
  readonly directory?: string;
  /** Variables beside the inherited ones. */
  readonly environment?: Readonly<Record<string, string>>;
  /** What it reads on its standard input. */
  readonly input?: string;
  /** Terminates it; then its code is null. */
  readonly signal?: AbortSignal;
}

/** Never rejects: a program that is missing or fails is a result as well. */
export function runProgram(
  program: string,
  args: readonly string[],
  timeoutMs: number,
  { directory = '/', environment = {}, input = '', signal }: ProgramContext = {},
): Promise<ProgramResult> {
  const limited = ['--signal=KILL', String(timeoutMs / 1000), program, ...args];
  const options = {
    env: { ...cleanEnvironment(), ...environment },
    cwd: directory,
    maxBuffer: MAX_OUTPUT_BYTES,
    ...(signal === undefined ? {} : { signal }),
  };
  return new Promise((resolve) => {
    const child = execFile('timeout', limited, options, (error, stdout, stderr) => {
      const killed = error?.signal === 'SIGKILL' || error?.code === TIMED_OUT;
      const code =
        error === null ? 0 : typeof error.code === 'number' && !killed ? error.code : null;
      resolve({ code, stdout, stderr, timedOut: killed });
    });
    // A program that does not read it, or was not found, breaks the pipe; that is told by its end.
    child.stdin?.on('error', () => {});
    child.stdin?.end(input);
  });
}
