/** How this browser shows cables: whether ports are labelled, and how new cables are drawn. Remembered. */
import { create } from 'zustand';
import { type Cable, cableRoutes } from '../../shared/topology';

type Route = Cable['route'];

const LABELS_KEY = 'vdelab.portLabels';
const ROUTE_KEY = 'vdelab.newCables';

function rememberedRoute(): Route {
  const text = localStorage.getItem(ROUTE_KEY);
  return cableRoutes.find((route) => route === text) ?? 'straight';
}

export const useCableView = create<{ labels: boolean; newRoute: Route }>(() => ({
  labels: true,
  newRoute: 'straight',
}));

/** Takes up what this browser remembers; once, before anything is drawn. */
export function recallCableView(): void {
  useCableView.setState({
    labels: localStorage.getItem(LABELS_KEY) !== 'hidden',
    newRoute: rememberedRoute(),
  });
}

export function togglePortLabels(): void {
  const labels = !useCableView.getState().labels;
  localStorage.setItem(LABELS_KEY, labels ? 'shown' : 'hidden');
  useCableView.setState({ labels });
}

export function chooseNewRoute(newRoute: Route): void {
  localStorage.setItem(ROUTE_KEY, newRoute);
  useCableView.setState({ newRoute });
}
