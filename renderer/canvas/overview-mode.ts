/** When the overview shows: by itself, always or never. Remembered in this browser. */
import { create } from 'zustand';

const modes = ['automatic', 'always', 'never'] as const;
export type OverviewMode = (typeof modes)[number];

const KEY = 'vdelab.overview';

function remembered(): OverviewMode {
  const text = globalThis.localStorage?.getItem(KEY);
  return modes.find((mode) => mode === text) ?? 'automatic';
}

export const useOverviewMode = create<{ mode: OverviewMode }>(() => ({ mode: remembered() }));

/** From automatic to always to never, and round again. */
export function nextOverviewMode(): void {
  const at = modes.indexOf(useOverviewMode.getState().mode);
  const mode = modes[(at + 1) % modes.length]!;
  globalThis.localStorage?.setItem(KEY, mode);
  useOverviewMode.setState({ mode });
}
