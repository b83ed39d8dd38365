/**
 * Remembers what has changed since the last plan, so that the next one looks only at that: wishes, the
 * drawing, and what became of nodes. A plan costs as much as the change, however large the lab is.
 */
import { type DocumentDiff, diffBetween } from '../../shared/document/document-diff';
import { isDevice, type TopologyDocument } from '../../shared/document/topology';
import { CableIndex } from './cable-index';
import { type ActualLab, planChanges, type Step } from './lab-plan';
import { orderOf, StartTurns } from './start-order';

export class LabPlanner {
  readonly #actual: ActualLab;
  readonly #wanted = new Set<string>();
  readonly #turns = new StartTurns();
  readonly #index: CableIndex;
  /** Nodes that were told to wait for their turn. */
  readonly #waiting = new Set<string>();
  /** The turn at the last plan. */
  #order = Number.POSITIVE_INFINITY;
  #document: TopologyDocument;
  #nodes = new Set<string>();
  /** Nodes whose place in the order is to be looked at, and nothing else. */
  #renewed = new Set<string>();
  #cables = new Set<string>();
  /** The state of the turns at which those that wait were told whom they wait for. */
  #toldChanges = 0;

  /** @param actual the lab as it is at any time */
  constructor(document: TopologyDocument, actual: ActualLab) {
    this.#document = document;
    this.#actual = actual;
    this.#index = new CableIndex(Object.values(document.cables));
  }

  get document(): TopologyDocument {
    return this.#document;
  }

  get wanted(): ReadonlySet<string> {
    return this.#wanted;
  }

  /**
   * Takes another drawing. Nodes that are no longer drawn are not wanted any more.
   *
   * @param diff what leads from the former drawing to this one
   */
  setDocument(
    document: TopologyDocument,
    diff: DocumentDiff = diffBetween(this.#document, document),
  ): void {
    const before = this.#document;
    this.#document = document;
    const { nodes, cables } = diff;
    for (const { id } of [...nodes.added, ...nodes.removed]) this.touch(id);
    for (const [{ id }] of nodes.updated) this.touch(id);
    for (const { id } of nodes.removed) this.#wanted.delete(id);
    const gone = [...cables.removed, ...cables.updated.map(([from]) => from)];
    // As they were drawn: what a page says of them need not be true.
    const removed = gone.flatMap(({ id }) => before.cables[id] ?? []);
    const added = [...cables.added, ...cables.updated.map(([, to]) => to)];
    for (const cable of removed) this.#index.remove(cable);
    for (const cable of added) this.#index.add(cable);
    for (const { id, a, b } of [...removed, ...added]) {
      this.touchCable(id);
      // Their switches keep other ports from external clients now.
      this.touch(a.node);
      this.touch(b.node);
    }
  }

  want(id: string): void {
    this.#wanted.add(id);
    this.touch(id);
  }

  /** Returns whether it was wanted. */
  unwant(id: string): boolean {
    this.touch(id);
    return this.#wanted.delete(id);
  }

  /** Something has become of a node; the next plan looks at it. */
  touch(id: string): void {
    this.#nodes.add(id);
  }

  /** A node's ports were made or removed as planned: somebody may have to wait for it from now on. */
  renewed(id: string): void {
    this.#renewed.add(id);
  }

  /** A cable is to be looked at once more. */
  touchCable(id: string): void {
    this.#cables.add(id);
  }

  /** What to do now. The steps are taken as done at the next call, except for what is touched. */
  next(): Step[] {
    const nodes = this.#nodes;
    const cables = this.#cables;
    this.#nodes = new Set();
    this.#cables = new Set();
    for (const id of this.#renewed) this.#bringUpToDate(id);
    this.#renewed.clear();
    for (const id of nodes) this.#bringUpToDate(id);
    const turn = this.#turns.current();
    if (turn.order > this.#order) this.#callWaiting(turn.order, nodes);
    this.#order = turn.order;
    for (const id of nodes) this.#waiting.delete(id);
    const steps = planChanges(
      {
        document: this.#document,
        wanted: this.#wanted,
        actual: this.#actual,
        turn,
        cablesAt: (node) => this.#index.at(node),
      },
      { nodes, cables },
    );
    for (const step of steps) if (step.type === 'wait') this.#waiting.add(step.node.id);
    return steps;
  }

  /** Whether others are awaited now than those that wait were told. */
  get hasNewsForWaiting(): boolean {
    return this.#waiting.size > 0 && this.#toldChanges !== this.#turns.changes;
  }

  /** What those that wait are to be told: whom they wait for now. */
  waits(): Extract<Step, { type: 'wait' }>[] {
    this.#toldChanges = this.#turns.changes;
    const { awaited } = this.#turns.current();
    return [...this.#waiting].flatMap((id) => {
      const there = this.#actual.nodes.get(id);
      return there === undefined ? [] : [{ type: 'wait' as const, node: there.node, awaited }];
    });
  }

  /** Adds those whose turn has come. */
  #callWaiting(order: number, nodes: Set<string>): void {
    for (const id of this.#waiting) {
      const node = this.#document.nodes[id];
      if (!isDevice(node) || orderOf(node) <= order) nodes.add(id);
    }
  }

  #bringUpToDate(id: string): void {
    const drawn = this.#document.nodes[id];
    if (!isDevice(drawn)) this.#wanted.delete(id);
    const isUnready = this.#wanted.has(id) && this.#actual.nodes.get(id)?.isReady !== true;
    this.#turns.set(id, isUnready && isDevice(drawn) ? drawn : null);
  }
}
