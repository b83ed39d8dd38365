/** How the drawing area behaves: grid, snapping, and what a drag on it does; remembered in this browser. */
import { create } from 'zustand';

/** Distance of the grid's points, and the step of arrow keys, in pixels at zoom 1. */
export const GRID_STEP = 24;

export interface CanvasSettings {
  /** Whether the points of the grid show. */
  grid: boolean;
  /** Whether what is moved comes to rest on the grid. */
  snapGrid: boolean;
  /** Whether a drag on a free place moves the view; else it selects with a rubber band. */
  hand: boolean;
}

const KEY = 'vdelab.canvas';
const usual: CanvasSettings = { grid: true, snapGrid: false, hand: false };

/** The remembered settings; what is not understood of them is as usual. */
export function parseSettings(text: string | null): CanvasSettings {
  let stored: unknown;
  try {
    stored = JSON.parse(text ?? '{}');
  } catch {
    // Another version, or another program, wrote it: there is nothing in it to rescue.
    return usual;
  }
  const found = typeof stored === 'object' && stored !== null ? stored : {};
  const names = Object.keys(usual) as (keyof CanvasSettings)[];
  const kept = Object.entries(found).filter(
    ([name, value]) => names.some((known) => known === name) && typeof value === 'boolean',
  );
  return { ...usual, ...Object.fromEntries(kept) };
}

export const useCanvasSettings = create<CanvasSettings>(() => usual);

/** Turns one of the settings on or off, and remembers it. */
export function toggleSetting(name: keyof CanvasSettings): void {
  useCanvasSettings.setState((settings) => ({ [name]: !settings[name] }));
  localStorage.setItem(KEY, JSON.stringify(useCanvasSettings.getState()));
}

/** Takes up what was remembered. */
export function recallSettings(): void {
  useCanvasSettings.setState(parseSettings(localStorage.getItem(KEY)));
}
