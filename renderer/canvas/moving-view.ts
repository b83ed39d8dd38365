/**
 * While the view is panned, the drawing is a layer that is moved as a whole: painting it anew in every
 * frame is what makes large ones lag. A zoom paints it anew at each size anyway, and a layer would only
 * be in the way.
 */
import type { Viewport } from '@xyflow/react';
import { create } from 'zustand';

let zoomAtStart = 1;

/** Whether the view is being panned or zoomed, by a hand or by itself. */
export const useMovingView = create<{ moving: boolean }>(() => ({ moving: false }));

function mark(moving: boolean): void {
  window.document.querySelector('.react-flow__viewport')?.toggleAttribute('data-moving', moving);
}

export function beginMoving({ zoom }: Viewport): void {
  zoomAtStart = zoom;
  useMovingView.setState({ moving: true });
}

export function hearMove(_event: unknown, { zoom }: Viewport): void {
  mark(zoom === zoomAtStart);
}

export function endMoving(): void {
  mark(false);
  useMovingView.setState({ moving: false });
}
