/**
 * IPv4: checks and sorts what arrives, delivers, forwards when told to, and sends with fragmentation.
 * Packets to own addresses wait in a queue until {@link Ipv4.runLocal}, so that nothing nests.
 */

import {
  BROADCAST_MAC,
  ETHERNET_HEADER_BYTES,
  ETHERNET_MTU,
  ETHERTYPE_IPV4,
  writeEthernet,
} from '../wire/ethernet';
import {
  ICMP_TIME_EXCEEDED,
  ICMP_UNREACHABLE,
  UNREACHABLE_NEEDS_FRAGMENTS,
  UNREACHABLE_NET,
} from '../wire/icmp';
import {
  checkIpv4,
  decrementTtl,
  IPV4_HEADER_BYTES,
  ipv4Destination,
  ipv4DontFragment,
  ipv4FragmentOffset,
  ipv4HeaderBytes,
  ipv4MoreFragments,
  ipv4Source,
  ipv4TotalBytes,
  ipv4Ttl,
  writeFragment,
  writeIpv4,
} from '../wire/ipv4';
import type { Arp } from './arp';
import type { Card } from './card';
import type { DropCounters } from './drop-counters';
import { isHostAddress, isLoopback, isMulticast, LOCALHOST } from './ipv4-address';
import { Reassembly } from './reassembly';
import type { NextHop, Routes } from './routes';
import type { Timers } from './timers';

const MAX_LOCAL_PACKETS = 256;

export interface Ipv4World {
  cards: readonly Card[];
  timers: Timers;
  routes: Routes;
  counters: DropCounters;
  arp: Arp;
  random(): number;
  transmit(card: Card, frame: Uint8Array): void;
  /** A whole packet for this host; the header has been checked. `broadcast` if others got it too. */
  deliver(bytes: Uint8Array, start: number, broadcast: boolean): void;
  /** A packet could not go on: its sender should learn why. */
  reject(bytes: Uint8Array, start: number, type: number, code: number): void;
}

export interface OutgoingPacket {
  /** Chosen by the route if not given. */
  source?: number;
  destination: number;
  protocol: number;
  ttl?: number;
  payload: Uint8Array;
}

export class Ipv4 {
  forwarding = false;
  defaultTtl = 64;
  readonly #world: Ipv4World;
  readonly #reassembly: Reassembly;
  readonly #local: Uint8Array[] = [];
  #identifier: number;

  constructor(world: Ipv4World) {
    this.#world = world;
    this.#reassembly = new Reassembly(world.timers, world.counters);
    this.#identifier = Math.floor(world.random() * 0x1_0000);
  }

  isOwn(address: number): boolean {
    return isLoopback(address) || this.#world.cards.some((card) => card.owns(address));
  }

  isBroadcast(address: number): boolean {
    return this.#world.cards.some((card) => card.up && card.isBroadcast(address));
  }

  /** The source address for packets to a destination; null if the network is unreachable. */
  sourceFor(destination: number): number | null {
    if (this.isOwn(destination)) return isLoopback(destination) ? LOCALHOST : destination;
    return this.#route(destination)?.source ?? null;
  }

  /** False if there is no route to the destination. */
  send(packet: OutgoingPacket): boolean {
    const { destination, protocol, payload } = packet;
    const own = this.isOwn(destination);
    const hop = own ? null : this.#route(destination);
    if (!own && hop === null) return false;
    const source = packet.source ?? hop?.source ?? this.sourceFor(destination)!;
    const frame = new Uint8Array(ETHERNET_HEADER_BYTES + IPV4_HEADER_BYTES + payload.length);
    frame.set(payload, ETHERNET_HEADER_BYTES + IPV4_HEADER_BYTES);
    this.#identifier = (this.#identifier + 1) & 0xffff;
    writeIpv4(frame, ETHERNET_HEADER_BYTES, {
      totalBytes: frame.length - ETHERNET_HEADER_BYTES,
      identifier: this.#identifier,
      ttl: packet.ttl ?? this.defaultTtl,
      protocol,
      source,
      destination,
    });
    if (hop === null) this.#queueLocal(frame);
    else this.#transmit(hop, frame);
    return true;
  }

  /** Takes what a frame for this card carried; anything malformed is dropped and counted. */
  receive(card: Card, bytes: Uint8Array, start: number, length: number, group: boolean): void {
    const { counters } = this.#world;
    const check = checkIpv4(bytes, start, length);
    if (check !== 'ok') {
      counters.drop(check === 'checksum' ? 'ip-checksum' : 'ip-malformed');
      return;
    }
    const source = ipv4Source(bytes, start);
    const destination = ipv4Destination(bytes, start);
    if (!this.#plausibleSource(source) || isLoopback(destination)) {
      counters.drop('ip-source');
      return;
    }
    if (card.isBroadcast(destination)) this.#accept(bytes, start, true);
    else if (this.isOwn(destination)) this.#accept(bytes, start, group);
    else if (group || isMulticast(destination)) counters.drop('not-for-us');
    else if (this.forwarding) this.#forward(bytes, start);
    else counters.drop('not-forwarding');
  }

  /** Delivers what this host sent to itself; a bounded number, so that no loop can hang the caller. */
  runLocal(): void {
    for (let count = 0; count < MAX_LOCAL_PACKETS; count++) {
      const frame = this.#local.shift();
      if (frame === undefined) return;
      this.#world.deliver(frame, ETHERNET_HEADER_BYTES, false);
    }
  }

  get hasLocal(): boolean {
    return this.#local.length > 0;
  }

  #plausibleSource(source: number): boolean {
    // 0.0.0.0 is how a host speaks that asks for an address.
    if (source !== 0 && !isHostAddress(source)) return false;
    return !this.isOwn(source) && !this.isBroadcast(source);
  }

  #accept(bytes: Uint8Array, start: number, broadcast: boolean): void {
    if (!ipv4MoreFragments(bytes, start) && ipv4FragmentOffset(bytes, start) === 0) {
      this.#world.deliver(bytes, start, broadcast);
      return;
    }
    const whole = this.#reassembly.add(bytes, start);
    if (whole !== null) this.#world.deliver(whole, 0, broadcast);
  }

  #queueLocal(frame: Uint8Array): void {
    if (this.#local.length >= MAX_LOCAL_PACKETS) this.#world.counters.drop('local-full');
    else this.#local.push(frame);
  }

  #route(destination: number): NextHop | null {
    const { cards, routes } = this.#world;
    const broadcast = cards.find(
      (card) => card.up && card.addresses.length > 0 && card.isBroadcast(destination),
    );
    if (broadcast === undefined) return routes.lookup(destination);
    const source = routes.sourceFor(broadcast, destination);
    return source === null ? null : { card: broadcast, address: destination, source };
  }

  #forward(bytes: Uint8Array, start: number): void {
    const { counters, routes } = this.#world;
    const source = ipv4Source(bytes, start);
    const destination = ipv4Destination(bytes, start);
    if (source === 0 || !isHostAddress(destination) || this.isBroadcast(destination)) {
      counters.drop('not-for-us');
      return;
    }
    const hop = routes.lookup(destination);
    if (hop === null) {
      this.#reject(bytes, start, 'no-route', ICMP_UNREACHABLE, UNREACHABLE_NET);
      return;
    }
    if (ipv4Ttl(bytes, start) <= 1) {
      this.#reject(bytes, start, 'ttl-expired', ICMP_TIME_EXCEEDED, 0);
      return;
    }
    const total = ipv4TotalBytes(bytes, start);
    if (total > ETHERNET_MTU && ipv4DontFragment(bytes, start)) {
      const code = UNREACHABLE_NEEDS_FRAGMENTS;
      this.#reject(bytes, start, 'needs-fragments', ICMP_UNREACHABLE, code);
      return;
    }
    // The bytes belong to the caller and the packet may have to wait for ARP: it needs a copy.
    const frame = new Uint8Array(ETHERNET_HEADER_BYTES + total);
    frame.set(bytes.subarray(start, start + total), ETHERNET_HEADER_BYTES);
    decrementTtl(frame, ETHERNET_HEADER_BYTES);
    this.#transmit(hop, frame);
  }

  #reject(
    bytes: Uint8Array,
    start: number,
    reason: 'ttl-expired' | 'no-route' | 'needs-fragments',
    type: number,
    code: number,
  ): void {
    this.#world.counters.drop(reason);
    this.#world.reject(bytes, start, type, code);
  }

  /** Sends a packet that stands in a frame after the place for the Ethernet header. */
  #transmit(hop: NextHop, frame: Uint8Array): void {
    for (const piece of fragmentsOf(frame)) {
      writeEthernet(piece, BROADCAST_MAC, hop.card.mac, ETHERTYPE_IPV4);
      if (hop.card.isBroadcast(hop.address)) this.#world.transmit(hop.card, piece);
      else this.#world.arp.send(hop.card, hop.address, piece);
    }
  }
}

/** The frame itself if it fits, else its fragments. Options stay in each: they are rare here. */
export function fragmentsOf(frame: Uint8Array): Uint8Array[] {
  const start = ETHERNET_HEADER_BYTES;
  if (frame.length <= start + ETHERNET_MTU) return [frame];
  const headers = start + ipv4HeaderBytes(frame, start);
  const room = (start + ETHERNET_MTU - headers) & ~7;
  const base = ipv4FragmentOffset(frame, start);
  const moreBehind = ipv4MoreFragments(frame, start);
  const pieces: Uint8Array[] = [];
  for (let at = headers; at < frame.length; at += room) {
    const end = Math.min(at + room, frame.length);
    const piece = new Uint8Array(headers + end - at);
    piece.set(frame.subarray(0, headers));
    piece.set(frame.subarray(at, end), headers);
    const more = end < frame.length || moreBehind;
    writeFragment(piece, start, piece.length - start, base + at - headers, more);
    pieces.push(piece);
  }
  return pieces;
}
