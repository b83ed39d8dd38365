/** Whatever happens to a lab: a plan that looks only at what changed is the plan made from scratch. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type ActualNode, planLab, type Step } from '../../electron/lab/lab-plan';
import { LabPlanner } from '../../electron/lab/lab-planner';
import { diffBetween } from '../../shared/document/document-diff';
import {
  type Cable,
  type DeviceNode,
  emptyDocument,
  isSwitch,
  perfectCable,
  type TopologyDocument,
  type TopologyNode,
} from '../../shared/document/topology';
import { startAtOnce } from '../../shared/kinds/fields/node-fields';
import { noteKind } from '../../shared/kinds/note';
import { plainSwitch } from '../../shared/kinds/switch';
import { plainUml } from '../../shared/kinds/uml';
import { runningValue, withFields } from '../../shared/rules/running-fields';

const switches = ['s1', 's2', 's3'];
const pcs = ['p1', 'p2', 'p3', 'p4'];
const machines = ['u1', 'u2'];
const ids = [...switches, ...pcs, ...machines];
const cableIds = ['c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7'];
const at = { x: 0, y: 0 };
const mac = (card: number) => ({ mac: `02:00:00:00:00:0${card + 1}` });

/** A node with that id; the numbers choose among what may be drawn. */
function nodeOf(id: string, size: number, order: number, name: string): DeviceNode {
  const start = { ...startAtOnce, order };
  const cards = Array.from({ length: 1 + (size % 3) }, (_, card) => mac(card));
  if (switches.includes(id)) {
    const fields = { ports: 2 + size, directory: '', mode: '0600', group: '' };
    const vlans = order === 0 ? {} : { 1: { untagged: order, tagged: [] } };
    return { id, kind: 'switch', name, ...at, ...fields, ...plainSwitch, vlans };
  }
  if (pcs.includes(id)) return { id, kind: 'pc', name, ...at, cards, setup: [], start };
  const files = { kernel: '', memory: 64, rootfs: '', initrd: '', append: '' };
  return { id, kind: 'uml', ...plainUml, name, ...at, ...files, cards, start };
}

const end = fc.record({ node: fc.constantFrom(...ids), port: fc.nat(3) });
const cable = fc
  .record({ id: fc.constantFrom(...cableIds), a: end, b: end, up: fc.boolean() })
  .map((drawn): Cable => ({ ...perfectCable, ...drawn }));
const node = fc
  .tuple(fc.constantFrom(...ids), fc.nat(2), fc.nat(2), fc.constantFrom('one', 'other'))
  .map((chosen) => nodeOf(...chosen));
const note = fc.constantFrom(...ids).map(
  (id): TopologyNode =>
    noteKind.schema.parse({
      ...{ id, kind: 'note', ...at, width: 200, height: 100, text: '', look: 'card' },
      ...{ colour: 'neutral', size: 14, align: 'left' },
    }),
);

const draws = fc.record({
  nodes: fc.array(fc.oneof({ weight: 9, arbitrary: node }, { weight: 1, arbitrary: note }), {
    maxLength: 4,
  }),
  cables: fc.array(cable, { maxLength: 5 }),
  removedNodes: fc.subarray(ids, { maxLength: 1 }),
  removedCables: fc.subarray(cableIds, { maxLength: 2 }),
});

type Event =
  | { type: 'draw'; edit: Edit }
  | { type: 'want' | 'unwant' | 'up' | 'ready' | 'fall'; ids: string[] }
  /** What of the plan fails, by its place in the plan. */
  | { type: 'plan'; failing: number[] };
type Edit = typeof draws extends fc.Arbitrary<infer E> ? E : never;

const some = fc.subarray(ids, { minLength: 1 });
const event: fc.Arbitrary<Event> = fc.oneof(
  draws.map((edit): Event => ({ type: 'draw', edit })),
  fc
    .tuple(fc.constantFrom('want', 'want', 'unwant', 'up', 'ready', 'fall' as const), some)
    .map(([type, chosen]) => ({ type, ids: chosen }) as Event),
  fc.array(fc.nat(12), { maxLength: 2 }).map((failing): Event => ({ type: 'plan', failing })),
);

type LiveNode = { -readonly [K in keyof ActualNode]: ActualNode[K] } & {
  refused: Map<string, unknown>;
};

/** Nodes and cables that do what a plan says, or fail to, as those of the real lab. */
class World {
  readonly nodes = new Map<string, LiveNode>();
  readonly cables = new Map<string, Cable>();
  readonly planner: LabPlanner;

  constructor() {
    this.planner = new LabPlanner(emptyDocument('5d6e4f4e-0c1b-4b8e-9a43-7f0b8c6d2e15'), this);
  }

  happen(what: Event): void {
    if (what.type === 'draw') this.#draw(what.edit);
    else if (what.type === 'plan') this.#plan(what.failing);
    else for (const id of what.ids) this.#befall(what.type, id);
  }

  #draw({ nodes, cables, removedNodes, removedCables }: Edit): void {
    const { document } = this.planner;
    const next: TopologyDocument = {
      ...document,
      nodes: { ...document.nodes },
      cables: { ...document.cables },
    };
    for (const one of nodes) next.nodes[one.id] = one;
    for (const one of cables) next.cables[one.id] = one;
    for (const id of removedNodes) delete next.nodes[id];
    for (const id of removedCables) delete next.cables[id];
    this.planner.setDocument(next, diffBetween(document, next));
  }

  #befall(type: 'want' | 'unwant' | 'up' | 'ready' | 'fall', id: string): void {
    const live = this.nodes.get(id);
    if (type === 'want') this.planner.want(id);
    if (type === 'unwant') this.planner.unwant(id);
    if (type === 'up' && live?.phase === 'launching') live.phase = 'up';
    if (type === 'ready' && live?.phase === 'up') live.isReady = true;
    const isAlive = live !== undefined && live.phase !== 'created' && live.phase !== 'ended';
    if (type === 'fall' && isAlive) {
      if (live.phase !== 'halting') this.planner.unwant(id);
      live.phase = 'ended';
    }
    if (type === 'up' || type === 'ready' || type === 'fall') this.planner.touch(id);
  }

  #plan(failing: readonly number[]): void {
    const { planner } = this;
    const scratch = planLab(planner.document, planner.wanted, this);
    const steps = planner.next();
    expect(words(steps)).toEqual(words(scratch));
    // Who waits already need not be told so by every plan.
    const waiting = scratch.filter(({ type }) => type === 'wait').map(nameOf);
    expect(waiting).toEqual(expect.arrayContaining(steps.filter(isWait).map(nameOf)));
    expect(planner.waits().map(nameOf).sort()).toEqual(waiting.filter(this.#isThere).sort());
    for (const [place, step] of steps.entries()) this.#carryOut(step, failing.includes(place));
  }

  readonly #isThere = (name: string) => this.nodes.has(name);

  #carryOut(step: Step, fails: boolean): void {
    if ('cable' in step) {
      if (fails) this.planner.touchCable(step.cable.id);
      else if (step.type === 'disconnect') this.cables.delete(step.cable.id);
      else if (this.#hasEnds(step.cable)) this.cables.set(step.cable.id, step.cable);
      return;
    }
    const { id } = step.node;
    if (step.type === 'create') {
      if (fails) this.planner.unwant(id);
      else this.#create(step.node);
    }
    const live = this.nodes.get(id);
    if (live === undefined) return;
    if (step.type === 'dismantle') {
      if (fails) this.planner.touch(id);
      else {
        this.nodes.delete(id);
        this.planner.renewed(id);
      }
    }
    if (step.type === 'halt') live.phase = 'halting';
    if (step.type === 'launch') live.phase = 'launching';
    if (step.type === 'change') {
      const { fields, node: to } = step;
      if (!fails) live.node = withFields(live.node, fields, to);
      else for (const field of fields) live.refused.set(field, runningValue(to, field));
      this.planner.touch(id);
    }
    if (step.type === 'reserve') live.reserved = step.ports;
    if (step.type === 'plug-card' || step.type === 'unplug-card') {
      if (fails) live.takesCards = false;
      else live.node = withFields(live.node, ['cards'], step.node);
      this.planner.touch(id);
    }
  }

  #create(made: DeviceNode): void {
    const takesCards = made.kind === 'uml';
    const takes = new Set(isSwitch(made) ? ['ports', 'vlans'] : made.kind === 'pc' ? ['name'] : []);
    const fresh = { phase: 'created', isReady: false, takesCards, takes, reserved: [] } as const;
    this.nodes.set(made.id, { ...fresh, refused: new Map(), node: made });
    this.planner.renewed(made.id);
  }

  #hasEnds({ a, b }: Cable): boolean {
    return [a, b].every(({ node: owner, port }) => {
      const there = this.nodes.get(owner)?.node;
      if (there === undefined) return false;
      if (isSwitch(there)) return port >= 1 && port <= there.ports;
      return 'cards' in there && port < there.cards.length;
    });
  }
}

const isWait = ({ type }: Step) => type === 'wait';
const nameOf = (step: Step) => ('cable' in step ? step.cable.id : step.node.id);

/** All steps but waiting, with all that is in them. */
function words(steps: readonly Step[]): string[] {
  return steps
    .filter((step) => !isWait(step))
    .map((step) => JSON.stringify(step))
    .sort();
}

describe('plans made from what changed', () => {
  it('are those made from scratch, whatever is wished, drawn, and falls', () => {
    fc.assert(
      fc.property(fc.array(event, { minLength: 1, maxLength: 60 }), (happenings) => {
        const world = new World();
        for (const what of happenings) world.happen(what);
        world.happen({ type: 'plan', failing: [] });
      }),
      { numRuns: 1000 },
    );
  });
});
