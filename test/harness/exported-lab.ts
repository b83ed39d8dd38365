/** An exported script that runs, with a terminal for each machine whose keyboard and screen are files. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  appendFileSync,
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { eventually } from './vde-client';

/**
 * A terminal program: `TERMINAL -e /bin/sh LAB/terminal NAME NOTES`. What is typed comes from a pipe; the
 * folder of notes names its files, because names of machines may be anything.
 */
const TERMINAL = `#!/bin/sh
shift
place=$CONSOLES/$(basename "$4")
mkfifo "$place.in"
exec 3<>"$place.in"
exec "$@" <&3 3<&- >"$place.out" 2>&1
`;

/** How long machines may take; there are emulated ones among them. */
const BOOT_MS = 90_000;

export interface Export {
  /** What stands before \`sh\`, such as what makes the process another user's. */
  readonly before?: readonly string[];
  readonly shell?: string;
  readonly environment?: Record<string, string>;
  readonly args?: readonly string[];
}

export class ExportedLab {
  readonly folder: string;
  readonly #child: ChildProcess;
  readonly #exit: Promise<unknown>;
  #said = '';

  private constructor(folder: string, child: ChildProcess) {
    this.folder = folder;
    this.#child = child;
    this.#exit = once(child, 'close');
    for (const stream of [child.stdout, child.stderr]) {
      stream?.on('data', (data: Buffer) => {
        this.#said += data.toString();
      });
    }
  }

  /** Runs the script with bash, unless another shell is named. */
  static start(text: string, options: Export = {}): ExportedLab {
    const { before = [], shell = 'bash', environment = {}, args = [] } = options;
    const folder = mkdtempSync(join(tmpdir(), 'vdelab-exported-'));
    const consoles = join(folder, 'consoles');
    mkdirSync(consoles);
    writeFileSync(join(folder, 'terminal'), TERMINAL);
    writeFileSync(join(folder, 'lab.sh'), text);
    for (const path of ['', 'consoles', 'terminal', 'lab.sh']) chmodSync(join(folder, path), 0o777);
    const [program, ...words] = [...before, shell, join(folder, 'lab.sh'), ...args];
    const child = spawn(program!, words, {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        ...{ TERMINAL: join(folder, 'terminal'), CONSOLES: consoles, SHELL: '/bin/sh' },
        ...environment,
      },
    });
    return new ExportedLab(folder, child);
  }

  /** What the script itself printed. */
  get said(): string {
    return this.#said;
  }

  /** Waits until all of it is up. */
  async up(): Promise<void> {
    await eventually(
      'the lab is up',
      () => {
        if (this.#child.exitCode !== null) throw new Error(`The script ended: ${this.#said}`);
        return this.#said.includes('The lab is up');
      },
      BOOT_MS,
    );
  }

  /** What is on the screen of a machine, by its id. */
  screen(id: string): string {
    const path = join(this.folder, 'consoles', `m-${id}.out`);
    return existsSync(path) ? readFileSync(path, 'utf8') : '';
  }

  type(id: string, line: string): void {
    appendFileSync(join(this.folder, 'consoles', `m-${id}.in`), `${line}\n`);
  }

  async until(id: string, sign: RegExp | string): Promise<void> {
    const isThere = (text: string) =>
      typeof sign === 'string' ? text.includes(sign) : sign.test(text);
    await eventually(`${sign} on ${id}`, () => isThere(this.screen(id)), BOOT_MS).catch(() => {
      throw new Error(`${id} did not show ${sign}:\n${this.screen(id)}\n${this.#said}`);
    });
  }

  /** Pings from a machine; the sum of what was received stands in what it prints. */
  async pings(id: string, address: string, received = 1): Promise<void> {
    const mark = `to-${address}-${Math.floor(performance.now())}`;
    this.type(id, `echo ${mark}; ping -c 1 -W 2 ${address}; echo over-${mark}`);
    await this.until(id, new RegExp(`^over-${mark}`, 'm'));
    const answer = this.screen(id)
      .split(new RegExp(`^${mark}`, 'm'))
      .at(-1)!;
    if (!new RegExp(` ${received} (packets )?received`).test(answer)) {
      throw new Error(`${id} to ${address}, not ${received} received:\n${answer}\n${this.#said}`);
    }
  }

  /** The exit status of the script, once it has ended. */
  async ended(): Promise<number | null> {
    await this.#exit;
    return this.#child.exitCode;
  }

  /** Ends the script and removes its files; its exit status. */
  async stop(): Promise<number | null> {
    if (this.#child.exitCode === null && this.#child.signalCode === null)
      this.#child.kill('SIGTERM');
    const status = await this.ended();
    rmSync(this.folder, { recursive: true, force: true });
    return status;
  }
}
