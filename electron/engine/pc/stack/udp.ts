/** UDP sockets by local port. */

import { ICMP_UNREACHABLE, UNREACHABLE_PORT } from '../wire/icmp';
import {
  ipv4Destination,
  ipv4HeaderBytes,
  ipv4Source,
  ipv4TotalBytes,
  PROTOCOL_UDP,
} from '../wire/ipv4';
import {
  isUdp,
  UDP_HEADER_BYTES,
  udpDestinationPort,
  udpLength,
  udpMessage,
  udpSourcePort,
} from '../wire/udp';
import type { DropCounters } from './drop-counters';
import type { IcmpError } from './icmp';
import type { Ipv4 } from './ipv4';

const FIRST_FREE_PORT = 49_152;
const FREE_PORTS = 65_536 - FIRST_FREE_PORT;

export interface UdpPeer {
  address: number;
  port: number;
}

export interface UdpListener {
  /** The data is only valid during the call. */
  data(from: UdpPeer, data: Uint8Array): void;
  /** A datagram to `to` got no further. */
  error(error: IcmpError, to: UdpPeer): void;
}

export interface UdpWorld {
  counters: DropCounters;
  ipv4: Ipv4;
  random(): number;
  reject(bytes: Uint8Array, start: number, type: number, code: number): void;
}

export class Udp {
  readonly #world: UdpWorld;
  readonly #listeners = new Map<number, UdpListener>();

  constructor(world: UdpWorld) {
    this.#world = world;
  }

  /** False if the port is taken. */
  bind(port: number, listener: UdpListener): boolean {
    if (this.#listeners.has(port)) return false;
    this.#listeners.set(port, listener);
    return true;
  }

  /** Binds a free port of the dynamic range and returns it. */
  bindAny(listener: UdpListener): number {
    let port = FIRST_FREE_PORT + Math.floor(this.#world.random() * FREE_PORTS);
    // Commands hold a handful of ports, so a free one is always near.
    while (!this.bind(port, listener)) port = port === 65_535 ? FIRST_FREE_PORT : port + 1;
    return port;
  }

  close(port: number): void {
    this.#listeners.delete(port);
  }

  /** False if there is no route. `source` is chosen by the route unless the peer expects one. */
  send(port: number, to: UdpPeer, data: Uint8Array, ttl?: number): boolean {
    const source = this.#world.ipv4.sourceFor(to.address);
    if (source === null) return false;
    const ports = { sourcePort: port, destinationPort: to.port };
    const payload = udpMessage({ source, destination: to.address, ...ports }, data);
    const packet = { source, destination: to.address, protocol: PROTOCOL_UDP, payload };
    return this.#world.ipv4.send(ttl === undefined ? packet : { ...packet, ttl });
  }

  /** Takes a packet for this host whose protocol is UDP. */
  receive(bytes: Uint8Array, start: number, broadcast: boolean): void {
    const at = start + ipv4HeaderBytes(bytes, start);
    const length = start + ipv4TotalBytes(bytes, start) - at;
    const source = ipv4Source(bytes, start);
    if (!isUdp(bytes, at, length, source, ipv4Destination(bytes, start))) {
      this.#world.counters.drop('udp-malformed');
      return;
    }
    const listener = this.#listeners.get(udpDestinationPort(bytes, at));
    if (listener === undefined) {
      this.#world.counters.drop('port-closed');
      // Nobody answers a broadcast with an error: all hosts would.
      if (!broadcast) this.#world.reject(bytes, start, ICMP_UNREACHABLE, UNREACHABLE_PORT);
      return;
    }
    const data = bytes.subarray(at + UDP_HEADER_BYTES, at + udpLength(bytes, at));
    listener.data({ address: source, port: udpSourcePort(bytes, at) }, data);
  }

  /** An ICMP error quotes a packet that this host sent; at least 8 octets follow the quoted header. */
  receiveError(error: IcmpError, bytes: Uint8Array, start: number): void {
    const at = start + ipv4HeaderBytes(bytes, start);
    const to = { address: ipv4Destination(bytes, start), port: udpDestinationPort(bytes, at) };
    this.#listeners.get(udpSourcePort(bytes, at))?.error(error, to);
  }
}
