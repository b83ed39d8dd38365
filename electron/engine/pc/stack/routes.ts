/** The routing table: networks of the cards, static routes, longest prefix first. */
import type { Card } from './card';
import { contains, formatAddress, networkOf, type Prefix } from './ipv4-address';

export const MAX_STATIC_ROUTES = 256;

export interface StaticRoute {
  prefix: Prefix;
  /** Null for a network that is reached without a router. */
  gateway: number | null;
  card: Card;
}

export interface NextHop {
  card: Card;
  /** Whose Ethernet address the frame goes to. */
  address: number;
  /** The address that packets from here carry. */
  source: number;
}

export class Routes {
  readonly #cards: readonly Card[];
  readonly #static: StaticRoute[] = [];

  constructor(cards: readonly Card[]) {
    this.#cards = cards;
  }

  get statics(): readonly StaticRoute[] {
    return this.#static;
  }

  add(route: StaticRoute): void {
    this.#static.push(route);
  }

  /** The static route to exactly this prefix, narrowed by gateway and card where given. */
  find(prefix: Prefix, gateway: number | null, card: Card | null): StaticRoute | undefined {
    return this.#static.find(
      (route) =>
        route.prefix.address === prefix.address &&
        route.prefix.length === prefix.length &&
        (gateway === null || route.gateway === gateway) &&
        (card === null || route.card === card),
    );
  }

  remove(route: StaticRoute): void {
    this.#static.splice(this.#static.indexOf(route), 1);
  }

  /** Forgets the routes through a card that went down or lost its last address, as Linux does. */
  removeThrough(card: Card): void {
    for (const route of this.#static.filter((one) => one.card === card)) this.remove(route);
  }

  /** The card whose own network holds the address. */
  connected(address: number): Card | null {
    let best: Card | null = null;
    let bestLength = -1;
    for (const card of this.#cards) {
      if (!card.up) continue;
      for (const own of card.addresses) {
        if (own.length <= bestLength || own.length === 32 || !contains(own, address)) continue;
        best = card;
        bestLength = own.length;
      }
    }
    return best;
  }

  /** Where a packet to the address goes; null if no route leads there. */
  lookup(destination: number): NextHop | null {
    let card: Card | null = null;
    let gateway: number | null = null;
    let length = -1;
    for (const candidate of this.#cards) {
      if (!candidate.up) continue;
      for (const own of candidate.addresses) {
        if (own.length <= length || own.length === 32 || !contains(own, destination)) continue;
        card = candidate;
        length = own.length;
      }
    }
    for (const route of this.#static) {
      if (route.prefix.length <= length || !route.card.up) continue;
      if (!contains(route.prefix, destination)) continue;
      card = route.card;
      gateway = route.gateway;
      length = route.prefix.length;
    }
    if (card === null) return null;
    const address = gateway ?? destination;
    const source = this.sourceFor(card, address);
    return source === null ? null : { card, address, source };
  }

  /** The card's address in the neighbour's network, else its first, else the first of any card. */
  sourceFor(card: Card, neighbour: number): number | null {
    const inside = card.addresses.find((own) => contains(own, neighbour));
    const any = this.#cards.flatMap((one) => one.addresses);
    return (inside ?? card.addresses[0] ?? any[0])?.address ?? null;
  }

  /** The lines of `ip route`, in its order: default first, then by network. */
  describe(): string[] {
    const lines = this.#static.map((route) => ({ key: route.prefix, text: describeStatic(route) }));
    for (const card of this.#cards.filter((one) => one.up)) {
      for (const own of card.addresses.filter((one) => one.length < 32)) {
        const key = { address: networkOf(own.address, own.length), length: own.length };
        const source = formatAddress(own.address);
        const network = `${formatAddress(key.address)}/${key.length}`;
        const text = `${network} dev ${card.name} proto kernel scope link src ${source}${linkDown(card)}`;
        lines.push({ key, text });
      }
    }
    lines.sort((a, b) => a.key.address - b.key.address || a.key.length - b.key.length);
    return lines.map((line) => line.text);
  }
}

/** Linux goes on using such a route, and says so. */
const linkDown = (card: Card) => (card.hasCarrier ? '' : ' linkdown');

function describeStatic(route: StaticRoute): string {
  const { address, length } = route.prefix;
  const host = length === 32 ? formatAddress(address) : `${formatAddress(address)}/${length}`;
  const target = length === 0 ? 'default' : host;
  const { card, gateway } = route;
  if (gateway === null) return `${target} dev ${card.name} scope link${linkDown(card)}`;
  return `${target} via ${formatAddress(gateway)} dev ${card.name}${linkDown(card)}`;
}
