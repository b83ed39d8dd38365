/** Where the view goes so that a drawing is seen as a whole, clear of the zoom controls. Pure. */
import { getViewportForBounds, type Viewport } from '@xyflow/react';
import { type Box, boundsOf, type Size } from '../../document/geometry/geometry';

type Padding = {
  top: `${number}px`;
  right: `${number}px`;
  bottom: `${number}px`;
  left: `${number}px`;
};

const MIN_ZOOM = 0.05;
const LOW_HEIGHT = 420;
const ROOMY = { top: 44, side: 44, bottom: 44 };
/** In a low drawing area every pixel is for the drawing. */
const LOW = { top: 36, side: 36, bottom: 24 };

/** What the zoom controls take up in the corner at the lower left, with some air. */
export const CONTROLS: Size = { width: 212, height: 60 };

/** What overlaps by less, in pixels, does so only by rounding. */
const NEGLIGIBLE = 0.5;

const px = (length: number) => `${length}px` as const;

function padding(top: number, side: number, bottom: number, left = side): Padding {
  return { top: px(top), right: px(side), bottom: px(bottom), left: px(left) };
}

function isUnderControls(boxes: readonly Box[], { x, y, zoom }: Viewport, pane: Size): boolean {
  return boxes.some(
    (box) =>
      box.x * zoom + x < CONTROLS.width - NEGLIGIBLE &&
      (box.y + box.height) * zoom + y > pane.height - CONTROLS.height + NEGLIGIBLE,
  );
}

/**
 * The view that shows all boxes. Where the zoom controls would lie over one of them, the drawing moves
 * up or to the right, whichever leaves it larger.
 *
 * @param pane size of the drawing area in pixels
 * @param maxZoom a small drawing is not blown up beyond this
 */
export function fittedView(boxes: readonly Box[], pane: Size, maxZoom = 1): Viewport | null {
  const bounds = boundsOf(boxes);
  if (bounds === null || pane.width <= 0 || pane.height <= 0) return null;
  const { top, side, bottom } = pane.height < LOW_HEIGHT ? LOW : ROOMY;
  const viewWith = (wanted: Padding) =>
    getViewportForBounds(bounds, pane.width, pane.height, MIN_ZOOM, maxZoom, wanted);
  const plain = viewWith(padding(top, side, bottom));
  if (!isUnderControls(boxes, plain, pane)) return plain;
  const ways = [
    viewWith(padding(top, side, CONTROLS.height)),
    viewWith(padding(top, side, bottom, CONTROLS.width)),
  ];
  // At the smallest zoom, one of them may have no room for the drawing.
  const clear = ways.filter((view) => !isUnderControls(boxes, view, pane));
  const larger = (one: Viewport, other: Viewport) => (other.zoom > one.zoom ? other : one);
  return (clear.length > 0 ? clear : ways).reduce(larger);
}
