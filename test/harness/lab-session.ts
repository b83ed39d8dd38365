/** A lab driven through the service, as a page drives it: calls by name, consoles by what they print. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { createService, type Service } from '../../electron/service/service';
import type { Session } from '../../electron/service/session';
import { type Channel, consoleId } from '../../shared/contract/console-id';
import {
  type CallName,
  calls,
  type EventMessage,
  events,
  type LabStatus,
  type NodeStatus,
  type Params,
  type Payload,
  type Result,
} from '../../shared/contract/service';
import { diffBetween } from '../../shared/document/document-diff';
import { printDocument } from '../../shared/document/document-print';
import type { TopologyDocument } from '../../shared/document/topology';
import { FailureError } from '../../shared/failure/failure';
import { makeOwn } from './own-file';
import { eventually } from './vde-client';

const LAST_WORDS_MS = 1000;
const root = resolve(import.meta.dirname, '../..');

export class LabSession {
  readonly folder: string;
  readonly #service: Service;
  readonly #session: Session;
  readonly #printed = new Map<string, string>();
  /** What was told of the nodes last. */
  readonly #nodes = new Map<string, NodeStatus>();
  /** What became of the nodes, in the order in which it was told: `r1 running`. */
  readonly history: string[] = [];
  /** What they said that they were doing. */
  readonly details: string[] = [];
  #requests = 0;

  private constructor(folder: string, service: Service) {
    this.folder = folder;
    this.#service = service;
    this.#session = service.connect((message) => this.#handle(message));
  }

  /** Opens the service with a document of its own. */
  static async open(document: TopologyDocument): Promise<LabSession> {
    const folder = mkdtempSync('/tmp/vdl-');
    // What is kept of a lab must not get among the user's own.
    process.env.XDG_DATA_HOME = join(folder, 'data');
    // Nor may a host that is stopped interrupt what the user's own shell does when it starts.
    process.env.SHELL = '/bin/sh';
    const initialPath = join(folder, 'lab.vdelab');
    writeFileSync(initialPath, printDocument(document));
    await makeOwn(join(folder, 'data'), initialPath);
    const service = await createService({
      shell: 'terminal',
      assetsDirectory: join(root, 'assets'),
      workerFile: join(root, 'dist/electron/dataplane-worker.js'),
      initialPath,
    });
    return new LabSession(folder, service);
  }

  async call<C extends CallName>(name: C, params: Params<C>): Promise<Result<C>> {
    const reply = await this.#session.handle({ id: ++this.#requests, call: name, params });
    if (!reply.ok) throw new FailureError(reply.failure);
    return calls[name].result.parse(reply.value) as Result<C>;
  }

  status(): Promise<LabStatus> {
    return this.call('lab.get', {});
  }

  /** Changes the drawing; the running lab follows. */
  async change(change: (document: TopologyDocument) => TopologyDocument): Promise<void> {
    const { document, revision } = await this.call('workspace.get', {});
    const diff = diffBetween(document, change(document));
    await this.call('workspace.change', { revision, diff, byHand: { untrusted: [] } });
  }

  /** Begins to read a node's console, from what it has kept on. */
  async attach(node: string, channel: Channel = 'console'): Promise<void> {
    const id = consoleId(node, channel);
    const { replay } = await this.call('console.attach', { console: id });
    this.#printed.set(id, replay);
  }

  /** Forgets what a console has printed by now. */
  discard(node: string, channel: Channel = 'console'): void {
    this.#printed.set(consoleId(node, channel), '');
  }

  /** Waits for a text on a console and takes all up to it; no longer than the machine lives. */
  async until(
    node: string,
    wanted: string | RegExp,
    withinMs = 60_000,
    channel: Channel = 'console',
  ): Promise<string> {
    const id = consoleId(node, channel);
    const dies = this.#deathOf(node);
    const printed = () => `it printed ${JSON.stringify(this.#printed.get(id))}`;
    return eventually(
      `${node} prints ${wanted}`,
      () => {
        const text = this.#printed.get(id) ?? '';
        const match = text.match(wanted instanceof RegExp ? wanted : literally(wanted));
        if (match === null) return dies();
        const end = match.index! + match[0].length;
        this.#printed.set(id, text.slice(end));
        return text.slice(0, end);
      },
      withinMs,
    ).catch((error: Error) => {
      throw new Error(`${error.message}; ${printed()}`);
    });
  }

  /** Throws when the node has been off or failed for a second, in which its last words may still come. */
  #deathOf(node: string): () => null {
    let since: number | null = null;
    return () => {
      const status = this.#nodes.get(node);
      const isDead = status?.state === 'failed' || status?.state === 'off';
      since = isDead ? (since ?? performance.now()) : null;
      if (since === null || performance.now() - since < LAST_WORDS_MS) return null;
      throw new Error(`${node} is ${status?.state}: ${status?.failure?.message ?? 'it ended'}`);
    };
  }

  async type(node: string, text: string, channel: Channel = 'console'): Promise<void> {
    await this.call('console.write', { console: consoleId(node, channel), data: text });
  }

  /** Types a command at a prompt and returns what came until the next prompt. */
  async run(
    node: string,
    command: string,
    prompt: string | RegExp,
    channel: Channel = 'console',
  ): Promise<string> {
    await this.type(node, `${command}\n`, channel);
    await this.until(node, '\n', undefined, channel);
    return this.until(node, prompt, undefined, channel);
  }

  async close(): Promise<void> {
    this.#session.close();
    await this.#service.close();
    rmSync(this.folder, { recursive: true, force: true });
  }

  #note({ nodes }: Payload<'lab.changed'>): void {
    for (const [id, status] of Object.entries(nodes)) {
      if (status === null) continue;
      this.#nodes.set(id, status);
      const step = `${id} ${status.state}`;
      if (this.history.findLast((known) => known.startsWith(`${id} `)) !== step)
        this.history.push(step);
      if (status.detail !== '') this.details.push(`${id}: ${status.detail}`);
    }
  }

  #handle({ event, payload }: EventMessage): void {
    if (event === 'lab.changed') this.#note(events['lab.changed'].parse(payload));
    if (event !== 'console.output') return;
    const { console, data } = events['console.output'].parse(payload);
    this.#printed.set(console, (this.#printed.get(console) ?? '') + data);
    void this.call('console.acknowledge', { console, characters: data.length });
  }
}

function literally(text: string): RegExp {
  return new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
}
