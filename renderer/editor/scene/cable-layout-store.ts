/** The layout of the cables and their rates, kept in step with the drawing, with drags of it and with the lab. */

import type { Cable, TopologyDocument } from '../../../shared/document/topology';
import {
  type CableDrawing,
  type CableLayout,
  emptyLayout,
  layOutCables,
} from '../../document/cables/cable-layout';
import {
  noRates,
  placeRates,
  type RatePlaces,
  type RateSpot,
} from '../../document/cables/rate-places';
import { useDocument } from '../../document/store/document-store';
import { useTraffic } from '../../lab/traffic-store';
import { pageStore } from '../../page/page-state';
import { useCableView } from '../viewport/cable-view';
import { MANY_NODES, useNearness } from '../viewport/level-of-detail';
import { useDrafts } from './drafts';

/** Points of a cable that are being dragged. */
export type RouteDraft = Pick<Cable, 'id' | 'route' | 'points'>;

export const useRouteDraft = pageStore<{ draft: RouteDraft | null }>(() => ({ draft: null }));

export const useCableLayout = pageStore<CableLayout>(() => emptyLayout);

/** The drawing of a cable; undefined while nothing of it shows. */
export function useCableDrawing(id: string): CableDrawing | undefined {
  return useCableLayout(({ drawings }) => drawings.get(id));
}

export function cableDrawing(id: string): CableDrawing | undefined {
  return useCableLayout.getState().drawings.get(id);
}

const useRatePlaces = pageStore<{ places: RatePlaces }>(() => ({ places: noRates }));

/** Where the rates of a cable stand; null where there is no room for them, or none to be shown. */
export function useRateSpot(id: string): RateSpot | null {
  return useRatePlaces(({ places }) => places.get(id)?.at ?? null);
}

/** From afar no label is drawn, and working out where thousands of them stand takes its time. */
function isFar(nodes: TopologyDocument['nodes']): boolean {
  return !useNearness.getState().near && Object.keys(nodes).length > MANY_NODES;
}

function layOut(): void {
  const { nodes, cables } = useDocument.getState().document;
  const input = {
    nodes,
    cables,
    places: useDrafts.getState().drafts,
    draft: useRouteDraft.getState().draft,
    labels: useCableView.getState().labels && !isFar(nodes),
  };
  useCableLayout.setState(layOutCables(input, useCableLayout.getState()), true);
}

function layOutRates(): void {
  const { cables } = useTraffic.getState();
  const rated: string[] = [];
  for (const [id, { aToB, bToA }] of cables) if (aToB !== '' || bToA !== '') rated.push(id);
  const { places: before } = useRatePlaces.getState();
  if (rated.length === 0 && before.size === 0) return;
  const isShown = !isFar(useDocument.getState().document.nodes);
  const places = isShown ? placeRates(useCableLayout.getState(), rated, before) : noRates;
  useRatePlaces.setState({ places });
}

/** Keeps the layout in step for the life of the page. */
export function subscribeCables(): void {
  useDocument.subscribe(({ document }, { document: before }) => {
    if (document.nodes !== before.nodes || document.cables !== before.cables) layOut();
  });
  useDrafts.subscribe(layOut);
  useRouteDraft.subscribe(layOut);
  useCableView.subscribe(layOut);
  useNearness.subscribe(layOut);
  useCableLayout.subscribe(layOutRates);
  useTraffic.subscribe(layOutRates);
  layOut();
}
