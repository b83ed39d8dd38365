/** The app of a chaos run: its process, the calls to it, and what it has running. */
import { type ChildProcess, fork } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { INSTANCE_VARIABLE } from '../../electron/system/processes/child-environment';
import { allProcesses } from '../../electron/system/processes/process-group';
import {
  type CallName,
  calls,
  type EventMessage,
  events,
  type Params,
  type Reply,
  type Result,
  type Traffic,
} from '../../shared/contract/service';
import { ownFolders } from '../harness/own-folders';
import { Finding, hold } from './finding';

/** Every call is answered within this, whatever is broken, in milliseconds. */
const ANSWER_MS = 60_000;
const END_MS = 40_000;

export class App {
  readonly #folder: string;
  readonly #worker: string;
  readonly #answers = new Map<number, (reply: Reply) => void>();
  #child: ChildProcess | null = null;
  #lastRequest = 0;
  #heard: (traffic: Traffic) => void = () => {};

  /** @param folder holds `lab.vdelab`, and `run` and `data` for the app */
  constructor(folder: string, worker: string) {
    this.#folder = folder;
    this.#worker = worker;
  }

  get pid(): number {
    return this.#child?.pid ?? -1;
  }

  async start(): Promise<void> {
    const program = resolve(import.meta.dirname, 'service-process.ts');
    const child = fork(program, [join(this.#folder, 'lab.vdelab'), this.#worker], {
      execArgv: ['--import', 'tsx'],
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      env: {
        ...process.env,
        SHELL: '/bin/sh',
        ...ownFolders(this.#folder),
      },
    });
    this.#child = child;
    await new Promise<void>((done, fail) => {
      child.once('message', () => done());
      child.once('exit', (code) => fail(new Finding(`the app ended at its start with ${code}`)));
    });
    child.removeAllListeners('exit');
    child.on('message', (message: Reply | EventMessage) => {
      if ('event' in message) {
        this.#heard(events['lab.traffic'].parse(message.payload));
        return;
      }
      const reply = message;
      this.#answers.get(reply.id)?.(reply);
      this.#answers.delete(reply.id);
    });
  }

  /** Calls; null when the app refused in good order. */
  async call<C extends CallName>(name: C, params: Params<C>): Promise<Result<C> | null> {
    const id = ++this.#lastRequest;
    const reply = await new Promise<Reply>((done, fail) => {
      const late = setTimeout(() => fail(new Finding(`no answer to ${name}`)), ANSWER_MS);
      this.#answers.set(id, (answer) => {
        clearTimeout(late);
        done(answer);
      });
      this.#child?.send({ id, call: name, params }, (error) => {
        if (error) fail(new Finding(`the app is gone: ${error.message}`));
      });
    });
    if (reply.ok) return calls[name].result.parse(reply.value) as Result<C>;
    hold(`${name} failed without being expected to`, reply.failure.code !== 'internal', reply);
    hold(`${name} failed without a next step`, reply.failure.next !== '', reply);
    return null;
  }

  /** The counters as they are next told, about once a second. */
  async traffic(): Promise<Traffic> {
    const told = new Promise<Traffic>((done) => {
      this.#heard = done;
    });
    await this.call('lab.watch', { traffic: true, usage: false, switches: [] });
    return told;
  }

  /** Ends it as a user does; it has to come to its end by itself. */
  async stop(): Promise<void> {
    const child = this.#child!;
    const ended = new Promise<number | null>((done) => child.once('exit', done));
    child.kill('SIGTERM');
    const late = setTimeout(() => child.kill('SIGKILL'), END_MS);
    const code = await ended;
    clearTimeout(late);
    hold('the app did not end within its time by SIGTERM', code === 0, code);
  }

  async kill(): Promise<void> {
    const child = this.#child!;
    const ended = new Promise<void>((done) => child.once('exit', () => done()));
    child.kill('SIGKILL');
    await ended;
  }

  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.#child?.kill(signal);
  }

  /** Processes that carry the mark of an instance below the folder. */
  children(): number[] {
    const mark = `${INSTANCE_VARIABLE}=${this.#folder}`;
    return allProcesses().filter((pid) => readEnvironment(pid).includes(mark));
  }

  /** What is in the folders of instances, beside their own notes. */
  leftovers(): string[] {
    const root = join(this.#folder, 'run/vdelab');
    if (!existsSync(root)) return [];
    const own = new Set(['owner.json', 'journal', 'open.html']);
    return readdirSync(root).flatMap((instance) =>
      readdirSync(join(root, instance)).filter((name) => !own.has(name)),
    );
  }

  instances(): string[] {
    const root = join(this.#folder, 'run/vdelab');
    return existsSync(root) ? readdirSync(root) : [];
  }
}

function readEnvironment(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/environ`, 'latin1');
  } catch {
    // It ended a moment ago.
    return '';
  }
}
