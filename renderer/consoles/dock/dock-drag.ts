/**
 * Dragging a tab: to an edge of a pane, which splits it, into its middle, or to a place in a row of tabs.
 * The drag store says what would happen if the tab were let go now.
 */
import { pageStore } from '../../page/page-state';
import { type Gesture, press } from '../../ui/gestures';
import type { Edge } from '../tabs/dock-layout';
import { dropOnEdge, dropOnStrip } from '../tabs/dock-moves';
import type { Place } from '../tabs/dock-places';

type Target =
  | { readonly kind: 'edge'; readonly pane: string; readonly edge: Edge }
  | { readonly kind: 'strip'; readonly pane: string; readonly at: number };

/** A target with the room that the tab would take there, in pixels of the window. */
export interface Aim {
  readonly target: Target;
  readonly mark: Place;
}

export const useTabDrag = pageStore<{ tab: string | null; aim: Aim | null }>(() => ({
  tab: null,
  aim: null,
}));

/** A press that moves no further, in pixels, is a click. */
const CLICK_DISTANCE = 5;
/** So near to its edge a pane is split. */
const EDGE_SHARE = 0.28;
const MARK_WIDTH = 2;

/** The half of a pane that a tab would take at the edge next to the pointer; all of it in the middle. */
function edgeAt(place: Place, x: number, y: number): { edge: Edge; mark: Place } | null {
  const across = (x - place.x) / place.width;
  const down = (y - place.y) / place.height;
  const distances: [Edge, number][] = [
    ['left', across],
    ['right', 1 - across],
    ['top', down],
    ['bottom', 1 - down],
  ];
  const [edge, distance] = distances.reduce((best, one) => (one[1] < best[1] ? one : best));
  if (distance > EDGE_SHARE) return null;
  const half = { width: place.width / 2, height: place.height / 2 };
  const marks: Record<Edge, Place> = {
    left: { ...place, width: half.width },
    right: { ...place, x: place.x + half.width, width: half.width },
    top: { ...place, height: half.height },
    bottom: { ...place, y: place.y + half.height, height: half.height },
  };
  return { edge, mark: marks[edge] };
}

/** How many tabs stand before the pointer, and where the gap behind them is. */
function gapAt(tabs: readonly Place[], x: number): { at: number; x: number } {
  const at = tabs.filter((tab) => tab.x + tab.width / 2 < x).length;
  const next = tabs[at];
  const last = tabs.at(-1);
  return { at, x: next?.x ?? (last === undefined ? 0 : last.x + last.width) };
}

function aimAtStrip(strip: HTMLElement, pane: string, tab: string, x: number): Aim {
  const others = [...strip.querySelectorAll<HTMLElement>('[data-tab]')].filter(
    (one) => one.getAttribute('data-tab') !== tab,
  );
  const gap = gapAt(
    others.map((one) => one.getBoundingClientRect()),
    x,
  );
  const { left, top, height } = strip.getBoundingClientRect();
  const mark = { x: others.length === 0 ? left : gap.x, y: top, width: MARK_WIDTH, height };
  return { target: { kind: 'strip', pane, at: gap.at }, mark };
}

function aimAtBody(body: HTMLElement, pane: string, x: number, y: number): Aim {
  const { left, top, width, height } = body.getBoundingClientRect();
  const place = { x: left, y: top, width, height };
  const found = edgeAt(place, x, y);
  if (found !== null) return { target: { kind: 'edge', pane, edge: found.edge }, mark: found.mark };
  const at = Number.MAX_SAFE_INTEGER;
  return { target: { kind: 'strip', pane, at }, mark: place };
}

/** What is under the pointer of the dock's panes. */
function aimAt(tab: string, x: number, y: number): Aim | null {
  for (const element of window.document.elementsFromPoint(x, y)) {
    const strip = element.closest<HTMLElement>('[data-dock-strip]');
    if (strip !== null)
      return aimAtStrip(strip, strip.getAttribute('data-dock-strip') ?? '', tab, x);
    const body = element.closest<HTMLElement>('[data-dock-body]');
    if (body !== null) return aimAtBody(body, body.getAttribute('data-dock-body') ?? '', x, y);
  }
  return null;
}

function drop(): void {
  const { tab, aim } = useTabDrag.getState();
  if (tab === null || aim === null) return;
  const { target } = aim;
  if (target.kind === 'edge') dropOnEdge(tab, target.pane, target.edge);
  else dropOnStrip(tab, target.pane, target.at);
}

/** Follows the pointer from a press on a tab until it is let go; Escape puts the tab back. */
export function beginTabDrag(tab: string, x: number, y: number): void {
  const putBack = () => useTabDrag.setState({ tab: null, aim: null });
  const drag: Gesture = {
    slack: CLICK_DISTANCE,
    move: ({ clientX, clientY }) => useTabDrag.setState({ tab, aim: aimAt(tab, clientX, clientY) }),
    end() {
      drop();
      putBack();
    },
    cancel: putBack,
  };
  press(drag, { x, y });
}
