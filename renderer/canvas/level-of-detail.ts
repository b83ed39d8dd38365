/**
 * How much of a large drawing is drawn. Where a jack would be five pixels wide, nobody can see or hit
 * it, nor read a name, and a thousand machines have thousands of them: from afar bodies and lines remain.
 * A small drawing is always drawn whole, so that keys and screen readers find every jack of it.
 */
import { useStore } from '@xyflow/react';
import { createContext, useContext, useEffect, useState } from 'react';
import { create } from 'zustand';
import { useMovingView } from './moving-view';

/** More nodes than these are drawn only where they are in view, and plainly from afar. */
export const MANY_NODES = 150;
const FAR_ZOOM = 0.32;

const Far = createContext(false);
export const FarProvider = Far.Provider;

/**
 * Whether a drawing of so many nodes is seen from afar, as a large one is when it opens. While a zoom goes on it
 * stays so: details are drawn where the zoom ends, of the few nodes that are in view there.
 */
export function useIsFar(nodes: number): boolean {
  const now = useStore(
    ({ transform, width }) => nodes > MANY_NODES && (width === 0 || transform[2] < FAR_ZOOM),
  );
  const moving = useMovingView((view) => view.moving);
  const [far, setFar] = useState(now);
  if (far === now || (far && moving && nodes > MANY_NODES)) return far;
  setFar(now);
  return now;
}

/** Whether a large drawing is seen from near, so that what only then shows is worth working out. */
export const useNearness = create<{ near: boolean }>(() => ({ near: false }));

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
