/**
 * Addresses that are on the network twice, as one switch sees it: an Ethernet address that two ports send
 * with in turns for seconds, and an IPv4 address that two hosts claim. A host that is moved, or an address
 * that fails over, is not among them.
 */
import type { DoubleAddress } from '../../../shared/lab/switch-view';
import { AddressClaims, type SeenFrame, type TakenTwice } from './address-claims';
import { macText } from './mac-table';

/** So often an address has to change its port, and for so long, to be sent from both. */
const MOVES = 4;
const SPAN_MS = 2_500;
/** Longer rests begin it anew: a host that is moved again. */
const REST_MS = 4_000;
/** It is over when nothing was seen of it for so long. */
const OVER_MS = 10_000;
/** Addresses that are followed at a time; of more, the oldest give way. */
const MAX_FOLLOWED = 256;
/** Addresses that are told. */
const MAX_TOLD = 32;

/** An address that goes from port to port. */
interface Wanderer {
  readonly mac: string;
  readonly vlan: number;
  readonly ports: Set<number>;
  moves: number;
  since: number;
  last: number;
}

const isDouble = ({ moves, since, last }: Wanderer) => moves >= MOVES && last - since >= SPAN_MS;

function ipv4Text(address: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(address / 2 ** shift) % 256).join('.');
}

export class DoubleAddresses {
  readonly claims = new AddressClaims();
  readonly #found: () => void;
  readonly #wanderers = new Map<string, Wanderer>();

  /** @param found called when an address turned out to be there twice */
  constructor(found: () => void) {
    this.#found = found;
  }

  /** An address was seen at another port than before. */
  moved(mac: string, vlan: number, from: number, to: number, now: number): void {
    const key = `${vlan} ${mac}`;
    const known = this.#wanderers.get(key);
    if (known === undefined || now - known.last > REST_MS) {
      this.#wanderers.delete(key);
      if (this.#wanderers.size >= MAX_FOLLOWED) this.#dropOldest();
      const ports = new Set([from, to]);
      this.#wanderers.set(key, { mac, vlan, ports, moves: 1, since: now, last: now });
      return;
    }
    const wasDouble = isDouble(known);
    known.moves++;
    known.last = now;
    known.ports.add(from).add(to);
    if (!wasDouble && isDouble(known)) this.#found();
  }

  /** A frame of ARP passed, or, while that is asked for, one of IPv4. */
  saw(frame: SeenFrame, isArp: boolean, vlan: number, port: number, now: number): void {
    if (isArp) this.claims.arp(frame, vlan, port, now);
    else this.claims.ipv4(frame, vlan, now);
  }

  /** All addresses that are there twice; what is over is forgotten. */
  list(now: number): DoubleAddress[] {
    const found: DoubleAddress[] = [];
    for (const [key, wanderer] of this.#wanderers) {
      const { mac, vlan, ports, last } = wanderer;
      if (now - last > OVER_MS) this.#wanderers.delete(key);
      else if (isDouble(wanderer)) found.push({ address: mac, vlan, owners: ownersOf(mac, ports) });
    }
    for (const twice of this.claims.takenTwice(now)) found.push(doubleOf(twice));
    return withoutRepeats(found).slice(0, MAX_TOLD);
  }

  /** Nobody is on a port any more. */
  forgetPort(port: number): void {
    for (const [key, { ports }] of this.#wanderers)
      if (ports.has(port)) this.#wanderers.delete(key);
    this.claims.forgetPort(port);
  }

  /** Forgets all: what was seen came of a loop, or the switch goes away. */
  clear(): void {
    this.#wanderers.clear();
    this.claims.clear();
  }

  #dropOldest(): void {
    this.#wanderers.delete(this.#wanderers.keys().next().value!);
  }
}

function ownersOf(mac: string, ports: Iterable<number>): DoubleAddress['owners'] {
  return [...ports].sort((one, other) => one - other).map((port) => ({ mac, port }));
}

/** Two hosts with one Ethernet address are told as that, whatever else they share. */
function doubleOf({ vlan, address, claims: [one, other] }: TakenTwice): DoubleAddress {
  if (one.mac === other.mac) {
    const mac = macText(one.mac);
    return { address: mac, vlan, owners: ownersOf(mac, [one.port, other.port]) };
  }
  const owners = [one, other]
    .map(({ mac, port }) => ({ mac: macText(mac), port }))
    .sort((a, b) => a.port - b.port || a.mac.localeCompare(b.mac));
  return { address: ipv4Text(address), vlan, owners };
}

function withoutRepeats(doubles: readonly DoubleAddress[]): DoubleAddress[] {
  const seen = new Set<string>();
  return doubles.filter(({ address, vlan }) => {
    const key = `${vlan} ${address}`;
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}
