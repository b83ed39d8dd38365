/**
 * What this page shows just now of the running lab, told to the service, which sends exactly that:
 * traffic while something runs and the page can be seen, the insides of the switches whose panel is
 * open, and what machines use while a table shows it.
 */

import { useEffect } from 'react';
import { isAlive } from '../../shared/lab/machine-state';
import { call, onConnectionChange } from '../connection/client';
import { currentPage, type Page } from '../page/page';
import { pageState } from '../page/page-state';
import { raiseThrown } from '../ui/notices';
import { useLab } from './lab-store';
import { forgetUsage } from './usage-store';

const wanted = pageState(() => ({
  /** Panels that show a switch, by its id: two may show the same. */
  panels: new Map<string, number>(),
  /** Tables that show what machines use. */
  tables: 0,
  connected: false,
  told: '',
  planned: false,
}));

function wish() {
  const { panels, tables } = wanted();
  const visible = document.visibilityState === 'visible';
  const runs = Object.values(useLab.getState().nodes).some(({ state }) => isAlive(state));
  return {
    traffic: visible && runs,
    switches: visible ? [...panels.keys()].sort() : [],
    ...(visible && runs && tables > 0 && { usage: true }),
  };
}

async function tell(): Promise<void> {
  const state = wanted();
  state.planned = false;
  const now = wish();
  const text = JSON.stringify(now);
  if (!state.connected || text === state.told) return;
  state.told = text;
  try {
    await call('lab.watch', now);
  } catch (error) {
    // A lost connection has its own banner; what is wanted is told anew when it is back.
    if (state.connected) raiseThrown(error);
  }
}

/** Tells at the end of this turn: one panel closes and another opens in the same one. */
function plan(): void {
  const state = wanted();
  if (state.planned) return;
  state.planned = true;
  const page = currentPage();
  queueMicrotask(() => {
    if (!page.isDisposed) void tell();
  });
}

function count(id: string, change: 1 | -1): void {
  const { panels } = wanted();
  const now = (panels.get(id) ?? 0) + change;
  if (now > 0) panels.set(id, now);
  else panels.delete(id);
  plan();
}

/** Has the service send how the switch looks, while the component is there. */
export function useWatchedSwitch(id: string): void {
  useEffect(() => {
    count(id, 1);
    return () => count(id, -1);
  }, [id]);
}

/** Has the service send what machines use, while the component is there. */
export function useWatchedUsage(): void {
  useEffect(() => {
    const state = wanted();
    state.tables++;
    plan();
    return () => {
      state.tables--;
      plan();
      if (state.tables === 0) forgetUsage();
    };
  }, []);
}

/** Keeps the service told for the life of the page. */
export function subscribeTelemetry(page: Page): void {
  page.listen(document, 'visibilitychange', plan);
  useLab.subscribe(plan);
  onConnectionChange((now) => {
    const state = wanted();
    state.connected = now;
    // A new connection watches nothing yet.
    state.told = '';
    plan();
  });
}
