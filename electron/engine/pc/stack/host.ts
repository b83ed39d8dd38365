/** The network side of a PC: its cards, tables and protocols, wired together. */

import {
  BROADCAST_MAC,
  destinationMac,
  ETHERNET_HEADER_BYTES,
  ETHERTYPE_ARP,
  ETHERTYPE_IPV4,
  etherType,
  macNumber,
} from '../wire/ethernet';
import { ICMP_UNREACHABLE, UNREACHABLE_HOST, UNREACHABLE_PROTOCOL } from '../wire/icmp';
import { ipv4Protocol, PROTOCOL_ICMP, PROTOCOL_UDP } from '../wire/ipv4';
import { Arp } from './arp';
import { Card } from './card';
import { DropCounters } from './drop-counters';
import { Icmp } from './icmp';
import { Ipv4 } from './ipv4';
import type { PcIo, PcSettings } from './pc-io';
import { Routes } from './routes';
import { Timers } from './timers';
import { Udp } from './udp';

export class Host {
  hostname: string;
  readonly cards: readonly Card[];
  readonly timers: Timers;
  readonly counters = new DropCounters();
  readonly routes: Routes;
  readonly arp: Arp;
  readonly ipv4: Ipv4;
  readonly icmp: Icmp;
  readonly udp: Udp;
  readonly #io: PcIo;

  /** @param notice prints what no command asked for */
  constructor(settings: PcSettings, io: PcIo, notice: (text: string) => void) {
    this.#io = io;
    this.hostname = hostNameFrom(settings.hostname);
    this.cards = settings.macs.map((mac, index) => new Card(index, macNumber(mac)));
    this.timers = new Timers(() => io.now());
    this.routes = new Routes(this.cards);
    const { cards, timers, routes, counters } = this;
    const random = () => io.random();
    const transmit = (card: Card, frame: Uint8Array) => this.#transmit(card, frame);
    const reject = (bytes: Uint8Array, start: number, type: number, code: number) =>
      this.icmp.sendError(bytes, start, type, code);
    this.arp = new Arp({
      timers,
      routes,
      counters,
      transmit,
      notice,
      undeliverable: (frame) =>
        reject(frame, ETHERNET_HEADER_BYTES, ICMP_UNREACHABLE, UNREACHABLE_HOST),
    });
    const deliver = (bytes: Uint8Array, start: number, broadcast: boolean) =>
      this.#deliver(bytes, start, broadcast);
    const { arp } = this;
    const ipv4World = { cards, timers, routes, counters, arp, random, transmit, deliver, reject };
    this.ipv4 = new Ipv4(ipv4World);
    this.udp = new Udp({ counters, ipv4: this.ipv4, random, reject });
    this.icmp = new Icmp({
      timers,
      counters,
      ipv4: this.ipv4,
      quotedError: (error, bytes, start) => {
        if (ipv4Protocol(bytes, start) === PROTOCOL_UDP) this.udp.receiveError(error, bytes, start);
      },
    });
  }

  random(): number {
    return this.#io.random();
  }

  card(name: string): Card | undefined {
    return this.cards.find((card) => card.name === name);
  }

  /** Says whether a card has a cable. Without one its neighbours are forgotten, as Linux does. */
  setCarrier(index: number, hasCarrier: boolean): void {
    const card = this.cards[index];
    if (card === undefined) return;
    card.hasCarrier = hasCarrier;
    if (!hasCarrier) this.arp.flush(card);
  }

  /**
   * Throws a frame away that is for others or of which nothing would come, as those are that flood a
   * large network. False, and nothing is done, for one that is to be received.
   */
  discards(index: number, bytes: Uint8Array, start: number, length: number): boolean {
    const card = this.cards[index];
    if (card?.up !== true || length < ETHERNET_HEADER_BYTES) return false;
    const destination = destinationMac(bytes, start);
    if (destination === card.mac) return false;
    if (destination !== BROADCAST_MAC) {
      this.counters.drop('not-for-us');
      return true;
    }
    const payload = start + ETHERNET_HEADER_BYTES;
    return (
      etherType(bytes, start) === ETHERTYPE_ARP &&
      !this.arp.concerns(card, bytes, payload, length - ETHERNET_HEADER_BYTES)
    );
  }

  /** Takes a frame from a card; never throws, whatever the bytes are. */
  receive(index: number, bytes: Uint8Array, start: number, length: number): void {
    const card = this.cards[index];
    if (card?.up !== true) {
      this.counters.drop('card-down');
      return;
    }
    if (length < ETHERNET_HEADER_BYTES || start + length > bytes.length) {
      this.counters.drop('frame-malformed');
      return;
    }
    const destination = destinationMac(bytes, start);
    const group = destination === BROADCAST_MAC;
    if (!group && destination !== card.mac) {
      this.counters.drop('not-for-us');
      return;
    }
    const type = etherType(bytes, start);
    const payload = start + ETHERNET_HEADER_BYTES;
    const payloadBytes = length - ETHERNET_HEADER_BYTES;
    if (type === ETHERTYPE_ARP) this.arp.receive(card, bytes, payload, payloadBytes);
    else if (type === ETHERTYPE_IPV4) {
      this.ipv4.receive(card, bytes, payload, payloadBytes, group);
    } else this.counters.drop('type-unknown');
  }

  #transmit(card: Card, frame: Uint8Array): void {
    if (!card.up) {
      this.counters.drop('card-down');
      return;
    }
    this.#io.transmit(card.index, frame, 0, frame.length);
  }

  #deliver(bytes: Uint8Array, start: number, broadcast: boolean): void {
    const protocol = ipv4Protocol(bytes, start);
    if (protocol === PROTOCOL_ICMP) {
      this.icmp.receive(bytes, start, broadcast);
      return;
    }
    if (protocol === PROTOCOL_UDP) {
      this.udp.receive(bytes, start, broadcast);
      return;
    }
    this.counters.drop('protocol-unknown');
    if (broadcast) return;
    this.icmp.sendError(bytes, start, ICMP_UNREACHABLE, UNREACHABLE_PROTOCOL);
  }
}

/** Names of nodes are free text; a host name is letters, digits, hyphens and dots. */
export function hostNameFrom(text: string): string {
  const name = text.replace(/[^A-Za-z0-9.-]+/g, '-').replace(/^[-.]+|[-.]+$/g, '');
  return name.slice(0, 63) || 'pc';
}
