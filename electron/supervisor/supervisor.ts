/**
 * Starts every program that the app runs beside itself, and answers for its end. Children get an argv
 * array and never a shell, their own process group, a clean environment, and a line in the instance's
 * journal, so that the next start can clear up after a `kill -9`.
 */

import { type ChildProcess, spawn } from 'node:child_process';
import { constants } from 'node:os';
import { basename } from 'node:path';
import { type Failure, FailureError, failureOf } from '../../shared/failure/failure';
import type { ConsoleSource } from '../console/console-source';
import { ptyConsole } from '../console/pty-console';
import { PtyProcess } from '../console/pty-process';
import type { BridgePlan } from '../system/network/bridge-commands';
import type { ConfiguredTap, TapState } from '../system/network/tap-commands';
import {
  CHILD_VARIABLE,
  environmentFor,
  INSTANCE_VARIABLE,
} from '../system/processes/child-environment';
import { findProgram } from '../system/processes/find-program';
import { followersOfMarks, killMarked } from '../system/processes/marked-processes';
import { OutputTail } from '../system/processes/output-tail';
import type { Followers } from '../system/processes/process-group';
import { identityOf } from '../system/processes/process-identity';
import { unwaited } from '../system/unexpected';
import { ChildGroups, type GroupJournal } from './child-groups';
import type { GroupPlace } from './control-groups';
import { InstanceJournal, type JournalRecord } from './instance-journal';
import { type Child, type ChildOutput, type LeaderExit, SupervisedChild } from './supervised-child';

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

/** What a child and all that it starts is found by. */
interface Marks {
  /** In its environment. */
  readonly number: number;
  /** Its control group; null if none could be made. */
  readonly group: string | null;
}

/** What the supervisor needs to know of the instance it works for; see stale-instances.ts. */
export interface SupervisedInstance {
  readonly directory: string;
  readonly journalPath: string;
}

export class Supervisor implements GroupJournal {
  readonly #instance: SupervisedInstance;
  readonly #tell: (failure: Failure) => void;
  readonly #journal: InstanceJournal;
  readonly #groups: ChildGroups;
  readonly #children = new Set<Child>();
  #started = 0;

  /**
   * @param tell is told what could not be written down, where that ends nothing
   * @param places hierarchies of control groups to find processes by; by default those of this computer
   */
  constructor(
    instance: SupervisedInstance,
    tell: (failure: Failure) => void = ({ message }) => console.error(message),
    places?: readonly GroupPlace[],
  ) {
    this.#instance = instance;
    this.#tell = tell;
    this.#journal = new InstanceJournal(instance.journalPath);
    this.#groups = new ChildGroups(basename(instance.directory), this, places);
  }

  /** How many children are alive. */
  get size(): number {
    return this.#children.size;
  }

  /** Starts a program; throws a FailureError if it cannot be started at all. */
  async spawn(spec: ChildSpec): Promise<Child> {
    const { command, marks } = this.#begin(spec);
    const child = spawn(...command, {
      cwd: spec.cwd ?? '/',
      env: this.#environment(spec, marks),
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const exit = exitOf(child);
    const output = outputOf(child);
    // Before the first await: the number must stand in the journal before anything else happens.
    const started = startOf(child, spec.program);
    if (child.pid === undefined) {
      this.#groups.giveUp(marks.group);
      await started;
      throw new Error(`${spec.program} was started without a number`);
    }
    const supervised = this.#adopt(child.pid, marks, exit, output);
    const unwritten = this.#unwritten(supervised, spec.program);
    await started;
    if (unwritten === null) return supervised;
    await supervised.exited;
    throw unwritten;
  }

  /** Starts a program on a pseudo-terminal of 80 columns and 24 rows. */
  spawnTerminal(spec: ChildSpec): TerminalChild {
    const { command, marks } = this.#begin(spec);
    const terminal = new PtyProcess(...command, {
      name: 'xterm-256color',
      cols: 80,
      rows: 24,
      cwd: spec.cwd ?? '/',
      env: this.#environment(spec, marks),
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
    const child = this.#adopt(terminal.pid, marks, exit, output);
    const unwritten = this.#unwritten(child, spec.program);
    if (unwritten !== null) throw unwritten;
    return Object.assign(child, { console: ptyConsole(terminal), printed });
  }

  /** Writes down a VDE directory outside of the instance's own, for the next start to clear. */
  recordDirectory(path: string, made: boolean, management = ''): void {
    const socket = management.startsWith('/') ? { management } : {};
    this.#journal.append({ kind: 'directory', path, made, ...socket });
  }

  /** Takes back {@link recordDirectory}: it was removed in good order. */
  forgetDirectory(path: string): void {
    this.#forget({ kind: 'directory-gone', path });
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
    this.#forget({ kind: 'tap-gone', interface: name });
  }

  /** Writes down how a tap gets into a bridge of this computer, for the next start to put back. */
  recordBridge(plan: BridgePlan): void {
    this.#journal.append({ kind: 'bridge', plan });
  }

  /** Takes back {@link recordBridge}: everything is as it was. */
  forgetBridge(tap: string): void {
    this.#forget({ kind: 'bridge-gone', tap });
  }

  /** Writes down a control group for the next start to remove. */
  recordGroup(path: string): void {
    this.#journal.append({ kind: 'group', path });
  }

  /** Takes back {@link recordGroup}. */
  forgetGroup(path: string): void {
    this.#forget({ kind: 'group-gone', path });
  }

  noteGroup(child: number, path: string): void {
    this.#groups.note(child, path);
  }

  /** Stops all children that are left, all at once, and what any has let go. */
  async stopAll(graceMs?: number): Promise<void> {
    await Promise.all([...this.#children].map((child) => child.stop(undefined, graceMs)));
    await killMarked(this.#mark);
  }

  /** What starts a program so that all that it will ever start is found. */
  #begin({ program, args }: ChildSpec): { command: [string, string[]]; marks: Marks } {
    // What is not there is started as it is, for the failure that comes of it.
    const group = findProgram(program) === null ? null : this.#groups.make();
    const command: [string, string[]] =
      group === null ? [program, [...args]] : ChildGroups.command(group, program, args);
    return { command, marks: { number: ++this.#started, group } };
  }

  #environment({ environment }: ChildSpec, { number }: Marks): Record<string, string> {
    const own = { ...environment, [CHILD_VARIABLE]: String(number) };
    return environmentFor(this.#instance.directory, own);
  }

  get #mark(): string {
    return `${INSTANCE_VARIABLE}=${this.#instance.directory}`;
  }

  #adopt(
    pid: number,
    marks: Marks,
    exit: Promise<LeaderExit>,
    output: ChildOutput,
  ): SupervisedChild {
    const child = new SupervisedChild(pid, exit, output, this.#followersOf(pid, marks));
    this.#children.add(child);
    const cleared = child.exited.then(() => {
      this.#children.delete(child);
      this.#forget({ kind: 'child-gone', pid });
      return this.#groups.leave(pid);
    });
    unwaited(cleared);
    return child;
  }

  /** By its control group, or by what it has in its environment where it has no such group. */
  #followersOf(pid: number, { number, group }: Marks): Followers {
    if (group === null) return followersOfMarks(this.#mark, `${CHILD_VARIABLE}=${number}`);
    this.#groups.note(pid, group);
    return {
      members: () => this.#groups.members(pid),
      kill: () => this.#groups.kill(pid),
    };
  }

  /** Writes a child down. One that cannot be is ended at once: the next start would not find it. */
  #unwritten(child: SupervisedChild, program: string): unknown {
    const identity = identityOf(child.pid);
    if (identity === null) return null;
    try {
      this.#journal.append({ kind: 'child', ...identity, program });
      return null;
    } catch (error) {
      unwaited(child.stop(undefined, 0));
      return error;
    }
  }

  /** Takes a record back. Where that fails the next start looks for what is not there any more. */
  #forget(record: JournalRecord): void {
    try {
      this.#journal.append(record);
    } catch (error) {
      this.#tell(failureOf(error));
    }
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
