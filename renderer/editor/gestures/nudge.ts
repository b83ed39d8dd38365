/** Moving the selection by keys. */

import { placedOf, shiftNodes } from '../../document/edits/arrange-edits';
import { boundsOf } from '../../document/geometry/geometry';
import type { Point } from '../../document/records/new-node';
import { currentDocument, edit } from '../../document/store/document-store';
import { selectedNodes } from '../../document/store/selection';
import { t } from '../../i18n/translate';
import type { Page } from '../../page/page';
import { useDialog } from '../../ui/dialogs';
import { withoutLocked } from '../scene/lock-nodes';
import { GRID_STEP, useCanvasSettings } from '../viewport/canvas-settings';
import { showBox } from '../viewport/view-port';

/** Pixels from a coordinate to the next line of the grid in a direction. */
function stepToGrid(at: number, direction: number): number {
  if (direction === 0) return 0;
  const line = direction > 0 ? Math.floor(at / GRID_STEP) + 1 : Math.ceil(at / GRID_STEP) - 1;
  return line * GRID_STEP - at;
}

function boundsOfNodes(ids: readonly string[]) {
  return boundsOf(placedOf(currentDocument(), ids).map(({ box }) => box));
}

function shiftFor(ids: readonly string[], { x, y }: Point, fine: boolean): Point {
  const bounds = boundsOfNodes(ids);
  if (fine || bounds === null) return { x, y };
  if (!useCanvasSettings.getState().snapGrid) return { x: x * GRID_STEP, y: y * GRID_STEP };
  return { x: stepToGrid(bounds.x, x), y: stepToGrid(bounds.y, y) };
}

/**
 * Moves the selection one step and keeps it in view. Steps in a row are one step of the history.
 *
 * @param direction 1 or -1 along one axis
 * @param fine by a pixel, not by the step of the grid
 */
function nudge(direction: Point, fine: boolean): void {
  const ids = withoutLocked(selectedNodes());
  if (ids.length === 0) return;
  const diff = shiftNodes(currentDocument(), ids, shiftFor(ids, direction, fine));
  const label = ids.length === 1 ? t('Move') : t('Move {{count}} nodes', { count: ids.length });
  edit(label, diff, `nudge ${ids.join(' ')}`);
  const bounds = boundsOfNodes(ids);
  if (bounds !== null) showBox(bounds);
}

const directions: Readonly<Record<string, Point>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

/** What of the drawing has the focus when arrows mean the selection. */
const ON_DRAWING = '.react-flow__node, .react-flow__edge';

/** Arrow keys belong to the drawing only while nothing else has the focus. */
function isKeyboardTarget({ target, defaultPrevented }: KeyboardEvent): boolean {
  if (useDialog.getState().dialog !== null || !(target instanceof Element)) return false;
  if (target === window.document.body) return true;
  const holder = target.closest(ON_DRAWING);
  if (holder === null || target.closest('input, textarea, select') !== null) return false;
  // React Flow marks keys on a node as its own; what is inside of a node or cable may use them itself.
  return !defaultPrevented || holder === target;
}

function handle(event: KeyboardEvent): void {
  const direction = directions[event.key];
  if (direction === undefined || event.ctrlKey || event.metaKey || event.altKey) return;
  if (!isKeyboardTarget(event) || selectedNodes().length === 0) return;
  event.preventDefault();
  nudge(direction, event.shiftKey);
}

/** Binds the arrow keys for the life of the page. */
export function subscribeNudging(page: Page): void {
  page.listen(window, 'keydown', handle);
}
