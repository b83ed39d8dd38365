/**
 * The plan: a pure function that compares the lab that is wanted with the one that is there, and says
 * what to do next. Starting, stopping and editing a running lab are all this. Steps that take long
 * (launch, halt) are only begun; when one has ended, the lab asks for a new plan.
 */
import { natLocator } from '../../shared/nat-locator';
import {
  type Cable,
  type CableEnd,
  type DeviceNode,
  isDevice,
  isSwitch,
  type LearningSwitchNode,
  portsOf,
  type TopologyDocument,
} from '../../shared/topology';
import { type CardChange, cardChange } from './card-plan';
import { currentTurn, orderOf } from './start-order';

/**
 * How far a node has come. `created`: its ports exist. `launching`, `up`, `halting`: its machine is on
 * the way, there, on the way out. `ended`: the machine is gone, its ports are still there.
 */
export type Phase = 'created' | 'launching' | 'up' | 'halting' | 'ended';

export interface ActualNode {
  /** The node as it was when its ports were made. */
  readonly node: DeviceNode;
  readonly phase: Phase;
  /** Whether those behind it in the order of starting need not wait for it any longer. */
  readonly isReady: boolean;
  /** Whether its machine takes cards while it runs. */
  readonly takesCards: boolean;
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
  /** Keeps the ports that the drawing uses on a switch from outside clients without a wish. */
  | { readonly type: 'reserve'; readonly node: DeviceNode; readonly ports: readonly number[] }
  /** Gives a running switch its drawn VLANs and spanning tree. */
  | { readonly type: 'configure'; readonly node: LearningSwitchNode }
  | { readonly type: 'connect'; readonly cable: Cable }
  /** Changes what a cable that is plugged in does to its frames. */
  | { readonly type: 'condition'; readonly cable: Cable }
  | CardChange
  /** Its turn has not come: those with these names are not ready yet. */
  | { readonly type: 'wait'; readonly node: DeviceNode; readonly awaited: readonly string[] }
  | { readonly type: 'launch'; readonly node: DeviceNode };

/** What to do so that exactly the wanted nodes run, joined by exactly the drawing's cables. */
export function planLab(
  document: TopologyDocument,
  wanted: ReadonlySet<string>,
  actual: ActualLab,
): Step[] {
  const halts: Step[] = [];
  const dismantles: Step[] = [];
  const creates: DeviceNode[] = [];
  const launches: Step[] = [];
  const configures: Step[] = [];
  const turn = currentTurn(document, wanted, (id) => actual.nodes.get(id)?.isReady === true);
  const startOf = (node: DeviceNode, drawn: DeviceNode): Step =>
    orderOf(drawn) <= turn.order
      ? { type: 'launch', node }
      : { type: 'wait', node, awaited: turn.awaited };
  /** The nodes whose ports exist once the plan is carried out. */
  const present = new Map<string, DeviceNode>();

  for (const [id, { node, phase, takesCards }] of actual.nodes) {
    const drawn = document.nodes[id];
    const stays = wanted.has(id) && isDevice(drawn) && !needsNewStart(node, drawn);
    const isRunning = phase === 'launching' || phase === 'up';
    if (phase === 'ended' || (!stays && phase === 'created')) {
      dismantles.push({ type: 'dismantle', node });
      continue;
    }
    present.set(id, node);
    if (stays && needsConfiguring(node, drawn)) configures.push({ type: 'configure', node: drawn });
    if (!stays && isRunning) halts.push({ type: 'halt', node });
    if (stays && phase === 'created') launches.push(startOf(node, drawn));
    const cards = stays && phase === 'up' && takesCards ? cardChange(node, drawn) : null;
    if (cards !== null) {
      configures.push(cards);
      present.set(id, cards.node);
    }
  }
  for (const id of wanted) {
    const drawn = document.nodes[id];
    if (!isDevice(drawn) || present.has(id)) continue;
    creates.push(drawn);
    launches.push(startOf(drawn, drawn));
    present.set(id, drawn);
  }

  const disconnects: Step[] = [];
  const connects: Step[] = [];
  for (const cable of actual.cables.values()) {
    if (!isSameCable(cable, document.cables[cable.id]) || !canConnect(cable, present, creates)) {
      disconnects.push({ type: 'disconnect', cable });
    }
  }
  for (const cable of Object.values(document.cables)) {
    const there = actual.cables.get(cable.id);
    const isThere = isSameCable(cable, there) && canConnect(cable, present, creates);
    if (!isThere && canConnect(cable, present, [])) connects.push({ type: 'connect', cable });
    if (isThere && !hasSameConditions(cable, there)) connects.push({ type: 'condition', cable });
  }
  const reserves: Step[] = [...present.values()]
    .filter(isSwitch)
    .map((node) => ({ type: 'reserve', node, ports: drawnPorts(document, node.id) }));
  return [
    ...disconnects,
    ...halts,
    ...dismantles,
    ...inStartOrder(creates).map((node): Step => ({ type: 'create', node })),
    ...reserves,
    ...configures,
    ...connects,
    ...launches,
  ];
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

/**
 * Whether a running node must be stopped and started for a change in the drawing. Machines take what
 * was changed at their next start: nobody wants one rebooted by typing into a form.
 */
function needsNewStart(from: DeviceNode, to: DeviceNode): boolean {
  if (isSwitch(from) && isSwitch(to)) {
    return (
      from.kind !== to.kind ||
      from.ports !== to.ports ||
      from.directory !== to.directory ||
      from.mode !== to.mode ||
      from.group !== to.group ||
      from.management !== to.management
    );
  }
  if (from.kind === 'tap' && to.kind === 'tap') {
    return (
      from.interface !== to.interface ||
      from.address !== to.address ||
      from.up !== to.up ||
      from.bridge !== to.bridge
    );
  }
  if (from.kind === 'plug' && to.kind === 'plug') return from.locator !== to.locator;
  if (from.kind === 'nat' && to.kind === 'nat') return natLocator(from) !== natLocator(to);
  return from.kind !== to.kind;
}

function needsConfiguring(from: DeviceNode, to: DeviceNode): to is LearningSwitchNode {
  if (from.kind !== 'switch' || to.kind !== 'switch') return false;
  return (
    from.fstp !== to.fstp || from.priority !== to.priority || !isSameRecord(from.vlans, to.vlans)
  );
}

/** Records of the document are plain data in a fixed order of fields. */
function isSameRecord(one: unknown, other: unknown): boolean {
  return one === other || JSON.stringify(one) === JSON.stringify(other);
}

function hasSameConditions(cable: Cable, other: Cable | undefined): boolean {
  return (
    other !== undefined &&
    cable.up === other.up &&
    isSameRecord(cable.aToB, other.aToB) &&
    isSameRecord(cable.bToA, other.bToA)
  );
}

/** Whether both ends have ports that exist (and, for a cable that is there, did not come anew). */
function canConnect(
  { a, b }: Cable,
  present: ReadonlyMap<string, DeviceNode>,
  anew: readonly DeviceNode[],
): boolean {
  return [a, b].every(({ node, port }) => {
    const owner = present.get(node);
    return owner !== undefined && !anew.includes(owner) && portsOf(owner).includes(port);
  });
}

function isSameCable(cable: Cable, other: Cable | undefined): boolean {
  const isSameEnd = (from: CableEnd, to: CableEnd) =>
    from.node === to.node && from.port === to.port;
  return other !== undefined && isSameEnd(cable.a, other.a) && isSameEnd(cable.b, other.b);
}

function drawnPorts(document: TopologyDocument, node: string): number[] {
  return Object.values(document.cables)
    .flatMap(({ a, b }) => [a, b])
    .filter((end) => end.node === node)
    .map(({ port }) => port);
}

/** Switches first: machines send their first frames into a network that is there. */
function inStartOrder(nodes: readonly DeviceNode[]): DeviceNode[] {
  return [...nodes.filter(isSwitch), ...nodes.filter((node) => !isSwitch(node))];
}
