/** The app as a shell has it: `vdelab serve` in a process of its own, and calls over its WebSocket. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { WebSocket } from 'ws';
import type { CallName, Params, Payload, Reply, Result } from '../../../shared/contract/service';
import { printDocument } from '../../../shared/document/document-print';
import type { TopologyDocument } from '../../../shared/document/topology';
import { processorSeconds, residentMegabytes } from '../process-cost';

type LabChange = Payload<'lab.changed'>;

/** Replies begin with their number; the large ones are not parsed unless somebody wants them. */
const REPLY_NUMBER = /^\{"id":(\d+)/;
/** Arguments of Node for the service, from `--profile FOLDER`. */
export const profiling: string[] = [];

const LAB_CHANGED = '{"event":"lab.changed"';

interface Waiting {
  settle(text: string): void;
  fail(error: Error): void;
}

export class BenchApp {
  readonly #folder: string;
  readonly #server: ChildProcess;
  readonly #socket: WebSocket;
  readonly #waiting = new Map<number, Waiting>();
  #changed: ((change: LabChange) => void) | null = null;
  #lastCall = 0;
  /** Characters of all events about the lab so far, and how many there were. */
  readonly events = { count: 0, characters: 0 };

  private constructor(folder: string, server: ChildProcess, socket: WebSocket) {
    this.#folder = folder;
    this.#server = server;
    this.#socket = socket;
    socket.on('message', (data) => this.#receive(String(data)));
    socket.on('close', () => {
      const error = new Error('The service has closed the connection.');
      for (const { fail } of this.#waiting.values()) fail(error);
    });
  }

  /** @param cli of the build that is measured */
  static async open(cli: string, document: TopologyDocument): Promise<BenchApp> {
    const folder = mkdtempSync('/tmp/vdg-');
    const runtime = join(folder, 'run');
    mkdirSync(runtime, { mode: 0o700 });
    const file = join(folder, 'bench.vdelab');
    writeFileSync(file, printDocument(document));
    const environment = { XDG_DATA_HOME: join(folder, 'data'), XDG_RUNTIME_DIR: runtime };
    const server = spawn(process.execPath, [...profiling, cli, 'serve', file], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    try {
      return new BenchApp(folder, server, await connect(await addressOf(server)));
    } catch (error) {
      server.kill('SIGKILL');
      rmSync(folder, { recursive: true, force: true });
      throw error;
    }
  }

  /** Asks and parses the answer; rejects when the service refuses. */
  async call<C extends CallName>(name: C, params: Params<C>): Promise<Result<C>> {
    const reply = JSON.parse(await this.#ask(name, params)) as Reply;
    if (!reply.ok) throw new Error(`${name}: ${reply.failure.message} ${reply.failure.detail}`);
    return reply.value as Result<C>;
  }

  /** Milliseconds until the whole answer has come. */
  async latencyOf<C extends CallName>(name: C, params: Params<C>): Promise<number> {
    const asked = performance.now();
    await this.#ask(name, params);
    return performance.now() - asked;
  }

  /** Resolves with the next change of the lab for which `isIt` holds. */
  changes(isIt: (change: LabChange) => boolean): Promise<void> {
    return new Promise((resolve) => {
      this.#changed = (change) => {
        if (!isIt(change)) return;
        this.#changed = null;
        resolve();
      };
    });
  }

  /** Processor time that the service with its threads has used, in milliseconds. */
  get processorMs(): number {
    return processorSeconds([this.#server.pid!]) * 1000;
  }

  /** Resident memory of the service with its threads, in megabytes. */
  get memory(): number {
    return residentMegabytes([this.#server.pid!]);
  }

  async close(): Promise<void> {
    this.#socket.close();
    if (this.#server.exitCode === null && this.#server.signalCode === null) {
      this.#server.kill('SIGTERM');
      await once(this.#server, 'exit');
    }
    rmSync(this.#folder, { recursive: true, force: true });
  }

  #ask(call: CallName, params: unknown): Promise<string> {
    const id = ++this.#lastCall;
    return new Promise((settle, fail) => {
      this.#waiting.set(id, { settle, fail });
      this.#socket.send(JSON.stringify({ id, call, params }));
    });
  }

  #receive(text: string): void {
    const number = REPLY_NUMBER.exec(text)?.[1];
    if (number !== undefined) {
      this.#waiting.get(Number(number))?.settle(text);
      this.#waiting.delete(Number(number));
      return;
    }
    if (!text.startsWith(LAB_CHANGED)) return;
    this.events.count += 1;
    this.events.characters += text.length;
    this.#changed?.(JSON.parse(text).payload as LabChange);
  }
}

function addressOf(server: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let text = '';
    server.stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString();
      const address = /http:\/\/\S+/.exec(text)?.[0];
      if (address !== undefined) resolve(address);
    });
    server.once('exit', () => reject(new Error(`The service ended: ${text}`)));
  });
}

/** Trades the token for the cookie, as a browser does, and opens the page's WebSocket. */
async function connect(address: string): Promise<WebSocket> {
  const { headers } = await fetch(address, { redirect: 'manual' });
  const cookie = headers.get('set-cookie')?.split(';')[0];
  if (cookie === undefined) throw new Error(`${address} gave no cookie`);
  const { host, origin } = new URL(address);
  const socket = new WebSocket(`ws://${host}/service`, { origin, headers: { cookie } });
  await once(socket, 'open');
  return socket;
}
