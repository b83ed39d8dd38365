/**
 * A stage for one test of machine drivers with real programs: an instance with a supervisor, a real
 * VDE switch to plug cards into, and consoles that can be read and typed into.
 */
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { expect } from 'vitest';
import type { ConsoleSource } from '../../electron/console/console-source';
import { type Instance, openInstance } from '../../electron/instances/stale-instances';
import type { ChildStarter, MachineContext } from '../../electron/machines/common/machine-driver';
import { ProcessLimits } from '../../electron/supervisor/process-limits';
import type { Child } from '../../electron/supervisor/supervised-child';
import { Supervisor } from '../../electron/supervisor/supervisor';
import type { Channel } from '../../shared/contract/console-id';
import { PROMPT } from './guests';
import { eventually } from './vde-client';

/** What a console printed since it was looked at last. */
export class TestConsole {
  #text = '';
  #hasEnded = false;
  readonly source: ConsoleSource;

  constructor(source: ConsoleSource) {
    this.source = source;
    source.onOutput((text) => {
      this.#text += text;
    });
  }

  /** Tells that no more will come, since the machine has ended. */
  end(): void {
    this.#hasEnded = true;
  }

  /** Waits for a text and returns all up to and including it; no longer than the machine lives. */
  async until(wanted: string, timeout = 60_000): Promise<string> {
    const printed = () => JSON.stringify(this.#text.slice(-1500));
    const there = () => {
      if (this.#text.includes(wanted)) return true;
      if (this.#hasEnded) throw new Error(`the machine ended without ${wanted}: ${printed()}`);
      return false;
    };
    await eventually(wanted, there, timeout).catch((error: Error) => {
      throw new Error(`${error.message}; it printed ${printed()}`);
    });
    const end = this.#text.indexOf(wanted) + wanted.length;
    const seen = this.#text.slice(0, end);
    this.#text = this.#text.slice(end);
    return seen;
  }

  /** Types a command at the guest's prompt and returns what it printed. */
  async run(command: string): Promise<string> {
    this.source.write(`${command}\n`);
    await this.until('\n');
    return this.until(PROMPT);
  }
}

export class MachineStage {
  readonly root = mkdtempSync(join(tmpdir(), 'vdelab-t-'));
  readonly instance: Instance;
  readonly supervisor: Supervisor;
  readonly consoles = new Map<Channel, TestConsole>();

  readonly #switches = new Map<string, Child>();

  constructor() {
    mkdirSync(join(this.root, 'run'));
    this.instance = openInstance(join(this.root, 'run'));
    this.supervisor = new Supervisor(this.instance);
  }

  /** Starts a real switch below the root and returns its directory. */
  async switch(name = 'sw'): Promise<string> {
    const directory = join(this.root, name);
    const args = ['null://', `switch://${directory}`];
    this.#switches.set(name, await this.supervisor.spawn({ program: 'vde_plug', args }));
    await expect.poll(() => existsSync(join(directory, 'ctl'))).toBe(true);
    return directory;
  }

  async stopSwitch(name: string): Promise<void> {
    await this.#switches.get(name)?.stop();
  }

  context(cards: readonly string[], id = 'm1'): MachineContext {
    const runtimeDirectory = join(this.instance.directory, id);
    const dataDirectory = join(this.root, 'data', id);
    mkdirSync(runtimeDirectory, { recursive: true });
    mkdirSync(dataDirectory, { recursive: true });
    const limits = new ProcessLimits(basename(this.instance.directory), this.supervisor);
    const attached: TestConsole[] = [];
    return {
      cardDirectories: cards,
      hostname: id,
      runtimeDirectory,
      dataDirectory,
      supervisor: this.#watched(attached),
      attachConsole: (channel, source) => {
        const console = new TestConsole(source);
        attached.push(console);
        this.consoles.set(channel, console);
      },
      report: () => {},
      attachScreen: () => {},
      startupFailed: () => {},
      tell: () => {},
      claimImages: async () => {},
      limitProcesses: (child, wanted) => limits.limit({ id, name: id }, child, wanted),
    };
  }

  /** The supervisor, for a machine whose consoles are over when its last child is. */
  #watched(consoles: readonly TestConsole[]): ChildStarter {
    const live = new Set<Child>();
    const watch = <C extends Child>(child: C): C => {
      live.add(child);
      void child.exited.then(() => {
        live.delete(child);
        if (live.size === 0) for (const console of consoles) console.end();
      });
      return child;
    };
    return {
      spawn: async (spec) => watch(await this.supervisor.spawn(spec)),
      spawnTerminal: (spec) => watch(this.supervisor.spawnTerminal(spec)),
    };
  }

  console(channel: Channel): TestConsole {
    const found = this.consoles.get(channel);
    if (found === undefined) throw new Error(`the machine attached no ${channel}`);
    return found;
  }

  async close(): Promise<void> {
    await this.supervisor.stopAll(500);
    rmSync(this.root, { recursive: true, force: true });
  }
}
