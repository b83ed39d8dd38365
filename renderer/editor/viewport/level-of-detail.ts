/**
 * How much of a large drawing is drawn. Where a jack would be five pixels wide, nobody can see or hit
 * it, nor read a name, and a thousand machines have thousands of them: from afar bodies and lines remain.
 * A small drawing is always drawn whole, so that keys and screen readers find every jack of it.
 */
import { useStore } from '@xyflow/react';
import { createContext, useContext, useEffect, useState } from 'react';
import { pageStore } from '../../page/page-state';
import { useMovingView } from './moving-view';

/** More nodes than these are drawn only where they are in view, and plainly from afar. */
export const MANY_NODES = 150;
const FAR_ZOOM = 0.32;
/** A zoom that goes out to less than this part of where it began, and below this zoom, leaves details behind. */
const LEAVING = 0.7;
const LEAVING_ZOOM = 0.6;

const Far = createContext(false);
export const FarProvider = Far.Provider;

/** Below this zoom a drawing is seen from afar while the view moves that began at the other one. */
function farBelow(from: number | null): number {
  return from === null ? FAR_ZOOM : Math.max(FAR_ZOOM, Math.min(LEAVING_ZOOM, from * LEAVING));
}

/**
 * Whether a drawing of so many nodes is seen from afar, as a large one is when it opens. While a zoom goes on it
 * stays so, and one that goes far out has it earlier: what only shows from near is drawn where the zoom ends, for
 * the nodes that are in view there, and not for the hundreds that pass by.
 */
export function useIsFar(nodes: number): boolean {
  const isLarge = nodes > MANY_NODES;
  const from = useMovingView((view) => view.from);
  const now = useStore(
    ({ transform, width }) => isLarge && (width === 0 || transform[2] < farBelow(from)),
  );
  const [far, setFar] = useState(now);
  const stays = far && isLarge && from !== null;
  if (far === now || stays) return far;
  setFar(now);
  return now;
}

/** Whether a large drawing is seen from near, so that what only then shows is worth working out. */
export const useNearness = pageStore<{ near: boolean }>(() => ({ near: false }));

/** Tells the rest of the page how a drawing is seen. A drawing that is opened is fitted within a frame. */
export function useTellNearness(near: boolean): void {
  useEffect(() => {
    if (useNearness.getState().near === near) return undefined;
    const frame = requestAnimationFrame(() => useNearness.setState({ near }));
    return () => cancelAnimationFrame(frame);
  }, [near]);
}

/** Whether jacks, buttons and labels are left out. */
export function useFar(): boolean {
  return useContext(Far);
}
