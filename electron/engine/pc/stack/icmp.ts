/** ICMP: answers echoes, tells senders about failures at a bounded rate, hands news to who waits for it. */

import { ETHERNET_MTU } from '../wire/ethernet';
import {
  ICMP_ECHO_REPLY,
  ICMP_ECHO_REQUEST,
  ICMP_HEADER_BYTES,
  ICMP_UNREACHABLE,
  icmpEcho,
  icmpError,
  icmpIdentifier,
  icmpSequence,
  isIcmp,
  isIcmpError,
  UNREACHABLE_NEEDS_FRAGMENTS,
} from '../wire/icmp';
import {
  IPV4_HEADER_BYTES,
  ipv4Destination,
  ipv4FragmentOffset,
  ipv4HeaderBytes,
  ipv4Protocol,
  ipv4Source,
  ipv4TotalBytes,
  ipv4Ttl,
  PROTOCOL_ICMP,
} from '../wire/ipv4';
import type { DropCounters } from './drop-counters';
import type { Ipv4 } from './ipv4';
import { isHostAddress, isLoopback } from './ipv4-address';
import type { Timers } from './timers';

/** Errors that may leave at once, and how fast that allowance comes back. */
const ERROR_BURST = 50;
const ERRORS_PER_MS = 0.1;
/** RFC 1812: as much of the packet as fits in 576 octets. */
const MAX_QUOTED_BYTES = 576 - IPV4_HEADER_BYTES - ICMP_HEADER_BYTES;

export interface EchoReply {
  source: number;
  ttl: number;
  sequence: number;
  /** Octets of header and data. */
  length: number;
}

export interface IcmpError {
  /** Who says so. */
  from: number;
  type: number;
  code: number;
}

export interface EchoListener {
  reply(reply: EchoReply): void;
  error(error: IcmpError, sequence: number): void;
}

export interface IcmpWorld {
  timers: Timers;
  counters: DropCounters;
  ipv4: Ipv4;
  /** An error quotes a packet of another protocol that this host sent: the quoted bytes, checked. */
  quotedError(error: IcmpError, bytes: Uint8Array, start: number, length: number): void;
}

export class Icmp {
  readonly #world: IcmpWorld;
  readonly #listeners = new Map<number, EchoListener>();
  #allowance = ERROR_BURST;
  #allowanceAt = 0;

  constructor(world: IcmpWorld) {
    this.#world = world;
  }

  /** Hears about echoes with this identifier until {@link ignore}. */
  listen(identifier: number, listener: EchoListener): void {
    this.#listeners.set(identifier, listener);
  }

  ignore(identifier: number): void {
    this.#listeners.delete(identifier);
  }

  /** Takes a packet for this host whose protocol is ICMP. */
  receive(bytes: Uint8Array, start: number, broadcast: boolean): void {
    const at = start + ipv4HeaderBytes(bytes, start);
    const length = start + ipv4TotalBytes(bytes, start) - at;
    if (!isIcmp(bytes, at, length)) {
      this.#world.counters.drop('icmp-malformed');
      return;
    }
    const type = bytes[at]!;
    if (type === ICMP_ECHO_REQUEST) {
      if (!broadcast) this.#answer(bytes, start, at, length);
    } else if (type === ICMP_ECHO_REPLY) {
      this.#listeners.get(icmpIdentifier(bytes, at))?.reply({
        source: ipv4Source(bytes, start),
        ttl: ipv4Ttl(bytes, start),
        sequence: icmpSequence(bytes, at),
        length,
      });
    } else if (isIcmpError(type)) {
      this.#handleError(bytes, start, at, length);
    }
  }

  /** Tells the sender of a packet why it got no further, unless the standard forbids it. */
  sendError(bytes: Uint8Array, start: number, type: number, code: number): void {
    if (!this.#mayAnswer(bytes, start)) return;
    if (!this.#takeAllowance()) {
      this.#world.counters.drop('icmp-limited');
      return;
    }
    const quotedBytes = Math.min(ipv4TotalBytes(bytes, start), MAX_QUOTED_BYTES);
    const needsFragments = type === ICMP_UNREACHABLE && code === UNREACHABLE_NEEDS_FRAGMENTS;
    const quoted = bytes.subarray(start, start + quotedBytes);
    const payload = icmpError(type, code, quoted, needsFragments ? ETHERNET_MTU : 0);
    const destination = ipv4Source(bytes, start);
    this.#world.ipv4.send({ destination, protocol: PROTOCOL_ICMP, payload });
  }

  #answer(bytes: Uint8Array, start: number, at: number, length: number): void {
    const source = ipv4Destination(bytes, start);
    const destination = ipv4Source(bytes, start);
    const data = bytes.subarray(at + ICMP_HEADER_BYTES, at + length);
    const [identifier, sequence] = [icmpIdentifier(bytes, at), icmpSequence(bytes, at)];
    const payload = icmpEcho(ICMP_ECHO_REPLY, identifier, sequence, data);
    this.#world.ipv4.send({ source, destination, protocol: PROTOCOL_ICMP, payload });
  }

  #handleError(bytes: Uint8Array, start: number, at: number, length: number): void {
    const quoted = at + ICMP_HEADER_BYTES;
    const room = length - ICMP_HEADER_BYTES;
    if (room < IPV4_HEADER_BYTES || bytes[quoted]! >> 4 !== 4) {
      this.#malformed();
      return;
    }
    const header = ipv4HeaderBytes(bytes, quoted);
    if (header < IPV4_HEADER_BYTES || room < header + 8) {
      this.#malformed();
      return;
    }
    const error = { from: ipv4Source(bytes, start), type: bytes[at]!, code: bytes[at + 1]! };
    if (ipv4Protocol(bytes, quoted) !== PROTOCOL_ICMP) {
      this.#world.quotedError(error, bytes, quoted, room);
      return;
    }
    const inner = quoted + header;
    if (bytes[inner] !== ICMP_ECHO_REQUEST) return;
    const sequence = icmpSequence(bytes, inner);
    this.#listeners.get(icmpIdentifier(bytes, inner))?.error(error, sequence);
  }

  #malformed(): void {
    this.#world.counters.drop('icmp-malformed');
  }

  /** RFC 1122, 3.2.2: no errors about errors, later fragments, broadcasts, or for nobody. */
  #mayAnswer(bytes: Uint8Array, start: number): boolean {
    const source = ipv4Source(bytes, start);
    const destination = ipv4Destination(bytes, start);
    if (!isHostAddress(source) && !isLoopback(source)) return false;
    if (!isHostAddress(destination) && !isLoopback(destination)) return false;
    if (this.#world.ipv4.isBroadcast(destination)) return false;
    if (ipv4FragmentOffset(bytes, start) !== 0) return false;
    if (ipv4Protocol(bytes, start) !== PROTOCOL_ICMP) return true;
    const at = start + ipv4HeaderBytes(bytes, start);
    return ipv4TotalBytes(bytes, start) > at - start && !isIcmpError(bytes[at]!);
  }

  #takeAllowance(): boolean {
    const now = this.#world.timers.now();
    const earned = (now - this.#allowanceAt) * ERRORS_PER_MS;
    this.#allowance = Math.min(ERROR_BURST, this.#allowance + earned);
    this.#allowanceAt = now;
    if (this.#allowance < 1) return false;
    this.#allowance--;
    return true;
  }
}
