/**
 * The plan: a pure function that compares the lab that is wanted with the one that is there, and says
 * what to do next. Starting, stopping and editing a running lab are all this. Steps that take long
 * (launch, halt) are only begun; when one has ended, the lab asks for a new plan.
 */

import {
  type Cable,
  type CableEnd,
  type DeviceNode,
  hasPort,
  isDevice,
  isSwitch,
  type TopologyDocument,
} from '../../shared/document/topology';
import {
  differingFields,
  isSameValue,
  runningValue,
  withFields,
} from '../../shared/rules/running-fields';
import { CableIndex } from './cable-index';
import { type CardChange, cardChange } from './card-plan';
import { currentTurn, orderOf, type Turn } from './start-order';

/**
 * How far a node has come. `created`: its ports exist. `launching`, `up`, `halting`: its machine is on
 * the way, there, on the way out. `ended`: the machine is gone, its ports are still there.
 */
export type Phase = 'created' | 'launching' | 'up' | 'halting' | 'ended';

export interface ActualNode {
  /** The node as it runs: as it was when its ports were made, with what it took since. */
  readonly node: DeviceNode;
  readonly phase: Phase;
  /** Whether those behind it in the order of starting need not wait for it any longer. */
  readonly isReady: boolean;
  /** Whether its machine takes cards while it runs. */
  readonly takesCards: boolean;
  /** The fields that it takes as they are drawn while it runs, other than its cards. */
  readonly takes: ReadonlySet<string>;
  /** Values of those that it did not take, by field. */
  readonly refused: ReadonlyMap<string, unknown>;
  /** Of a switch: the ports that are kept from external clients without a wish, ascending. */
  readonly reserved: readonly number[];
}

export interface ActualLab {
  readonly nodes: ReadonlyMap<string, ActualNode>;
  readonly cables: ReadonlyMap<string, Cable>;
}

export type Step =
  | { readonly type: 'disconnect'; readonly cable: Cable }
  | { readonly type: 'halt'; readonly node: DeviceNode }
  | { readonly type: 'dismantle'; readonly node: DeviceNode }
  | { readonly type: 'create'; readonly node: DeviceNode }
  /** Keeps the ports that the drawing uses on a switch from external clients without a wish. */
  | { readonly type: 'reserve'; readonly node: DeviceNode; readonly ports: readonly number[] }
  /** Gives a node some of its drawn fields as it runs. */
  | { readonly type: 'change'; readonly node: DeviceNode; readonly fields: readonly string[] }
  | { readonly type: 'connect'; readonly cable: Cable }
  /** Changes what a cable that is plugged in does to its frames. */
  | { readonly type: 'condition'; readonly cable: Cable }
  | CardChange
  /** Its turn has not come: those with these names are not ready yet. */
  | { readonly type: 'wait'; readonly node: DeviceNode; readonly awaited: readonly string[] }
  | { readonly type: 'launch'; readonly node: DeviceNode };

/** What a plan is made from. */
export interface Situation {
  readonly document: TopologyDocument;
  readonly wanted: ReadonlySet<string>;
  readonly actual: ActualLab;
  readonly turn: Turn;
  /** The ids of the cables that are drawn at a node. */
  cablesAt(node: string): Iterable<string>;
}

/** Nodes and cables to look at, by id. */
export interface Places {
  readonly nodes: Iterable<string>;
  readonly cables: Iterable<string>;
}

/** What to do so that exactly the wanted nodes run, joined by exactly the drawing's cables. */
export function planLab(
  document: TopologyDocument,
  wanted: ReadonlySet<string>,
  actual: ActualLab,
): Step[] {
  const index = new CableIndex(Object.values(document.cables));
  const turn = currentTurn(document, wanted, (id) => actual.nodes.get(id)?.isReady === true);
  return planChanges(
    { document, wanted, actual, turn, cablesAt: (node) => index.at(node) },
    {
      nodes: new Set([...actual.nodes.keys(), ...wanted]),
      cables: new Set([...actual.cables.keys(), ...Object.keys(document.cables)]),
    },
  );
}

/**
 * The part of {@link planLab}'s plan that concerns these places. It is the whole plan when nothing was
 * to be done anywhere else. Takes time in proportion to the places, with the cables at nodes whose ports
 * come or go.
 */
export function planChanges(situation: Situation, places: Places): Step[] {
  const { document, actual } = situation;
  const steps: Step[] = [];
  const cables = new Set(places.cables);
  const fates = new Map<string, Fate>();
  const fateOf = (id: string) => {
    const fate = fates.get(id) ?? nodeFate(situation, id);
    fates.set(id, fate);
    return fate;
  };
  for (const id of places.nodes) {
    const fate = fateOf(id);
    steps.push(...fate.steps);
    if (fate.changesPorts) for (const cable of situation.cablesAt(id)) cables.add(cable);
    const reserve = reserveStep(situation, fate);
    if (reserve !== null) steps.push(reserve);
  }
  for (const id of cables) {
    steps.push(...cableSteps(actual.cables.get(id), document.cables[id], fateOf));
  }
  return inStages(steps).flat();
}

/**
 * The steps in the order in which they are to be carried out, those that do not depend on each other
 * together. Switches come first: machines send their first frames into a network that is there.
 */
export function inStages(steps: readonly Step[]): Step[][] {
  const stages: Step[][] = [];
  for (const step of steps) {
    const stage = stageOf(step);
    stages[stage] ??= [];
    stages[stage].push(step);
  }
  return stages.filter((stage) => stage !== undefined);
}

const stageOfType: Record<Step['type'], number> = {
  disconnect: 0,
  halt: 1,
  dismantle: 2,
  create: 3,
  reserve: 5,
  change: 6,
  'plug-card': 6,
  'unplug-card': 6,
  connect: 7,
  condition: 7,
  wait: 8,
  launch: 8,
};

function stageOf(step: Step): number {
  const isLaterCreate = step.type === 'create' && !isSwitch(step.node);
  return stageOfType[step.type] + (isLaterCreate ? 1 : 0);
}

/** What is to become of a node. */
interface Fate {
  /** The node whose ports exist once the plan is carried out; null for none. */
  readonly present: DeviceNode | null;
  /** Whether those ports are made by the plan. */
  readonly isNew: boolean;
  /** Whether ports come or go, so that its cables are to be looked at. */
  readonly changesPorts: boolean;
  readonly steps: readonly Step[];
}

function nodeFate(situation: Situation, id: string): Fate {
  const { document, wanted, actual, turn } = situation;
  const there = actual.nodes.get(id);
  const found = document.nodes[id];
  const drawn = wanted.has(id) && isDevice(found) ? found : null;
  const startOf = (node: DeviceNode, as: DeviceNode): Step =>
    orderOf(as) <= turn.order
      ? { type: 'launch', node }
      : { type: 'wait', node, awaited: turn.awaited };
  if (there === undefined || there.phase === 'ended' || isToBeRemade(there, drawn)) {
    const steps: Step[] = there === undefined ? [] : [{ type: 'dismantle', node: there.node }];
    if (drawn !== null) steps.push({ type: 'create', node: drawn }, startOf(drawn, drawn));
    return { present: drawn, isNew: true, changesPorts: steps.length > 0, steps };
  }
  const { node, phase } = there;
  const stands = { present: node, isNew: false, changesPorts: false };
  if (drawn === null || node.kind !== drawn.kind) {
    const isRunning = phase === 'launching' || phase === 'up';
    return { ...stands, steps: isRunning ? [{ type: 'halt', node }] : [] };
  }
  if (phase === 'halting') return { ...stands, steps: [] };
  const { steps, ...after } = changes(situation, there, drawn);
  if (phase === 'created') steps.push(startOf(node, drawn));
  return { ...after, isNew: false, steps };
}

/** Of a node of which only the ports are there nothing runs that could be disturbed. */
function isToBeRemade(there: ActualNode, drawn: DeviceNode | null): boolean {
  if (there.phase !== 'created') return false;
  if (drawn === null || there.node.kind !== drawn.kind) return true;
  return differingFields(there.node, drawn).some((field) => !there.takes.has(field));
}

/**
 * What a node takes of its drawing as it runs. The rest waits for a restart, which is the user's to order:
 * nobody wants a machine rebooted, or external clients sent away, by typing into a form.
 */
function changes(
  { cablesAt, document }: Situation,
  there: ActualNode,
  drawn: DeviceNode,
): { steps: Step[]; present: DeviceNode; changesPorts: boolean } {
  const { node, phase, takesCards, takes, refused } = there;
  const fields = differingFields(node, drawn).filter(
    (field) =>
      takes.has(field) &&
      !(refused.has(field) && isSameValue(refused.get(field), runningValue(drawn, field))) &&
      !(field === 'ports' && hasCableBeyond(drawn, document, cablesAt(drawn.id))),
  );
  const steps: Step[] = [];
  const changed = withFields(node, fields, drawn);
  if (fields.length > 0) steps.push({ type: 'change', node: changed, fields });
  const cards = phase === 'up' && takesCards ? cardChange(changed, drawn) : null;
  if (cards !== null) steps.push(cards);
  const changesPorts = cards !== null || fields.includes('ports');
  return { steps, present: cards?.node ?? (fields.length > 0 ? changed : node), changesPorts };
}

/** Whether a cable is drawn to a port that the node would not have: a fault, which unplugs nothing. */
function hasCableBeyond(
  node: DeviceNode,
  { cables }: TopologyDocument,
  ids: Iterable<string>,
): boolean {
  for (const id of ids) {
    const { a, b } = cables[id]!;
    if ([a, b].some((end) => end.node === node.id && !hasPort(node, end.port))) return true;
  }
  return false;
}

/** Null when the switch keeps exactly these ports already. */
function reserveStep({ document, actual, cablesAt }: Situation, fate: Fate): Step | null {
  const { present, isNew } = fate;
  if (present === null || !isSwitch(present)) return null;
  const { id } = present;
  const drawn: number[] = [];
  for (const cable of cablesAt(id)) {
    const { a, b } = document.cables[cable]!;
    for (const { node, port } of [a, b]) if (node === id) drawn.push(port);
  }
  const ports = [...new Set(drawn)].sort((one, other) => one - other);
  const kept = isNew ? [] : (actual.nodes.get(id)?.reserved ?? []);
  return kept.join() === ports.join() ? null : { type: 'reserve', node: present, ports };
}

/** @param there the cable as it is plugged in, and `drawn` as it is to be */
function cableSteps(
  there: Cable | undefined,
  drawn: Cable | undefined,
  fateOf: (node: string) => Fate,
): Step[] {
  const hasPorts = ({ a, b }: Cable, mayBeNew: boolean) =>
    [a, b].every(({ node, port }) => {
      const { present, isNew } = fateOf(node);
      return present !== null && (mayBeNew || !isNew) && hasPort(present, port);
    });
  const steps: Step[] = [];
  const stays = there !== undefined && isSameCable(there, drawn) && hasPorts(there, false);
  if (there !== undefined && !stays) steps.push({ type: 'disconnect', cable: there });
  if (drawn === undefined) return steps;
  if (!stays && hasPorts(drawn, true)) steps.push({ type: 'connect', cable: drawn });
  if (stays && !hasSameConditions(drawn, there)) steps.push({ type: 'condition', cable: drawn });
  return steps;
}

/** The nodes that a user means when starting some: with the switches that their cables lead to. */
export function withTheirSwitches(document: TopologyDocument, ids: Iterable<string>): Set<string> {
  const neighbours = new Map<string, string[]>();
  const note = (from: CableEnd, to: CableEnd) => {
    const known = neighbours.get(from.node);
    if (known === undefined) neighbours.set(from.node, [to.node]);
    else known.push(to.node);
  };
  for (const { a, b } of Object.values(document.cables)) {
    note(a, b);
    note(b, a);
  }
  const found = new Set(ids);
  const queue = [...found];
  for (let id = queue.pop(); id !== undefined; id = queue.pop()) {
    for (const other of neighbours.get(id) ?? []) {
      const node = document.nodes[other];
      if (node === undefined || !isSwitch(node) || found.has(other)) continue;
      found.add(other);
      queue.push(other);
    }
  }
  return found;
}

function hasSameConditions(cable: Cable, other: Cable): boolean {
  return (
    cable.up === other.up &&
    isSameValue(cable.aToB, other.aToB) &&
    isSameValue(cable.bToA, other.bToA)
  );
}

function isSameCable(cable: Cable, other: Cable | undefined): boolean {
  const isSameEnd = (from: CableEnd, to: CableEnd) =>
    from.node === to.node && from.port === to.port;
  return other !== undefined && isSameEnd(cable.a, other.a) && isSameEnd(cable.b, other.b);
}
