/** Commands that line up, space out and lay out. */

import type { DocumentDiff } from '../../../shared/document/document-diff';
import type { Axis, Side } from '../../document/edits/align';
import { alignNodes, distributeNodes, placedOf } from '../../document/edits/arrange-edits';
import { layOutNodes, layoutRequest } from '../../document/edits/layout-edits';
import type { LayoutKind } from '../../document/layouts/lay-out';
import { runLayout } from '../../document/layouts/run-layout';
import { currentDocument, edit } from '../../document/store/document-store';
import { useSelection } from '../../document/store/selection';
import { endGlide, glide } from '../../editor/view/glide';
import { fitDrawing } from '../../editor/viewport/view-port';
import { t } from '../../i18n/translate';

const alignLabels: Record<Side, (count: number) => string> = {
  left: (count) => t('Align {{count}} nodes left', { count }),
  centre: (count) => t('Align {{count}} nodes by their centres', { count }),
  right: (count) => t('Align {{count}} nodes right', { count }),
  top: (count) => t('Align {{count}} nodes at the top', { count }),
  middle: (count) => t('Align {{count}} nodes by their middles', { count }),
  bottom: (count) => t('Align {{count}} nodes at the bottom', { count }),
};

const layoutLabels: Record<LayoutKind, (count: number) => string> = {
  layers: (count) => t('Lay out {{count}} nodes in layers', { count }),
  forces: (count) => t('Lay out {{count}} nodes force-directed', { count }),
  rings: (count) => t('Lay out {{count}} nodes radially', { count }),
  grid: (count) => t('Lay out {{count}} nodes in a grid', { count }),
};

function move(label: string, diff: DocumentDiff): void {
  const { updated } = diff.nodes;
  edit(label, diff);
  glide(
    new Map(updated.map(([from]) => [from.id, from])),
    new Map(updated.map(([, to]) => [to.id, to])),
  );
}

/** Lines up what is selected, as one step. */
export function align(side: Side): void {
  const { ids } = useSelection.getState();
  const count = placedOf(currentDocument(), ids).length;
  move(alignLabels[side](count), alignNodes(currentDocument(), ids, side));
}

/** Spaces out what is selected, as one step. */
export function distribute(axis: Axis): void {
  const { ids } = useSelection.getState();
  const count = placedOf(currentDocument(), ids).length;
  move(t('Distribute {{count}} nodes', { count }), distributeNodes(currentDocument(), ids, axis));
}

/** Lays out what is selected, or all, as one step, and shows all of it. */
export async function layOut(kind: LayoutKind): Promise<void> {
  endGlide();
  const { id } = currentDocument();
  const request = layoutRequest(currentDocument(), useSelection.getState().ids, kind);
  if (request === null) return;
  const laidOut = await runLayout(request);
  // Another lab may have been opened while a large one was laid out.
  if (laidOut === null || currentDocument().id !== id) return;
  move(layoutLabels[kind](laidOut.places.size), layOutNodes(currentDocument(), laidOut));
  fitDrawing();
}
