/**
 * Conditions of cables that stand for well-known links, to start from. Delays are one way. Figures are
 * typical ones, with their reason beside each; what a link really does depends on where it is.
 */
import { type Conditions, perfectConditions } from './cable-conditions';

export interface CablePreset {
  readonly id: string;
  readonly title: string;
  readonly aToB: Conditions;
  readonly bToA: Conditions;
}

const having = (change: Partial<Conditions>): Conditions => ({ ...perfectConditions, ...change });

/** A link that is the same in both directions. */
function alike(id: string, title: string, change: Partial<Conditions>): CablePreset {
  return { id, title, aToB: having(change), bToA: having(change) };
}

/** The first end is the provider's: what goes from a to b is the download. */
export const cablePresets: readonly CablePreset[] = [
  // 100BASE-TX: 100 Mbit/s (IEEE 802.3, clause 25); 1 km of fibre or copper adds 5 microseconds.
  alike('fast-ethernet', 'Fast Ethernet, 100 Mbit/s', { bandwidth: 100_000, mtu: 1514 }),
  // 10BASE-T, as hubs had it.
  alike('ethernet', 'Old Ethernet, 10 Mbit/s', { bandwidth: 10_000, mtu: 1514, queue: 100 }),
  {
    // ADSL2+ (ITU-T G.992.5) near 16/1 Mbit/s as sold; interleaving makes 10 to 20 ms of round trip.
    // PPPoE takes 8 bytes of the 1500 (RFC 2516).
    id: 'dsl',
    title: 'DSL, 16/1 Mbit/s',
    aToB: having({ delay: 9, jitter: 1, bandwidth: 16_000, mtu: 1506, queue: 200 }),
    bToA: having({ delay: 9, jitter: 1, bandwidth: 1_000, mtu: 1506, queue: 100 }),
  },
  {
    // DOCSIS 3.0 as sold; the upstream waits for grants, which come every few milliseconds.
    id: 'cable-modem',
    title: 'Cable modem, 100/10 Mbit/s',
    aToB: having({ delay: 6, jitter: 3, bandwidth: 100_000, queue: 500 }),
    bToA: having({ delay: 8, jitter: 5, bandwidth: 10_000, queue: 200 }),
  },
  {
    // 4G: round trips of 30 to 60 ms and downloads of 20 to 40 Mbit/s in regulators' reports; frames
    // are repeated by the radio, so that losses are few and delays stray.
    id: 'lte',
    title: 'LTE, 30/10 Mbit/s',
    aToB: having({
      delay: 22,
      jitter: 12,
      distribution: 'normal',
      loss: 0.1,
      bandwidth: 30_000,
    }),
    bToA: having({
      delay: 28,
      jitter: 18,
      distribution: 'normal',
      loss: 0.1,
      bandwidth: 10_000,
    }),
  },
  {
    // EDGE with a few time slots: 200 kbit/s down; round trips of 300 to 600 ms.
    id: 'edge',
    title: 'EDGE, 200/80 kbit/s',
    aToB: having({ delay: 180, jitter: 60, loss: 1, bandwidth: 200, queue: 50 }),
    bToA: having({ delay: 220, jitter: 90, loss: 1, bandwidth: 80, queue: 50 }),
  },
  {
    // Geostationary: 35,786 km up and down is 240 ms at the speed of light, and some for coding.
    id: 'satellite',
    title: 'Satellite, geostationary',
    aToB: having({ delay: 280, jitter: 10, loss: 0.1, burst: 3, bandwidth: 20_000 }),
    bToA: having({ delay: 280, jitter: 15, loss: 0.1, burst: 3, bandwidth: 3_000 }),
  },
  {
    // At 550 km the way itself takes 4 to 8 ms; users measure 25 to 50 ms of round trip.
    id: 'low-orbit',
    title: 'Satellite, low orbit',
    aToB: having({ delay: 18, jitter: 10, loss: 0.5, burst: 5, bandwidth: 100_000 }),
    bToA: having({ delay: 22, jitter: 12, loss: 0.5, burst: 5, bandwidth: 15_000 }),
  },
  // A station far from its access point: rate falls, losses come in bursts while it retries.
  alike('lossy-wifi', 'Lossy Wi-Fi', {
    delay: 4,
    jitter: 6,
    distribution: 'normal',
    loss: 3,
    burst: 4,
    duplicate: 0.1,
    bandwidth: 12_000,
    queue: 200,
  }),
  // Light in glass makes 200 km a millisecond: 6,200 km of cable from Europe to New York is 31 ms.
  alike('transatlantic', 'Transatlantic fibre', { delay: 35, jitter: 0.5 }),
  // A leased line of 64 kbit/s, one ISDN channel; frames of 1514 bytes take 190 ms on it.
  alike('serial', 'Serial line, 64 kbit/s', { delay: 5, bandwidth: 64, queue: 40 }),
  // V.34 modems: 33.6 kbit/s, about 100 ms in each modem pair, noise on the telephone line.
  alike('modem', 'Telephone modem, 33.6 kbit/s', {
    delay: 100,
    jitter: 10,
    corrupt: 0.5,
    bandwidth: 33.6,
    queue: 20,
  }),
];

function sameConditions(one: Conditions, other: Conditions): boolean {
  return (Object.keys(one) as (keyof Conditions)[]).every((field) => one[field] === other[field]);
}

/** The preset that a cable has just now; undefined for other conditions. */
export function presetOf(
  aToB: Conditions | null,
  bToA: Conditions | null,
): CablePreset | undefined {
  return cablePresets.find(
    (preset) =>
      sameConditions(preset.aToB, aToB ?? perfectConditions) &&
      sameConditions(preset.bToA, bToA ?? perfectConditions),
  );
}
