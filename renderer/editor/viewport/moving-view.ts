/**
 * While the view is panned, the drawing is a layer that is moved as a whole: painting it anew in every
 * frame is what makes large ones lag. A zoom paints it anew at each size anyway, and a layer would only
 * be in the way.
 */

import type { Viewport } from '@xyflow/react';
import { currentPage } from '../../page/page';
import { pageState, pageStore } from '../../page/page-state';

/** A hand that turns a wheel pauses between two turns; the view stands still when none has come for so long. */
const REST_MS = 250;

/** The zoom at which the view began to be panned or zoomed, by a hand or by itself; null while it stands still. */
export const useMovingView = pageStore<{ from: number | null }>(() => ({ from: null }));

interface Move {
  zoomAtStart: number;
  /** Calls off what is done when the view stands still. */
  goOn: () => void;
}

const move = pageState((): Move => ({ zoomAtStart: 1, goOn: () => {} }));

function mark(moving: boolean): void {
  window.document.querySelector('.react-flow__viewport')?.toggleAttribute('data-moving', moving);
}

export function beginMoving({ zoom }: Viewport): void {
  move().zoomAtStart = zoom;
  move().goOn();
  useMovingView.setState(({ from }) => ({ from: from ?? zoom }));
}

export function handleMove(_event: unknown, { zoom }: Viewport): void {
  mark(zoom === move().zoomAtStart);
}

export function endMoving(): void {
  mark(false);
  move().goOn();
  move().goOn = currentPage().timeout(() => useMovingView.setState({ from: null }), REST_MS);
}
