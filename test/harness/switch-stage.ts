/** A folder with switches started by `vdelab switch`, and everything ended and removed afterwards. */
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { expect } from 'vitest';
import { numberIn } from './processes';
import { type RunningProgram, startProgram } from './programs';
import { eventually } from './vde-client';

export const cli = resolve(import.meta.dirname, '../../dist/electron/cli.js');

export function isAlive(pid: number): boolean {
  return existsSync(`/proc/${pid}`);
}

export class SwitchStage {
  readonly folder = mkdtempSync('/tmp/vdw-');
  readonly #running: RunningProgram[] = [];
  readonly #daemons: number[] = [];

  /** A path in the folder. */
  at(name: string): string {
    return join(this.folder, name);
  }

  start(program: string, args: string[], environment = {}): RunningProgram {
    const started = startProgram(program, args, environment);
    this.#running.push(started);
    return started;
  }

  /** Starts `vdelab switch` in the foreground, with its standard input open. */
  startSwitch(args: string[], environment = {}): RunningProgram {
    return this.start(process.execPath, [cli, 'switch', ...args], environment);
  }

  /** Runs `vdelab switch` to its end, with nothing on standard input. */
  runSwitch(...args: string[]) {
    const { status, stdout, stderr } = spawnSync(process.execPath, [cli, 'switch', ...args], {
      input: '',
      encoding: 'utf8',
      cwd: this.folder,
    });
    return { status, stdout, stderr };
  }

  /** Starts a daemon at `sw`; its process number. */
  async startDaemon(...args: string[]): Promise<number> {
    const result = this.runSwitch('-d', '-p', this.at('pid'), '-s', this.at('sw'), ...args);
    expect(result).toEqual({ status: 0, stdout: '', stderr: '' });
    return this.adopt('pid');
  }

  /** Takes a daemon that left its number in a file for one of the stage's. */
  async adopt(pidfile: string): Promise<number> {
    const pid = await eventually(`a number in ${pidfile}`, () => numberIn(this.at(pidfile)));
    this.#daemons.push(pid);
    return pid;
  }

  async close(): Promise<void> {
    for (const program of this.#running) await program.stop();
    for (const pid of this.#daemons) if (isAlive(pid)) process.kill(pid, 'SIGKILL');
    rmSync(this.folder, { recursive: true, force: true });
  }
}
