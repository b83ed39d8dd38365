/** A real vde_switch and `vdelab switch`, with the same clients on both, to compare what they do. */
import { mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { ManagementClient } from './management-client';
import { type RunningProgram, startProgram } from './programs';
import { VdeTestClient } from './vde-client';

const cli = resolve(import.meta.dirname, '../../dist/electron/cli.js');
/** The highest port. The vde_switch of Debian numbers its ports from 0, and so needs one more. */
const PORTS = 8;

/** One of the two. */
export class SwitchSide {
  readonly isReal: boolean;
  readonly management: ManagementClient;
  readonly directory: string;
  readonly socket: string;
  readonly #program: RunningProgram;
  readonly #clients = new Map<string, VdeTestClient>();

  private constructor(
    isReal: boolean,
    folder: string,
    program: RunningProgram,
    management: ManagementClient,
  ) {
    this.isReal = isReal;
    this.directory = join(folder, 'sw');
    this.socket = join(folder, 'mgmt');
    this.#program = program;
    this.management = management;
  }

  static async start(isReal: boolean, folder: string, args: string[]): Promise<SwitchSide> {
    const directory = join(folder, 'sw');
    const socket = join(folder, 'mgmt');
    const own = isReal ? PORTS + 1 : PORTS;
    const all = ['-s', directory, '-M', socket, '-n', String(own), ...args];
    const program = isReal
      ? startProgram('vde_switch', all)
      : startProgram(process.execPath, [cli, 'switch', ...all]);
    const management = await ManagementClient.connect(socket);
    return new SwitchSide(isReal, folder, program, management);
  }

  /** The reply to a command, with what must differ made the same. */
  async ask(command: string): Promise<string> {
    return normalised(await this.management.ask(command));
  }

  /** Joins a client and calls it by a name; the port that it got, or `refused`. */
  async join(name: string, port?: number, port0 = false): Promise<string> {
    try {
      const fields = { description: name, ...(port === undefined ? {} : { port }), port0 };
      const client = await VdeTestClient.join(this.directory, fields);
      this.#clients.set(name, client);
      return `port ${client.port}`;
    } catch {
      return 'refused';
    }
  }

  async leave(name: string): Promise<void> {
    this.#clients.get(name)!.leave();
    this.#clients.delete(name);
    await this.settle();
  }

  /** Sends a frame; what each client got, in hexadecimal by its name. */
  async send(name: string, frame: Uint8Array): Promise<Record<string, string[]>> {
    this.#clients.get(name)!.send(frame);
    await this.settle();
    return Object.fromEntries(
      [...this.#clients].flatMap(([other, client]) => {
        const got = receivedBy(client);
        return got.length === 0 ? [] : [[other, got]];
      }),
    );
  }

  /** Waits until everything that was sent before has been handled: the switch is one loop. */
  async settle(): Promise<void> {
    await this.management.ask('#');
    await this.management.ask('ds/showinfo');
  }

  /** The numbers of the endpoints on a port, the newest first. */
  async endpoints(port: number): Promise<number[]> {
    const shown = await this.management.ask(`port/print ${port}`);
    return [...shown.matchAll(/endpoint ID (\d+)/g)].map((match) => Number(match[1]));
  }

  async stop(): Promise<void> {
    for (const client of this.#clients.values()) client.leave();
    this.management.close();
    await this.#program.stop();
  }
}

function receivedBy(client: VdeTestClient): string[] {
  const frames: string[] = [];
  for (let frame = client.receive(); frame !== null; frame = client.receive()) {
    frames.push(Buffer.from(frame).toString('hex'));
  }
  return frames;
}

/** Versions, process numbers, times, addresses and descriptors are each switch's own. */
export function normalised(reply: string): string {
  return reply
    .replace(/^VDE switch V\..*\n\(C\) .*$/m, 'VDE switch V.VERSION\n(C) OWNERS')
    .replace(/pid \d+ MAC \S+ uptime \d+/, 'pid PID MAC ADDRESS uptime SECONDS')
    .replace(/MAC (\S\S:){5}\S\S Priority/, 'MAC ADDRESS Priority')
    .replace(/root (\S\S:){2}(\S\S:){5}\S\S/g, 'root BRIDGE')
    .replace(/age \d+/g, 'age SECONDS')
    .replace(/endpoint ID \d+/g, 'endpoint ID FD')
    .replace(/FD +\d+/g, 'FD FD')
    .replace(/\/tmp\/vds-\w+\//g, 'FOLDER/');
}

export interface SwitchPair {
  readonly real: SwitchSide;
  readonly ours: SwitchSide;
  /** Does the same with both; the two results. */
  both<T>(act: (side: SwitchSide) => Promise<T>): Promise<{ real: T; ours: T }>;
  close(): Promise<void>;
}

export async function startPair(args: string[] = []): Promise<SwitchPair> {
  const folders = [mkdtempSync('/tmp/vds-'), mkdtempSync('/tmp/vds-')] as const;
  const [real, ours] = await Promise.all([
    SwitchSide.start(true, folders[0], args),
    SwitchSide.start(false, folders[1], args),
  ]);
  return {
    real,
    ours,
    both: async (act) => ({ real: await act(real), ours: await act(ours) }),
    close: async () => {
      await real.stop();
      await ours.stop();
      for (const folder of folders) rmSync(folder, { recursive: true, force: true });
    },
  };
}
