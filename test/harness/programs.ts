/** Real programs in tests: started with argv arrays, their output kept, stopped at the end. */
import { type ChildProcess, spawn } from 'node:child_process';

export interface RunningProgram {
  /** Its process id; -1 if it could not be started, which `ended` says. */
  readonly pid: number;
  /** Everything printed so far. */
  output(): string;
  /** Resolves with the exit code when it ends by itself. */
  readonly ended: Promise<number | null>;
  /** Resolves when it has printed something that matches. */
  printed(pattern: RegExp, withinMs?: number): Promise<RegExpMatchArray>;
  type(text: string): void;
  /** Sends SIGINT to the program, as Ctrl-C would. */
  interrupt(): void;
  stop(): Promise<void>;
}

function killGroup(group: number): void {
  try {
    process.kill(-group, 'SIGKILL');
  } catch (error) {
    // It may have ended a moment ago, before Node heard of it.
    if ((error as NodeJS.ErrnoException).code !== 'ESRCH') throw error;
  }
}

/** Starts a program in a process group of its own. */
export function startProgram(
  program: string,
  args: readonly string[],
  environment: Record<string, string> = {},
): RunningProgram {
  const child: ChildProcess = spawn(program, [...args], {
    detached: true,
    stdio: 'pipe',
    env: { ...process.env, ...environment },
  });
  let text = '';
  const watchers = new Set<() => void>();
  const append = (chunk: Buffer) => {
    text += chunk.toString();
    for (const watcher of watchers) watcher();
  };
  child.stdout?.on('data', append);
  child.stderr?.on('data', append);
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('close', (code) => resolve(code));
    child.once('error', reject);
  });
  const printed = (pattern: RegExp, withinMs = 30_000) =>
    new Promise<RegExpMatchArray>((resolve, reject) => {
      const look = () => {
        const match = text.match(pattern);
        if (match === null) return;
        clearTimeout(timer);
        watchers.delete(look);
        resolve(match);
      };
      const timer = setTimeout(() => {
        watchers.delete(look);
        reject(new Error(`${program} did not print ${pattern}; it printed:\n${text}`));
      }, withinMs);
      watchers.add(look);
      look();
    });
  return {
    pid: child.pid ?? -1,
    output: () => text,
    ended,
    printed,
    type: (typed) => child.stdin?.write(typed),
    interrupt: () => {
      child.kill('SIGINT');
    },
    stop: async () => {
      if (child.exitCode === null && child.signalCode === null && child.pid !== undefined) {
        killGroup(child.pid);
      }
      await ended;
    },
  };
}

/**
 * A network namespace with one card on a VDE switch, by vdens; runs a script of `sh` in it. Wait for what the script
 * prints, not for its end: vdens does not hear of one that ends before it has begun to listen, and stays.
 */
export function inVdens(locator: string, script: string): RunningProgram {
  return startProgram('vdens', ['-i', 'vde', locator, 'sh', '-c', script]);
}

/** A script that gives the card of {@link inVdens} an address. */
export const withAddress = (address: string) =>
  `ip link set lo up; ip addr add ${address} dev vde0; ip link set vde0 up;`;
