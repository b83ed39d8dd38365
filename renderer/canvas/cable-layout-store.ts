/** The layout of the cables that are on the screen, kept in step with the drawing and with drags of it. */
import { create } from 'zustand';
import type { Cable, TopologyDocument } from '../../shared/topology';
import { useDocument } from '../document/document-store';
import { type CableDrawing, type CableLayout, emptyLayout, layOutCables } from './cable-layout';
import { useCableView } from './cable-view';
import { useDrafts } from './drafts';
import { MANY_NODES, useNearness } from './level-of-detail';

/** Points of a cable that are being dragged. */
export type RouteDraft = Pick<Cable, 'id' | 'route' | 'points'>;

export const useRouteDraft = create<{ draft: RouteDraft | null }>(() => ({ draft: null }));

export const useCableLayout = create<CableLayout>(() => emptyLayout);

/** The drawing of a cable; undefined while nothing of it shows. */
export function useCableDrawing(id: string): CableDrawing | undefined {
  return useCableLayout(({ drawings }) => drawings.get(id));
}

export function cableDrawing(id: string): CableDrawing | undefined {
  return useCableLayout.getState().drawings.get(id);
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

/** Keeps the layout in step for the life of the page. */
export function followCables(): void {
  useDocument.subscribe(({ document }, { document: before }) => {
    if (document.nodes !== before.nodes || document.cables !== before.cables) layOut();
  });
  useDrafts.subscribe(layOut);
  useRouteDraft.subscribe(layOut);
  useCableView.subscribe(layOut);
  useNearness.subscribe(layOut);
  layOut();
}
