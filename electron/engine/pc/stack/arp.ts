/**
 * The neighbour table: who has which IPv4 address on a card's network. Requests are repeated each
 * second, three times; packets wait in a short queue meanwhile. An answer holds for 30 seconds; after
 * that the entry is stale, still used, and asked for again on its next use.
 */

import {
  ARP_REPLY,
  ARP_REQUEST,
  arpFrame,
  arpOperation,
  arpSenderAddress,
  arpSenderMac,
  arpTargetAddress,
  isArp,
} from '../wire/arp';
import { writeU48 } from '../wire/bytes';
import { macText } from '../wire/ethernet';
import type { Card } from './card';
import type { DropCounters } from './drop-counters';
import { formatAddress, isHostAddress } from './ipv4-address';
import type { Routes } from './routes';
import type { Timer, Timers } from './timers';

export const MAX_NEIGHBOURS = 256;
/** Holds the 45 fragments of the largest datagram. */
const MAX_WAITING_PACKETS = 48;
/** Those of all neighbours together: a router that is flooded for hosts that are not there. */
export const MAX_WAITING_IN_ALL = 512;
const TRIES = 3;
const RETRY_MS = 1000;
const REACHABLE_MS = 30_000;
const FORGET_MS = 600_000;
const NOTICE_EVERY_MS = 60_000;

export interface Neighbour {
  readonly card: Card;
  readonly address: number;
  /** Null until the first answer. */
  mac: number | null;
  /** When it last proved to be there. */
  confirmedAt: number;
  /** Null when nobody asks. */
  timer: Timer | null;
  tries: number;
  /** Whole frames that wait for the destination's Ethernet address. */
  readonly waiting: Uint8Array[];
}

export interface ArpWorld {
  timers: Timers;
  routes: Routes;
  counters: DropCounters;
  transmit(card: Card, frame: Uint8Array): void;
  /** The neighbour did not answer: the packet in the frame cannot be delivered. */
  undeliverable(frame: Uint8Array): void;
  /** Tells the person at the console something that no command asked for. */
  notice(text: string): void;
}

export class Arp {
  readonly #world: ArpWorld;
  readonly #neighbours = new Map<number, Neighbour>();
  #noticedAt = Number.NEGATIVE_INFINITY;
  #waiting = 0;

  constructor(world: ArpWorld) {
    this.#world = world;
  }

  /** Sends the frame to a neighbour once its Ethernet address is known; the frame is kept meanwhile. */
  send(card: Card, address: number, frame: Uint8Array): void {
    const neighbour = this.#neighbours.get(keyOf(card, address)) ?? this.#add(card, address);
    if (neighbour.mac !== null) {
      if (this.state(neighbour) === 'STALE' && neighbour.timer === null) this.#ask(neighbour);
      this.#deliver(neighbour, neighbour.mac, frame);
      return;
    }
    if (neighbour.waiting.length >= MAX_WAITING_PACKETS) {
      neighbour.waiting.shift();
      this.#waiting--;
      this.#world.counters.drop('arp-queue-full');
    }
    if (this.#waiting >= MAX_WAITING_IN_ALL) {
      this.#world.counters.drop('arp-queue-full');
    } else {
      neighbour.waiting.push(frame);
      this.#waiting++;
    }
    if (neighbour.timer === null) this.#ask(neighbour);
  }

  /** Takes an ARP packet from a card's network: learns, answers, notices duplicates. */
  receive(card: Card, bytes: Uint8Array, start: number, length: number): void {
    if (!isArp(bytes, start, length)) {
      this.#world.counters.drop('arp-malformed');
      return;
    }
    const sender = arpSenderAddress(bytes, start);
    const senderMac = arpSenderMac(bytes, start);
    if (senderMac === 0 || isGroupMac(senderMac)) {
      this.#world.counters.drop('arp-malformed');
      return;
    }
    const forUs = card.owns(arpTargetAddress(bytes, start));
    if (card.owns(sender)) {
      if (senderMac !== card.mac) this.#noticeDuplicate(card, sender, senderMac);
    } else if (isHostAddress(sender)) {
      this.#learn(card, sender, senderMac, forUs);
    }
    if (forUs && arpOperation(bytes, start) === ARP_REQUEST && senderMac !== card.mac) {
      this.#answer(card, arpTargetAddress(bytes, start), senderMac, sender);
    }
  }

  /** Whether {@link receive} would do anything with it: most broadcasts are about others. */
  concerns(card: Card, bytes: Uint8Array, start: number, length: number): boolean {
    if (!isArp(bytes, start, length)) return true;
    const sender = arpSenderAddress(bytes, start);
    const senderMac = arpSenderMac(bytes, start);
    if (senderMac === 0 || isGroupMac(senderMac)) return true;
    if (card.owns(sender) || card.owns(arpTargetAddress(bytes, start))) return true;
    return this.#neighbours.size > 0 && this.#neighbours.has(keyOf(card, sender));
  }

  /** A gratuitous request: neighbours correct their tables, and a second owner makes itself known. */
  announce(card: Card, address: number): void {
    const fields = { senderMac: card.mac, senderAddress: address, targetAddress: address };
    this.#world.transmit(card, arpFrame({ ...fields, operation: ARP_REQUEST, targetMac: 0 }));
  }

  list(): readonly Neighbour[] {
    for (const neighbour of [...this.#neighbours.values()]) {
      if (this.#age(neighbour) > FORGET_MS && neighbour.timer === null) this.#forget(neighbour);
    }
    return [...this.#neighbours.values()];
  }

  /** Forgets every entry, or those of one card; packets that wait are dropped. */
  flush(card: Card | null = null): number {
    const gone = this.list().filter((one) => card === null || one.card === card);
    for (const neighbour of gone) this.#forget(neighbour);
    return gone.length;
  }

  /** In the words of `ip neigh`. */
  state(neighbour: Neighbour): 'REACHABLE' | 'STALE' | 'PROBE' | 'INCOMPLETE' | 'FAILED' {
    if (neighbour.mac === null) return neighbour.timer === null ? 'FAILED' : 'INCOMPLETE';
    if (neighbour.timer !== null) return 'PROBE';
    return this.#age(neighbour) <= REACHABLE_MS ? 'REACHABLE' : 'STALE';
  }

  #age(neighbour: Neighbour): number {
    return this.#world.timers.now() - neighbour.confirmedAt;
  }

  #add(card: Card, address: number): Neighbour {
    // The first entry of the map is the oldest: a full table loses it.
    const oldest = this.#neighbours.values().next().value;
    if (this.#neighbours.size >= MAX_NEIGHBOURS && oldest !== undefined) this.#forget(oldest);
    const neighbour: Neighbour = {
      card,
      address,
      mac: null,
      confirmedAt: this.#world.timers.now(),
      timer: null,
      tries: 0,
      waiting: [],
    };
    this.#neighbours.set(keyOf(card, address), neighbour);
    return neighbour;
  }

  #forget(neighbour: Neighbour): void {
    this.#world.timers.cancel(neighbour.timer);
    this.#takeWaiting(neighbour);
    this.#neighbours.delete(keyOf(neighbour.card, neighbour.address));
  }

  #takeWaiting(neighbour: Neighbour): Uint8Array[] {
    const frames = neighbour.waiting.splice(0);
    this.#waiting -= frames.length;
    return frames;
  }

  #ask(neighbour: Neighbour): void {
    const { card, address } = neighbour;
    neighbour.tries++;
    neighbour.timer = this.#world.timers.after(RETRY_MS, () => this.#retry(neighbour));
    const senderAddress = this.#world.routes.sourceFor(card, address) ?? 0;
    const fields = { operation: ARP_REQUEST, senderMac: card.mac, targetMac: 0 };
    this.#world.transmit(card, arpFrame({ ...fields, senderAddress, targetAddress: address }));
  }

  #retry(neighbour: Neighbour): void {
    neighbour.timer = null;
    if (neighbour.tries < TRIES) {
      this.#ask(neighbour);
      return;
    }
    neighbour.tries = 0;
    neighbour.mac = null;
    for (const frame of this.#takeWaiting(neighbour)) this.#world.undeliverable(frame);
  }

  #learn(card: Card, address: number, mac: number, forUs: boolean): void {
    let neighbour = this.#neighbours.get(keyOf(card, address));
    // Only who talks to us is worth a new entry; others merely correct what is known (RFC 826).
    if (neighbour === undefined && !forUs) return;
    neighbour ??= this.#add(card, address);
    neighbour.mac = mac;
    neighbour.confirmedAt = this.#world.timers.now();
    neighbour.tries = 0;
    this.#world.timers.cancel(neighbour.timer);
    neighbour.timer = null;
    for (const frame of this.#takeWaiting(neighbour)) this.#deliver(neighbour, mac, frame);
  }

  #deliver(neighbour: Neighbour, mac: number, frame: Uint8Array): void {
    writeU48(frame, 0, mac);
    this.#world.transmit(neighbour.card, frame);
  }

  #answer(card: Card, address: number, targetMac: number, targetAddress: number): void {
    const fields = { operation: ARP_REPLY, senderMac: card.mac, senderAddress: address };
    this.#world.transmit(card, arpFrame({ ...fields, targetMac, targetAddress }));
  }

  #noticeDuplicate(card: Card, address: number, mac: number): void {
    const now = this.#world.timers.now();
    if (now - this.#noticedAt < NOTICE_EVERY_MS) return;
    this.#noticedAt = now;
    this.#world.notice(
      `${card.name}: duplicate address: ${formatAddress(address)} is also used by ${macText(mac)}; give one of the two another address.`,
    );
  }
}

function keyOf(card: Card, address: number): number {
  return card.index * 0x1_0000_0000 + address;
}

function isGroupMac(mac: number): boolean {
  return (Math.floor(mac / 0x100_0000_0000) & 1) === 1;
}
