/** Places of the page that lower rooms lead to. Whoever makes the page says how to get there. */
import { pageState } from '../page/page-state';

export interface Destinations {
  /** Shows the list of problems. */
  showProblems(): void;
  /** Selects a node and brings it into view. */
  revealNode(id: string): void;
}

/** The places of the page that is open; until it has said how to get there, nothing leads to them. */
export const destinations = pageState<Destinations>(() => ({
  showProblems: () => {},
  revealNode: () => {},
}));
