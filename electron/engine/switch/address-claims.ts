/**
 * Which hosts say that an IPv4 address is theirs, as a switch sees it pass: in ARP (RFC 826), and in what
 * they send afterwards (compare RFC 5227, chapter 2.4). An address that moves to another host once, by a
 * failover, is not taken twice; one is that
 * - two hosts answer the same question for,
 * - a host claims that had lost it a moment ago, in other ways than by announcing itself, or
 * - is still sent from by the host that lost it.
 */
import { ADDRESS_BYTES, addressAt, macAt, readArp, SOURCE_MAC } from '../frames/arp-packet';

/** Addresses of which claims are kept; the oldest give way. */
const MAX_CLAIMED = 4_096;
/** A claim counts for so long. */
const CLAIM_MS = 60_000;
/** Two hosts are told as long as both were seen within this time. */
const TOLD_MS = 30_000;
/** How long the host that lost an address is watched. */
const WATCH_MS = 20_000;
/** Frames on their way when the address was lost may arrive for so long. */
const LATE_MS = 1_000;
/** And it must go on for so long. */
const GOES_ON_MS = 1_500;
const SAME_QUESTION_MS = 1_000;
/** Between the header and the sender's address of IPv4 (RFC 791). */
const IPV4_SOURCE = 14 + 12;

/** A host that claims an address. */
export interface Claim {
  /** Its Ethernet address as a number. */
  readonly mac: number;
  readonly port: number;
  seenAt: number;
}

/** An address that two hosts have. */
export interface TakenTwice {
  readonly vlan: number;
  readonly address: number;
  readonly claims: readonly [Claim, Claim];
}

/** A frame while it passes; nothing of it is kept. */
export interface SeenFrame {
  readonly bytes: Uint8Array;
  readonly start: number;
  readonly length: number;
  /** Length of the tag behind the two addresses; 0 if there is none. */
  readonly tagBytes: number;
}

interface Claimed {
  readonly vlan: number;
  readonly address: number;
  owner: Claim;
  former: Claim | null;
  lostAt: number;
  /** When the former owner was first seen to send from it all the same; 0 for never. */
  sentAt: number;
  /** Who answered the last question, and when. */
  answer: Claim | null;
  isTwice: boolean;
}

const keyOf = (vlan: number, address: number) => vlan * 0x1_0000_0000 + address;

export class AddressClaims {
  readonly #claimed = new Map<number, Claimed>();
  /** Those whose former owners are watched. */
  readonly #watched = new Map<number, Claimed>();

  /** Whether frames of IPv4 are to be looked at as well as those of ARP. */
  isWatching = false;

  /** Takes note of an ARP packet. */
  arp(frame: SeenFrame, vlan: number, port: number, now: number): void {
    const packet = readArp(frame.bytes, frame.start, frame.length, frame.tagBytes);
    if (packet === null) return;
    const asked = packet.isAnswer ? undefined : this.#claimed.get(keyOf(vlan, packet.target));
    if (asked !== undefined) asked.answer = null;
    if (packet.sender === 0 || packet.isForAnother) return;
    const claim = { mac: packet.mac, port, seenAt: now };
    const known = this.#claimed.get(keyOf(vlan, packet.sender));
    const isAnnouncement = packet.sender === packet.target;
    const isAnswer = packet.isAnswer && !isAnnouncement;
    if (known === undefined) this.#begin(vlan, packet.sender, claim, isAnswer);
    else this.#compare(known, claim, isAnswer, isAnnouncement, now);
  }

  /** Takes note of who sends from an address that is watched. */
  ipv4({ bytes, start, length, tagBytes }: SeenFrame, vlan: number, now: number): void {
    if (length < tagBytes + IPV4_SOURCE + ADDRESS_BYTES) return;
    const source = addressAt(bytes, start + tagBytes + IPV4_SOURCE);
    const known = this.#watched.get(keyOf(vlan, source));
    if (known === undefined || known.former === null) return;
    const mac = macAt(bytes, start + SOURCE_MAC);
    if (mac === known.owner.mac) known.owner.seenAt = now;
    if (mac !== known.former.mac || now - known.lostAt < LATE_MS) return;
    known.former.seenAt = now;
    if (known.sentAt === 0) known.sentAt = now;
    else if (now - known.sentAt >= GOES_ON_MS) this.#takenTwice(known);
  }

  /** Forgets who is behind a port: nobody is there any more. */
  forgetPort(port: number): void {
    for (const [key, known] of this.#claimed) {
      if (known.former?.port === port) this.#settle(known);
      if (known.owner.port !== port) continue;
      if (known.former === null) this.#drop(key);
      else {
        known.owner = known.former;
        this.#settle(known);
      }
    }
  }

  clear(): void {
    this.#claimed.clear();
    this.#watched.clear();
    this.isWatching = false;
  }

  /** Forgets what is too old, and gives the addresses that two hosts have now. */
  takenTwice(now: number): TakenTwice[] {
    const found: TakenTwice[] = [];
    for (const [key, known] of this.#claimed) {
      const { vlan, address, owner, former } = known;
      if (now - owner.seenAt > CLAIM_MS) this.#drop(key);
      else if (former !== null && known.isTwice) {
        if (now - Math.min(owner.seenAt, former.seenAt) > TOLD_MS) this.#settle(known);
        else found.push({ vlan, address, claims: [former, owner] });
      } else if (this.#watched.has(key) && now - known.lostAt > WATCH_MS) this.#unwatch(key);
    }
    return found;
  }

  #begin(vlan: number, address: number, owner: Claim, isAnswer: boolean): void {
    if (this.#claimed.size >= MAX_CLAIMED) this.#drop(this.#claimed.keys().next().value!);
    const answer = isAnswer ? owner : null;
    const known = { vlan, address, owner, former: null, lostAt: 0, sentAt: 0, answer };
    this.#claimed.set(keyOf(vlan, address), { ...known, isTwice: false });
  }

  #compare(known: Claimed, claim: Claim, isAnswer: boolean, isAnnouncement: boolean, now: number) {
    const { owner, former, answer } = known;
    const isSecondAnswer =
      isAnswer &&
      answer !== null &&
      now - answer.seenAt < SAME_QUESTION_MS &&
      (answer.mac !== claim.mac || answer.port !== claim.port);
    if (isAnswer) known.answer = claim;
    if (isSecondAnswer) {
      known.owner = claim;
      known.former = answer;
      this.#takenTwice(known);
    } else if (owner.mac === claim.mac && (!known.isTwice || owner.port === claim.port)) {
      known.owner = claim;
    } else {
      const isBack = former?.mac === claim.mac && now - former.seenAt < CLAIM_MS;
      known.former = owner;
      known.owner = claim;
      if (known.isTwice) return;
      if (isBack && !isAnnouncement && now - owner.seenAt < CLAIM_MS) this.#takenTwice(known);
      else this.#watch(known, now);
    }
  }

  #watch(known: Claimed, now: number): void {
    known.lostAt = now;
    known.sentAt = 0;
    this.#watched.set(keyOf(known.vlan, known.address), known);
    this.isWatching = true;
  }

  #takenTwice(known: Claimed): void {
    known.isTwice = true;
    this.#watched.set(keyOf(known.vlan, known.address), known);
    this.isWatching = true;
  }

  /** One host has it now. */
  #settle(known: Claimed): void {
    known.former = null;
    known.answer = null;
    known.isTwice = false;
    this.#unwatch(keyOf(known.vlan, known.address));
  }

  #drop(key: number): void {
    this.#claimed.delete(key);
    this.#unwatch(key);
  }

  #unwatch(key: number): void {
    this.#watched.delete(key);
    this.isWatching = this.#watched.size > 0;
  }
}
