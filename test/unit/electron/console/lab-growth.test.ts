/**
 * The work that a lab makes grows as the lab does, and that of an edit as the edit does. What is counted
 * is looks at the drawing, orders to the data plane and statuses told, for times depend on the machine.
 */
import { afterEach, describe, expect, it } from 'vitest';
import { ConsoleHub } from '../../../../electron/console/console-hub';
import { ScreenHub } from '../../../../electron/console/screen-hub';
import type { Dataplane } from '../../../../electron/dataplane/host/dataplane';
import { Lab } from '../../../../electron/lab/lab';
import type { LabChange } from '../../../../electron/lab/lab-board';
import type { Launcher } from '../../../../electron/lab/launcher';
import { lastingRun } from '../../../../electron/machines/common/lasting-run';
import type { Supervisor } from '../../../../electron/supervisor/supervisor';
import { type DocumentDiff, diffBetween } from '../../../../shared/document/document-diff';
import type { TopologyDocument } from '../../../../shared/document/topology';
import { type LabShape, labOf } from '../../../bench/lab/labs';

const PCS_PER_SWITCH = 12;
const shape = { ports: 16, pcsPerSwitch: PCS_PER_SWITCH, turns: 1, conditions: null };

/** Counts what is asked of it, and answers in a later turn, as the worker does. */
class CountingPlane {
  orders = 0;
  #answer = async (): Promise<void> => {
    this.orders += 1;
    await new Promise<void>((resolve) => setImmediate(resolve));
  };
  add = this.#answer;
  remove = this.#answer;
  connect = this.#answer;
  condition = this.#answer;
  disconnect = this.#answer;
  reserve = this.#answer;
  configure = this.#answer;
  renamePc = this.#answer;
  counters = () => [];
  cableCounters = () => null;
  revive = () => false;
}

interface Work {
  /** Nodes and cables of the drawing that were looked at. */
  looks: number;
  orders: number;
  /** Statuses of nodes and cables that were told. */
  told: number;
}

class Stage {
  readonly #plane = new CountingPlane();
  readonly lab: Lab;
  #document: TopologyDocument;
  #looks = 0;
  #told = 0;

  constructor(pcs: number, more: Partial<LabShape> = {}) {
    this.#document = labOf({ ...shape, name: 'growth', pcs, ...more });
    this.lab = new Lab(this.#watched(this.#document), {
      dataplane: this.#plane as unknown as Dataplane,
      launcher: { launch: async () => lastingRun('') } as unknown as Launcher,
      supervisor: { recordDirectory() {}, forgetDirectory() {} } as unknown as Supervisor,
      consoles: new ConsoleHub(),
      screens: new ScreenHub(),
      instanceDirectory: '/nowhere',
      refusal: async () => null,
      raise: () => {},
      changed: (change) => this.#heard(change),
    });
  }

  get nodes(): number {
    return Object.keys(this.#document.nodes).length;
  }

  /** What it takes to do something, until nothing more comes of it. */
  async work(act: (lab: Lab) => unknown): Promise<Work> {
    const { looks, orders, told } = this.#sums();
    await act(this.lab);
    await settled();
    const after = this.#sums();
    return { looks: after.looks - looks, orders: after.orders - orders, told: after.told - told };
  }

  edit(change: (document: TopologyDocument) => TopologyDocument): Promise<Work> {
    const next = change(this.#document);
    const diff: DocumentDiff = diffBetween(this.#document, next);
    this.#document = next;
    return this.work((lab) => lab.setDocument(this.#watched(next), diff));
  }

  #sums(): Work {
    return { looks: this.#looks, orders: this.#plane.orders, told: this.#told };
  }

  #heard({ nodes, cables }: LabChange): void {
    this.#told += Object.keys(nodes).length + Object.keys(cables).length;
  }

  #watched(document: TopologyDocument): TopologyDocument {
    return {
      ...document,
      nodes: this.#counted(document.nodes),
      cables: this.#counted(document.cables),
    };
  }

  #counted<T extends object>(records: T): T {
    return new Proxy(records, {
      get: (all, id) => {
        this.#looks += 1;
        return Reflect.get(all, id);
      },
    });
  }
}

/** Longer than the time in which news are gathered. */
const settled = () => new Promise<void>((resolve) => setTimeout(resolve, 60));

const stages: Stage[] = [];
function open(pcs: number, more: Partial<LabShape> = {}): Stage {
  const stage = new Stage(pcs, more);
  stages.push(stage);
  return stage;
}

afterEach(async () => {
  for (const { lab } of stages.splice(0)) await lab.stop('all');
});

/** Beyond it a kind of work grows faster than the lab; as the square it would be 16. */
const LINEAR = 5;

describe('the work of a lab', () => {
  it.each([
    { name: 'with one turn', more: {} },
    { name: 'with ten turns', more: { turns: 10 } },
    { name: 'of switches alone, nearly', more: { pcsPerSwitch: 1, ports: 8 } },
  ])('that starts and stops grows as the lab does, $name', async ({ more }) => {
    const small = open(120, more);
    const large = open(480, more);
    const start = (lab: Lab) => lab.start('all');
    const few = await small.work(start);
    const many = await large.work(start);
    expect(many.looks / few.looks).toBeLessThan(LINEAR);
    expect(many.orders / few.orders).toBeLessThan(LINEAR);
    // How many changes are told together depends on the machine, but more than all there cannot be.
    expect(many.told).toBeLessThan(12 * large.nodes);
    const stop = (lab: Lab) => lab.stop('all');
    const stopped = await large.work(stop);
    expect(stopped.orders / (await small.work(stop)).orders).toBeLessThan(LINEAR);
    expect(stopped.looks).toBeLessThan(20 * large.nodes);
    expect(Object.values(large.lab.status().nodes).every(({ state }) => state === 'off')).toBe(
      true,
    );
  });

  it('gives each node and cable a few orders and looks', async () => {
    const stage = open(480);
    const { looks, orders } = await stage.work((lab) => lab.start('all'));
    // A port and a cable for each, and the ports that a switch keeps.
    expect(orders).toBeLessThan(3 * stage.nodes);
    expect(looks).toBeLessThan(40 * stage.nodes);
  });

  it.each([60, 600])('of an edit does not depend on the lab, here of %i PCs', async (pcs) => {
    const stage = open(pcs);
    await stage.lab.start('all');
    const without = ({ cables: { cpc1: _, ...cables }, ...document }: TopologyDocument) => ({
      ...document,
      cables,
    });
    const { cpc1 } = labOf({ ...shape, name: '', pcs }).cables;
    const kinds: Record<string, (document: TopologyDocument) => TopologyDocument> = {
      unplug: without,
      plug: (document) => ({ ...document, cables: { ...document.cables, cpc1: cpc1! } }),
      move: (document) => ({
        ...document,
        cables: { ...document.cables, cpc1: { ...cpc1!, b: { node: 'sw0', port: 16 } } },
      }),
      rename: (document) =>
        ({
          ...document,
          nodes: { ...document.nodes, pc1: { ...document.nodes.pc1!, name: 'new' } },
        }) as TopologyDocument,
    };
    for (const [kind, change] of Object.entries(kinds)) {
      const { looks, orders, told } = await stage.edit(change);
      expect([kind, orders]).toEqual([kind, { unplug: 2, plug: 2, move: 3, rename: 1 }[kind]]);
      // A host name is one that no other node has, so a PC that is renamed looks at their names once.
      const names = kind === 'rename' ? pcs * 1.5 : 0;
      expect(looks).toBeLessThan(10 * shape.ports + names);
      expect(told).toBeLessThan(10);
    }
  });

  it('plans once for many machines that end at the same time', async () => {
    const stage = open(240);
    await stage.lab.start('all');
    const half = Array.from({ length: 120 }, (_, index) => `pc${index + 1}`);
    const { looks } = await stage.work((lab) => lab.stop(half));
    expect(looks).toBeLessThan(20 * half.length);
  });
});
