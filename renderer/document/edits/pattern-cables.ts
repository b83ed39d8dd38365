/** Many cables at once, from names that follow a pattern to others. Pure, as everything in edits.ts. */
import { type DocumentDiff, emptyDiff } from '../../../shared/document/document-diff';
import {
  type CableEnd,
  type DeviceNode,
  isDevice,
  perfectCable,
  type TopologyDocument,
} from '../../../shared/document/topology';
import { t } from '../../i18n/translate';
import { expandPattern } from '../records/name-pattern';
import { newId } from '../records/new-node';
import { freePorts, type Guests } from '../records/ports';

/** What two patterns come to: cables that can be pulled, and why others cannot. */
export interface PatternPlan {
  readonly cables: readonly { a: CableEnd; b: CableEnd }[];
  readonly problems: readonly string[];
}

type Pair = readonly [from: string, to: string];

/** One with each of the others, or the first with the first and so on. */
function pairsOf(from: readonly string[], to: readonly string[]): Pair[] | null {
  if (to.length === 1) return from.map((name) => [name, to[0]!]);
  if (from.length === 1) return to.map((name) => [from[0]!, name]);
  return from.length === to.length ? from.map((name, index) => [name, to[index]!]) : null;
}

class PortsLeft {
  readonly #document: TopologyDocument;
  readonly #guests: Guests;
  readonly #byName = new Map<string, DeviceNode[]>();
  readonly #left = new Map<string, number[]>();

  constructor(document: TopologyDocument, devices: readonly DeviceNode[], guests: Guests) {
    this.#document = document;
    this.#guests = guests;
    for (const node of devices) {
      const namesakes = this.#byName.get(node.name) ?? [];
      this.#byName.set(node.name, [...namesakes, node]);
    }
  }

  /** The one node of that name, or why there is none. */
  find(name: string): DeviceNode | string {
    const [only, ...others] = this.#byName.get(name) ?? [];
    if (only === undefined) return t('There is no {{name}}.', { name });
    return others.length === 0 ? only : t('More than one node is called {{name}}.', { name });
  }

  of(node: DeviceNode): number[] {
    const known = this.#left.get(node.id) ?? freePorts(this.#document, node, this.#guests);
    this.#left.set(node.id, known);
    return known;
  }
}

function planPair(ports: PortsLeft, [from, to]: Pair): { a: CableEnd; b: CableEnd } | string {
  const [one, other] = [ports.find(from), ports.find(to)];
  if (typeof one === 'string') return one;
  if (typeof other === 'string') return other;
  if (one.id === other.id) return t('{{name}} cannot be joined to itself.', { name: from });
  const [left, right] = [ports.of(one), ports.of(other)];
  const full = left.length === 0 ? one : other;
  if (left.length === 0 || right.length === 0) {
    return t('{{from}} to {{to}}: {{name}} has no free port.', { from, to, name: full.name });
  }
  return { a: { node: one.id, port: left.shift()! }, b: { node: other.id, port: right.shift()! } };
}

/**
 * What joins the nodes that `from` stands for with those that `to` stands for, on the lowest free ports.
 *
 * @param guests who has ports without a cable
 */
export function planPattern(
  document: TopologyDocument,
  from: string,
  to: string,
  guests: Guests,
): PatternPlan {
  const devices = Object.values(document.nodes).filter(isDevice);
  const known = devices.map(({ name }) => name);
  const [left, right] = [expandPattern(from, known), expandPattern(to, known)];
  if ('wrong' in left) return { cables: [], problems: [left.wrong] };
  if ('wrong' in right) return { cables: [], problems: [right.wrong] };
  if (left.names.length === 0 || right.names.length === 0) return { cables: [], problems: [] };
  const pairs = pairsOf(left.names, right.names);
  if (pairs === null) {
    const counts = { from: left.names.length, to: right.names.length };
    const problem = t(
      'From {{from}} to {{to}} does not come out even: write one, or as many.',
      counts,
    );
    return { cables: [], problems: [problem] };
  }
  const ports = new PortsLeft(document, devices, guests);
  const planned = pairs.map((pair) => planPair(ports, pair));
  return {
    cables: planned.filter((one) => typeof one !== 'string'),
    problems: [...new Set(planned.filter((one) => typeof one === 'string'))],
  };
}

/** Pulls the cables of a plan. */
export function addPlanned(
  { cables }: PatternPlan,
  random: () => number = Math.random,
): DocumentDiff {
  const diff = emptyDiff();
  const ids = new Set<string>();
  for (const ends of cables) {
    let id = newId('cable', random);
    while (ids.has(id)) id = newId('cable', random);
    ids.add(id);
    diff.cables.added.push({ id, ...ends, ...perfectCable });
  }
  return diff;
}
