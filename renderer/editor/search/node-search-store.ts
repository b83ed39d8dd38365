/** The search on the drawing: whether it is open, and the node that it flew to last. */

import { uncoverDrawing } from '../../consoles/tabs/console-store';
import { currentPage } from '../../page/page';
import { pageState, pageStore } from '../../page/page-state';
import { flyTo } from '../viewport/view-port';

const HIGHLIGHT_MS = 1600;

interface SearchState {
  open: boolean;
  /** The node that is highlighted for a moment; `flight` counts, so that it can be the same again. */
  highlighted: { node: string; flight: number } | null;
  /** Grows whenever the field should take the keyboard. */
  requests: number;
}

export const useNodeSearch = pageStore<SearchState>(() => ({
  open: false,
  highlighted: null,
  requests: 0,
}));

/** Keeps the highlight from going. */
const highlight = pageState(() => ({ keep: () => {} }));

export function openSearch(): void {
  uncoverDrawing();
  useNodeSearch.setState(({ requests }) => ({ open: true, requests: requests + 1 }));
}

export function closeSearch(): void {
  useNodeSearch.setState({ open: false });
}

/** Selects a node, flies to it and highlights it for a moment. */
export function showHit(node: string): void {
  flyTo(node);
  const flight = (useNodeSearch.getState().highlighted?.flight ?? 0) + 1;
  useNodeSearch.setState({ highlighted: { node, flight } });
  const end = () => useNodeSearch.setState({ highlighted: null });
  highlight().keep();
  highlight().keep = currentPage().timeout(end, HIGHLIGHT_MS);
}
