/** Rates from two samples of counters, and how they are written. Pure. */
import type { PortCounters, Traffic } from '../../shared/contract/service';
import { type Cable, isSwitch, type TopologyDocument } from '../../shared/document/topology';

/** What passes a port in one second, in bits and frames; `in` is towards the node that owns the port. */
export interface PortRate {
  readonly bitsIn: number;
  readonly bitsOut: number;
  readonly framesIn: number;
  readonly framesOut: number;
}

/** node id -> port -> rate. */
export type Rates = ReadonlyMap<string, ReadonlyMap<number, PortRate>>;

const BITS = 8;
const MS = 1000;

/** A counter that fell was reset in between: what it shows now came since then. */
const grown = (before: number, now: number) => (now >= before ? now - before : now);

function portRate(before: PortCounters, now: PortCounters, seconds: number): PortRate {
  return {
    bitsIn: (grown(before.bytesIn, now.bytesIn) * BITS) / seconds,
    bitsOut: (grown(before.bytesOut, now.bytesOut) * BITS) / seconds,
    framesIn: grown(before.framesIn, now.framesIn) / seconds,
    framesOut: grown(before.framesOut, now.framesOut) / seconds,
  };
}

/** The rates between two samples. What only one of them has is left out. */
export function ratesBetween(before: Traffic, now: Traffic): Rates {
  const seconds = (now.at - before.at) / MS;
  if (seconds <= 0) return new Map();
  const rates = new Map<string, Map<number, PortRate>>();
  for (const [id, ports] of Object.entries(now.nodes)) {
    const former = new Map((before.nodes[id] ?? []).map((port) => [port.port, port]));
    const ofNode = new Map<number, PortRate>();
    for (const port of ports) {
      const earlier = former.get(port.port);
      if (earlier !== undefined) ofNode.set(port.port, portRate(earlier, port, seconds));
    }
    rates.set(id, ofNode);
  }
  return rates;
}

/** Bits per second that arrive at b and at a. */
export interface CableRate {
  readonly aToB: number;
  readonly bToA: number;
}

/** The rates of a cable, read at a switch end if there is one: it counts what others may not. */
export function cableRate(document: TopologyDocument, { a, b }: Cable, rates: Rates): CableRate {
  const atA = rates.get(a.node)?.get(a.port);
  const atB = rates.get(b.node)?.get(b.port);
  const nodeB = document.nodes[b.node];
  const nearB = nodeB !== undefined && isSwitch(nodeB);
  if (nearB && atB !== undefined) {
    const nodeA = document.nodes[a.node];
    const back = nodeA !== undefined && isSwitch(nodeA) && atA !== undefined;
    return { aToB: atB.bitsIn, bToA: back ? atA.bitsIn : atB.bitsOut };
  }
  if (atA !== undefined) return { aToB: atA.bitsOut, bToA: atA.bitsIn };
  return { aToB: atB?.bitsIn ?? 0, bToA: atB?.bitsOut ?? 0 };
}

const rateNumber = new Intl.NumberFormat('en', { maximumSignificantDigits: 2, useGrouping: false });
const RATE_UNITS = ['bit/s', 'kbit/s', 'Mbit/s', 'Gbit/s'] as const;

/** `1.2 Mbit/s`; two digits, so that a steady flow keeps its text. @param bits per second */
export function rateText(bits: number): string {
  let unit = 0;
  let shown = bits;
  while (shown >= 999.5 && unit < RATE_UNITS.length - 1) {
    shown /= 1000;
    unit++;
  }
  return `${rateNumber.format(bits < 1 ? 0 : shown)} ${RATE_UNITS[unit]}`;
}

/** Less is not written on a cable: a hello of a spanning tree now and then is no traffic to speak of. */
const LEAST_WRITTEN = 10_000;
/** Less does not move: one small ping in a second does. */
const LEAST_MOVING = 600;
const CLASS_BOUNDS = [LEAST_MOVING, 50_000, 1_000_000, 20_000_000] as const;

/** How lively a direction is drawn, from 0 (still) to 4. */
export function rateClass(bits: number): number {
  return CLASS_BOUNDS.filter((bound) => bits >= bound).length;
}

/** What a cable shows of its traffic: a text and a class for each direction. */
export interface ShownTraffic {
  readonly aToB: string;
  readonly bToA: string;
  readonly classAToB: number;
  readonly classBToA: number;
}

export const still: ShownTraffic = { aToB: '', bToA: '', classAToB: 0, classBToA: 0 };

const written = (bits: number) => (bits < LEAST_WRITTEN ? '' : rateText(bits));

function sameShown(one: ShownTraffic, other: ShownTraffic): boolean {
  return (
    one.aToB === other.aToB &&
    one.bToA === other.bToA &&
    one.classAToB === other.classAToB &&
    one.classBToA === other.classBToA
  );
}

/** What each cable shows; one that shows the same as before keeps its object, so that nobody draws it. */
export function shownTraffic(
  document: TopologyDocument,
  rates: Rates,
  before: ReadonlyMap<string, ShownTraffic>,
): ReadonlyMap<string, ShownTraffic> {
  const shown = new Map<string, ShownTraffic>();
  for (const cable of Object.values(document.cables)) {
    const { aToB, bToA } = cableRate(document, cable, rates);
    const now: ShownTraffic = {
      aToB: written(aToB),
      bToA: written(bToA),
      classAToB: rateClass(aToB),
      classBToA: rateClass(bToA),
    };
    const known = before.get(cable.id) ?? still;
    shown.set(cable.id, sameShown(known, now) ? known : now);
  }
  return shown;
}
