/**
 * Starts every program that the app runs beside itself, and answers for its end. Children get an argv
 * array and never a shell, their own process group, a clean environment, and a line in the instance's
 * journal, so that the next start can clear up after a `kill -9`.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import pty from '@lydell/node-pty';
import { FailureError } from '../../shared/failure';
import type { ConsoleSource } from '../console/console-source';
import { ptyConsole } from '../console/pty-console';
import { identityOf } from '../lab/process-identity';
import { environmentFor } from './child-environment';
import { InstanceJournal } from './instance-journal';
import { OutputTail } from './output-tail';
import { type Child, type ChildOutput, type LeaderExit, SupervisedChild } from './supervised-child';
import type { BridgePlan } from './tap/bridge-commands';
import type { ConfiguredTap, TapState } from './tap/tap-commands';

export interface ChildSpec {
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd?: string;
  /** Variables beside the inherited ones. */
  readonly environment?: Readonly<Record<string, string>>;
}

/** A child on a pseudo-terminal of its own, which is also its console. */
export interface TerminalChild extends Child {
  readonly console: ConsoleSource;
  /** Settles with the first thing that it prints. */
  readonly printed: Promise<void>;
}

/** What the supervisor needs to know of the instance it works for; see stale-instances.ts. */
export interface SupervisedInstance {
  readonly directory: string;
  readonly journalPath: string;
}

export class Supervisor {
  readonly #instance: SupervisedInstance;
  readonly #journal: InstanceJournal;
  readonly #children = new Set<Child>();

  constructor(instance: SupervisedInstance) {
    this.#instance = instance;
    this.#journal = new InstanceJournal(instance.journalPath);
  }

  /** How many children are alive. */
  get size(): number {
    return this.#children.size;
  }

  /** Starts a program; throws a FailureError if it cannot be started at all. */
  async spawn(spec: ChildSpec): Promise<Child> {
    const child = spawn(spec.program, [...spec.args], {
      cwd: spec.cwd ?? '/',
      env: environmentFor(this.#instance.directory, spec.environment),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const exit = exitOf(child);
    const output = outputOf(child);
    // Before the first await: the number must stand in the journal before anything else happens.
    const supervised =
      child.pid === undefined ? null : this.#adopt(child.pid, spec.program, exit, output);
    await startOf(child, spec.program);
    if (supervised === null) throw new Error(`${spec.program} was started without a number`);
    return supervised;
  }

  /** Starts a program on a pseudo-terminal of 80 columns and 24 rows. */
  spawnTerminal(spec: ChildSpec): TerminalChild {
    const terminal = pty.spawn(spec.program, [...spec.args], {
      name: 'xterm-256color',
      cols: 80,
      rows: 24,
      cwd: spec.cwd ?? '/',
      env: environmentFor(this.#instance.directory, spec.environment),
    });
    const tail = new OutputTail();
    const printed = new Promise<void>((resolve) => {
      terminal.onData((text) => {
        tail.append(text);
        resolve();
      });
    });
    const exit = new Promise<LeaderExit>((resolve) => {
      terminal.onExit(({ exitCode, signal }) =>
        resolve(
          signal ? { code: null, signal: signalName(signal) } : { code: exitCode, signal: null },
        ),
      );
    });
    const output = { tail, ended: exit.then(() => undefined) };
    const child = this.#adopt(terminal.pid, spec.program, exit, output);
    return Object.assign(child, { console: ptyConsole(terminal), printed });
  }

  /** Writes down a VDE directory outside of the instance's own, for the next start to clear. */
  recordDirectory(path: string, made: boolean, management = ''): void {
    const socket = management.startsWith('/') ? { management } : {};
    this.#journal.append({ kind: 'directory', path, made, ...socket });
  }

  /** Takes back {@link recordDirectory}: it was removed in good order. */
  forgetDirectory(path: string): void {
    this.#journal.append({ kind: 'directory-gone', path });
  }

  /** Writes down a tap of somebody else's before it is configured, for the next start to put back. */
  recordTap({ interface: name, address, up }: ConfiguredTap, before: TapState): void {
    this.#journal.append({
      kind: 'tap',
      tap: { interface: name, address, up },
      before: { ...before, addresses: [...before.addresses] },
    });
  }

  /** Takes back {@link recordTap}: it is as it was. */
  forgetTap(name: string): void {
    this.#journal.append({ kind: 'tap-gone', interface: name });
  }

  /** Writes down how a tap gets into a bridge of this computer, for the next start to put back. */
  recordBridge(plan: BridgePlan): void {
    this.#journal.append({ kind: 'bridge', plan });
  }

  /** Takes back {@link recordBridge}: everything is as it was. */
  forgetBridge(tap: string): void {
    this.#journal.append({ kind: 'bridge-gone', tap });
  }

  /** Writes down a control group for the next start to remove. */
  recordGroup(path: string): void {
    this.#journal.append({ kind: 'group', path });
  }

  /** Takes back {@link recordGroup}. */
  forgetGroup(path: string): void {
    this.#journal.append({ kind: 'group-gone', path });
  }

  /** Stops all children that are left, all at once. */
  async stopAll(graceMs?: number): Promise<void> {
    await Promise.all([...this.#children].map((child) => child.stop(undefined, graceMs)));
  }

  #adopt(
    pid: number,
    program: string,
    exit: Promise<LeaderExit>,
    output: ChildOutput,
  ): SupervisedChild {
    const identity = identityOf(pid);
    if (identity !== null) this.#journal.append({ kind: 'child', ...identity, program });
    const child = new SupervisedChild(pid, exit, output);
    this.#children.add(child);
    void child.exited.then(() => {
      this.#children.delete(child);
      this.#journal.append({ kind: 'child-gone', pid });
    });
    return child;
  }
}

function exitOf(child: ChildProcess): Promise<LeaderExit> {
  return new Promise((resolve) => {
    child.once('exit', (code, signal) => resolve({ code, signal }));
  });
}

function outputOf(child: ChildProcess): ChildOutput {
  const tail = new OutputTail();
  child.stdout?.on('data', (chunk: Buffer) => tail.append(chunk));
  child.stderr?.on('data', (chunk: Buffer) => tail.append(chunk));
  const ended = new Promise<void>((resolve) => child.once('close', () => resolve()));
  return { tail, ended };
}

function signalName(number: number): string {
  const known = Object.entries(constants.signals).find(([, value]) => value === number);
  return known?.[0] ?? `signal ${number}`;
}

function startOf(child: ChildProcess, program: string): Promise<void> {
  return new Promise((resolve, reject) => {
    child.once('spawn', resolve);
    child.once('error', (error: NodeJS.ErrnoException) => {
      reject(
        new FailureError(
          {
            code: error.code === 'ENOENT' ? 'program-missing' : 'program-failed',
            message: `${program} could not be started.`,
            next: 'Look under “What is installed” for the package that has it.',
            detail: error.message,
          },
          { cause: error },
        ),
      );
    });
  });
}
