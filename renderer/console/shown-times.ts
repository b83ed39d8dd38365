/** In which terminals times stand beside the lines; remembered in this browser. */
import { create } from 'zustand';
import type { ConsoleId } from '../../shared/console-id';

const KEY = 'vdelab.console.times';
const MOST = 500;

function remembered(): ConsoleId[] {
  return (globalThis.localStorage?.getItem(KEY) ?? '').split(' ').filter((id) => id !== '');
}

export const useShownTimes = create<{ ids: readonly ConsoleId[] }>(() => ({ ids: remembered() }));

export function showsTimes(id: ConsoleId): boolean {
  return useShownTimes.getState().ids.includes(id);
}

export function toggleTimes(id: ConsoleId): void {
  const { ids } = useShownTimes.getState();
  const others = ids.filter((one) => one !== id);
  const next = others.length < ids.length ? others : [...ids, id].slice(-MOST);
  useShownTimes.setState({ ids: next });
  globalThis.localStorage?.setItem(KEY, next.join(' '));
}
