/** One measurement of one lab in one build: open, start, edit, stop. */
import { diffBetween } from '../../../shared/document/document-diff';
import { type Cable, perfectCable, type TopologyDocument } from '../../../shared/document/topology';
import { median, quantile } from '../statistics';
import { BenchApp } from './app';
import { type LabShape, labOf } from './labs';
import { during } from './latency';

/** What is measured, as columns of the table. Times in milliseconds, memory in megabytes. */
export const columns = [
  'start',
  'processor while starting',
  'longest call',
  'p99 call',
  'edit',
  'longest call while editing',
  'stop',
  'longest call while stopping',
  'memory',
  'memory per node (kB)',
  'events',
] as const;

export type Column = (typeof columns)[number];
export type Measured = Record<Column, number>;

const EDITS = 6;
const KILOBYTES = 1024;

async function timed(work: () => Promise<unknown>): Promise<number> {
  const began = performance.now();
  await work();
  return performance.now() - began;
}

/** A document that one edit after the other is made to, and the running lab that follows. */
class Edits {
  readonly #app: BenchApp;
  #document: TopologyDocument;
  #revision: number;

  constructor(app: BenchApp, document: TopologyDocument, revision: number) {
    this.#app = app;
    this.#document = document;
    this.#revision = revision;
  }

  async apply(change: (document: TopologyDocument) => TopologyDocument): Promise<void> {
    const next = change(this.#document);
    const diff = diffBetween(this.#document, next);
    const { revision } = await this.#app.call('workspace.change', {
      revision: this.#revision,
      diff,
    });
    this.#revision = revision;
    this.#document = next;
  }

  /** Milliseconds until pages are told that the cable is as drawn now. */
  async cable(id: string, cable: Cable | null): Promise<number> {
    return timed(async () => {
      const seen = this.#app.changes(({ cables }) =>
        cable === null ? cables[id] === null : cables[id]?.a === true,
      );
      await this.apply((document) => {
        const cables = { ...document.cables };
        if (cable === null) delete cables[id];
        else cables[id] = cable;
        return { ...document, cables };
      });
      await seen;
    });
  }

  async rename(id: string, name: string): Promise<number> {
    return timed(() =>
      this.apply((document) => {
        const nodes = { ...document.nodes, [id]: { ...document.nodes[id]!, name } };
        return { ...document, nodes } as TopologyDocument;
      }),
    );
  }
}

/** Takes a cable out, plugs it in elsewhere and back again, and renames its PC. */
async function editAll(app: BenchApp, shape: LabShape): Promise<number[]> {
  const { document, revision } = await app.call('workspace.get', {});
  const edits = new Edits(app, document, revision);
  const taken: number[] = [];
  for (let number = 1; number <= EDITS; number++) {
    const id = `cpc${number}`;
    const cable = { ...perfectCable, ...document.cables[id]! };
    const elsewhere = { node: cable.b.node, port: shape.ports };
    taken.push(await edits.cable(id, null));
    taken.push(await edits.cable(id, { ...cable, b: elsewhere }));
    taken.push(await edits.cable(id, cable));
    taken.push(await edits.rename(`pc${number}`, `renamed${number}`));
  }
  return taken;
}

/** @param cli the command of the build */
export async function measure(cli: string, shape: LabShape): Promise<Measured> {
  const document = labOf(shape);
  const nodes = Object.keys(document.nodes).length;
  const app = await BenchApp.open(cli, document);
  try {
    const before = app.memory;
    const used = app.processorMs;
    const started = async () => {
      const { failures } = await app.call('lab.start', { nodes: 'all' });
      if (failures.length > 0) throw new Error(JSON.stringify(failures[0]));
    };
    const starting = timed(started);
    const whileStarting = await during(app, starting);
    const processorMs = app.processorMs - used;
    const { count } = app.events;
    const memory = app.memory;
    const editing = editAll(app, shape);
    const whileEditing = await during(app, editing);
    const stopping = timed(() => app.call('lab.stop', { nodes: 'all' }));
    const whileStopping = await during(app, stopping);
    return {
      start: await starting,
      'processor while starting': processorMs,
      'longest call': Math.max(...whileStarting.all),
      'p99 call': quantile(whileStarting.all, 0.99),
      edit: median(await editing),
      'longest call while editing': Math.max(...whileEditing.all),
      stop: await stopping,
      'longest call while stopping': Math.max(...whileStopping.all),
      memory,
      'memory per node (kB)': ((memory - before) * KILOBYTES) / nodes,
      events: count,
    };
  } finally {
    await app.close();
  }
}
