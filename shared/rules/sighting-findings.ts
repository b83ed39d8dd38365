/**
 * What the running switches of a lab see, as findings at the nodes that it is about: an address that is
 * there twice is told at each machine that has it, once, whichever switches see it.
 */

import { type CableEnd, isSwitch, nameOf, type TopologyDocument } from '../document/topology';
import type { Finding } from '../failure/finding';
import { doubleFix, mistaggedText } from '../lab/sighting-texts';
import type { DoubleAddress, Sightings } from '../lab/switch-view';

export type SightingsByNode = Readonly<Record<string, Sightings>>;

/** A machine that has an address which is there twice, or a port behind which it is. */
interface Holder {
  /** The node at which it is told. */
  readonly record: string;
  readonly name: string;
}

type Owner = DoubleAddress['owners'][number];

const endKey = ({ node, port }: CableEnd) => `${node} ${port}`;

/** What is at the other end of each port's cable. */
function farEnds(document: TopologyDocument): Map<string, CableEnd> {
  const ends = new Map<string, CableEnd>();
  for (const { a, b } of Object.values(document.cables)) {
    ends.set(endKey(a), b);
    ends.set(endKey(b), a);
  }
  return ends;
}

/** The nodes that have a card with an Ethernet address, as drawn. */
function nodesByMac(document: TopologyDocument): Map<string, string[]> {
  const nodes = new Map<string, string[]>();
  for (const node of Object.values(document.nodes)) {
    if (!('cards' in node)) continue;
    for (const { mac } of node.cards) nodes.set(mac, [...(nodes.get(mac) ?? []), node.id]);
  }
  return nodes;
}

class Holders {
  readonly #document: TopologyDocument;
  readonly #byNode: SightingsByNode;
  readonly #far: ReadonlyMap<string, CableEnd>;
  readonly #byMac: ReadonlyMap<string, readonly string[]>;

  constructor(document: TopologyDocument, byNode: SightingsByNode) {
    this.#document = document;
    this.#byNode = byNode;
    this.#far = farEnds(document);
    this.#byMac = nodesByMac(document);
  }

  /** Who has an address that a switch sees at a port; nobody where a neighbour tells it more precisely. */
  at(seenBy: string, address: string, { mac, port }: Owner): Holder[] {
    const far = this.#far.get(endKey({ node: seenBy, port }));
    const node = far === undefined ? undefined : this.#document.nodes[far.node];
    if (node !== undefined && !isSwitch(node)) return [this.#node(node.id)];
    if (node !== undefined && this.#sees(node.id, address)) return [];
    const drawn = node === undefined ? undefined : this.#byMac.get(mac);
    if (drawn !== undefined) return drawn.map((id) => this.#node(id));
    const name = nameOf(this.#document.nodes[seenBy]!);
    return [{ record: seenBy, name: `what is at port ${port} of ${name}` }];
  }

  #node(id: string): Holder {
    return { record: id, name: nameOf(this.#document.nodes[id]!) };
  }

  #sees(id: string, address: string): boolean {
    return this.#byNode[id]?.doubles.some((double) => double.address === address) ?? false;
  }
}

interface Twice {
  readonly holders: Map<string, Holder>;
  /** `sw1 at port 1 and port 2` */
  readonly seen: string[];
}

function seenText(name: string, { owners }: DoubleAddress): string {
  const ports = [...new Set(owners.map(({ port }) => port))].map((port) => `port ${port}`);
  return `${name} sees it at ${ports.join(' and ')}`;
}

function gather(document: TopologyDocument, byNode: SightingsByNode): Map<string, Twice> {
  const holders = new Holders(document, byNode);
  const found = new Map<string, Twice>();
  for (const [id, { doubles }] of Object.entries(byNode)) {
    const node = document.nodes[id];
    if (node === undefined) continue;
    for (const double of doubles) {
      const twice: Twice = found.get(double.address) ?? { holders: new Map(), seen: [] };
      found.set(double.address, twice);
      twice.seen.push(seenText(nameOf(node), double));
      for (const owner of double.owners) {
        for (const holder of holders.at(id, double.address, owner)) {
          twice.holders.set(holder.name, holder);
        }
      }
    }
  }
  return found;
}

function doubleFindings(document: TopologyDocument, byNode: SightingsByNode): Finding[] {
  return [...gather(document, byNode)].flatMap(([address, { holders, seen }]) => {
    const all = [...holders.values()];
    return all.map(({ record, name }): Finding => {
      const others = all.filter((other) => other.name !== name).map((other) => other.name);
      const same = others.length === 0 ? ' more than once' : `, and so has ${others.join(' and ')}`;
      return {
        severity: 'warning',
        record,
        message: `${capital(name)} has the address ${address}${same}: ${seen[0]}.`,
        next: doubleFix(address),
      };
    });
  });
}

const capital = (text: string) =>
  text.startsWith('what is') ? text.replace(/^what/, 'What') : text;

function mistaggedFindings(document: TopologyDocument, byNode: SightingsByNode): Finding[] {
  return Object.entries(byNode).flatMap(([record, { mistagged }]) => {
    const node = document.nodes[record];
    if (node === undefined) return [];
    return mistagged.map((each): Finding => {
      const { message, next } = mistaggedText(each, ` of ${nameOf(node)}`);
      const { port, vlans } = each;
      const remedy = { do: 'make-trunk', port, vlans } as const;
      return { severity: 'warning', record, message, next, remedy };
    });
  });
}

/** @param byNode what each running switch sees; others are left out */
export function sightingFindings(document: TopologyDocument, byNode: SightingsByNode): Finding[] {
  return [...doubleFindings(document, byNode), ...mistaggedFindings(document, byNode)];
}
