/**
 * What only one node of a lab may have: names, Ethernet addresses, places of sockets, interfaces and
 * ports of this computer. A copy gets its own where there is a next one, else it goes without. An image
 * that is written to directly is left as it is: the rules name both machines and how to mend it. Pure.
 */

import type { TopologyDocument, TopologyNode } from '../../../shared/document/topology';
import { traitsOf } from '../../../shared/kinds/registry';
import { randomMac } from '../../../shared/net/mac-address';
import { viewOf } from '../../kinds/registry';
import { TakenValues } from '../../kinds/taken-values';
import { copyName } from './copy-name';

/** The values that nodes have, to which each copy adds its own. */
export class UniqueValues {
  readonly #random: () => number;
  readonly #names = new Set<string>();
  readonly #macs = new Set<string>();
  readonly #taken = new TakenValues();

  constructor(document: TopologyDocument, random: () => number) {
    this.#random = random;
    for (const node of Object.values(document.nodes)) this.#remember(node);
  }

  /** The node with everything of its own that it cannot share. It has its values from then on. */
  settle(node: TopologyNode): TopologyNode {
    const named = this.#withMacs(this.#withName(node));
    const settled = viewOf(named).asCopy?.(named, this.#taken) ?? named;
    this.#remember(settled);
    return settled;
  }

  #withName(node: TopologyNode): TopologyNode {
    return 'name' in node ? { ...node, name: copyName(node.name, this.#names) } : node;
  }

  #withMacs(node: TopologyNode): TopologyNode {
    if (!('cards' in node)) return node;
    const cards = node.cards.map((card) => ({ ...card, mac: this.#freeMac() }));
    return { ...node, cards } as TopologyNode;
  }

  #freeMac(): string {
    let mac = randomMac(this.#random);
    while (this.#macs.has(mac)) mac = randomMac(this.#random);
    this.#macs.add(mac);
    return mac;
  }

  #remember(node: TopologyNode): void {
    if ('name' in node) this.#names.add(node.name);
    if ('cards' in node) for (const { mac } of node.cards) this.#macs.add(mac.toLowerCase());
    if ('forwards' in node) for (const forward of node.forwards) this.#taken.listen(forward);
    const places = viewOf(node).places?.(node) ?? [];
    this.#taken.take(places, traitsOf(node).addressTexts?.(node) ?? []);
  }
}
