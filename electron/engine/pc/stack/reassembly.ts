/** Puts fragments together. Bounded in datagrams, pieces and time; overlaps condemn the datagram. */

import {
  IPV4_HEADER_BYTES,
  ipv4Destination,
  ipv4FragmentOffset,
  ipv4HeaderBytes,
  ipv4Identifier,
  ipv4MoreFragments,
  ipv4Protocol,
  ipv4Source,
  ipv4TotalBytes,
  ipv4Ttl,
  MAX_IPV4_BYTES,
  writeIpv4,
} from '../wire/ipv4';
import type { DropCounters } from './drop-counters';
import type { Timer, Timers } from './timers';

export const MAX_DATAGRAMS = 16;
const MAX_PIECES = 128;
const LIFETIME_MS = 30_000;

interface Piece {
  offset: number;
  data: Uint8Array;
}

interface Datagram {
  readonly key: string;
  /** In order, without overlaps. */
  readonly pieces: Piece[];
  /** Octets of the whole payload, once the last fragment is here. */
  total: number | null;
  readonly timer: Timer;
}

export class Reassembly {
  readonly #timers: Timers;
  readonly #counters: DropCounters;
  readonly #datagrams = new Map<string, Datagram>();

  constructor(timers: Timers, counters: DropCounters) {
    this.#timers = timers;
    this.#counters = counters;
  }

  /** Adds a checked fragment; returns the whole packet with a plain header when it was the last one. */
  add(bytes: Uint8Array, start: number): Uint8Array | null {
    const offset = ipv4FragmentOffset(bytes, start);
    const more = ipv4MoreFragments(bytes, start);
    const header = ipv4HeaderBytes(bytes, start);
    const length = ipv4TotalBytes(bytes, start) - header;
    const end = offset + length;
    const badLength = length === 0 || (more && length % 8 !== 0);
    if (badLength || end > MAX_IPV4_BYTES - IPV4_HEADER_BYTES) return this.#bad();
    const datagram = this.#find(bytes, start);
    if (datagram === null) return this.#bad('fragment-full');
    const data = bytes.slice(start + header, start + header + length);
    if (!insert(datagram, { offset, data }, more ? null : end)) {
      this.#forget(datagram);
      return this.#bad();
    }
    return this.#complete(datagram, bytes, start);
  }

  get size(): number {
    return this.#datagrams.size;
  }

  #bad(reason: 'fragment-bad' | 'fragment-full' = 'fragment-bad'): null {
    this.#counters.drop(reason);
    return null;
  }

  #find(bytes: Uint8Array, start: number): Datagram | null {
    const key = [
      ipv4Source(bytes, start),
      ipv4Destination(bytes, start),
      ipv4Protocol(bytes, start),
      ipv4Identifier(bytes, start),
    ].join();
    const known = this.#datagrams.get(key);
    if (known !== undefined || this.#datagrams.size >= MAX_DATAGRAMS) return known ?? null;
    const timer = this.#timers.after(LIFETIME_MS, () => {
      this.#datagrams.delete(key);
      this.#counters.drop('fragment-late');
    });
    const datagram: Datagram = { key, pieces: [], total: null, timer };
    this.#datagrams.set(key, datagram);
    return datagram;
  }

  #forget(datagram: Datagram): void {
    this.#timers.cancel(datagram.timer);
    this.#datagrams.delete(datagram.key);
  }

  #complete(datagram: Datagram, bytes: Uint8Array, start: number): Uint8Array | null {
    if (datagram.total === null) return null;
    let next = 0;
    for (const piece of datagram.pieces) {
      if (piece.offset !== next) return null;
      next += piece.data.length;
    }
    this.#forget(datagram);
    const packet = new Uint8Array(IPV4_HEADER_BYTES + next);
    for (const piece of datagram.pieces) packet.set(piece.data, IPV4_HEADER_BYTES + piece.offset);
    writeIpv4(packet, 0, {
      totalBytes: packet.length,
      identifier: ipv4Identifier(bytes, start),
      ttl: ipv4Ttl(bytes, start),
      protocol: ipv4Protocol(bytes, start),
      source: ipv4Source(bytes, start),
      destination: ipv4Destination(bytes, start),
    });
    return packet;
  }
}

/** False if the piece contradicts the others; an exact repetition is welcome and ignored. */
function insert(datagram: Datagram, piece: Piece, total: number | null): boolean {
  const { pieces } = datagram;
  const end = piece.offset + piece.data.length;
  if (total !== null && datagram.total !== null && total !== datagram.total) return false;
  const known = datagram.total ?? total;
  if (known !== null && end > known) return false;
  const before = pieces.findLastIndex((one) => one.offset <= piece.offset);
  const left = pieces[before];
  const right = pieces[before + 1];
  if (left?.offset === piece.offset) return left.data.length === piece.data.length;
  if (left !== undefined && left.offset + left.data.length > piece.offset) return false;
  if (right !== undefined && end > right.offset) return false;
  if (total !== null && right !== undefined) return false;
  if (pieces.length >= MAX_PIECES) return false;
  datagram.total = known;
  pieces.splice(before + 1, 0, piece);
  return true;
}
