/** The last sample of the lab's counters, with rates from the two last ones. */

import type { DirectionCounters, PortCounters, Traffic } from '../../shared/contract/service';
import { onEvent } from '../connection/client';
import { currentDocument } from '../document/store/document-store';
import { pageStore } from '../page/page-state';
import { useLab } from './lab-store';
import {
  type PortRate,
  type Rates,
  ratesBetween,
  type ShownTraffic,
  shownTraffic,
  still,
} from './traffic-rates';

interface TrafficState {
  sample: Traffic | null;
  rates: Rates;
  /** What each cable shows on the drawing. */
  cables: ReadonlyMap<string, ShownTraffic>;
}

const NOTHING: TrafficState = { sample: null, rates: new Map(), cables: new Map() };

export const useTraffic = pageStore<TrafficState>(() => NOTHING);

const NO_PORTS: readonly PortCounters[] = [];
const NO_RATES: ReadonlyMap<number, PortRate> = new Map();

export function usePortCounters(node: string): readonly PortCounters[] {
  return useTraffic(({ sample }) => sample?.nodes[node] ?? NO_PORTS);
}

export function usePortRates(node: string): ReadonlyMap<number, PortRate> {
  return useTraffic(({ rates }) => rates.get(node) ?? NO_RATES);
}

/** The counters of a cable's directions; undefined while it is perfect or not plugged in. */
export function useDirectionCounters(
  cable: string,
): { aToB: DirectionCounters; bToA: DirectionCounters } | undefined {
  return useTraffic(({ sample }) => sample?.cables[cable]);
}

export function useShownTraffic(cable: string): ShownTraffic {
  return useTraffic(({ cables }) => cables.get(cable) ?? still);
}

function handle(sample: Traffic): void {
  useTraffic.setState(({ sample: before, rates: known, cables }) => {
    // A second page that begins to watch may be sent a sample between two regular ones.
    const rates = before === null ? known : ratesBetween(before, sample);
    return { sample, rates, cables: shownTraffic(currentDocument(), rates, cables) };
  });
}

/** Takes traffic as it comes; forgets it when nothing runs any more, for none comes then. */
export function subscribeTraffic(): void {
  onEvent('lab.traffic', handle);
  useLab.subscribe(({ nodes }) => {
    const runs = Object.values(nodes).some(({ state }) => state === 'running');
    if (!runs && useTraffic.getState().sample !== null) useTraffic.setState(NOTHING);
  });
}
