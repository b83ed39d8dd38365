/** The cables of a large drawing from afar, and which of them a press on the drawing means. */

import { ViewportPortal } from '@xyflow/react';
import { useMemo } from 'react';
import type { Point } from '../../document/records/new-node';
import { useDocument } from '../../document/store/document-store';
import { useSelection } from '../../document/store/selection';
import { useLab } from '../../lab/lab-store';
import { pageState } from '../../page/page-state';
import { useCableLayout } from '../scene/cable-layout-store';
import { flowPoint, zoomNow } from '../viewport/view-port';
import { CableStroke } from './cable-stroke';
import { cableNear, type FarStroke, farStrokes } from './far-strokes';

/** How near to a cable a press means it, in pixels of the window. */
const REACH = 8;

/** Whether cables are drawn from afar; the press on one of them lands on the pane then. */
const far = pageState(() => ({ isShown: false }));

/** The cable at a point of the window that is drawn from afar; null where there is none. */
export function farCableAt(pointer: Point): string | null {
  if (!far().isShown) return null;
  const { drawings } = useCableLayout.getState();
  return cableNear(drawings, flowPoint(pointer), REACH / zoomNow());
}

function Stroke({ stroke }: { stroke: FarStroke }) {
  const { path, selected, joined, up, cut, blocked, colours } = stroke;
  return (
    <g className={selected ? 'selected' : undefined}>
      <g
        className="cable"
        data-up={up || undefined}
        data-joined={joined || undefined}
        data-cut={cut || undefined}
        data-blocked={blocked || undefined}
      >
        <CableStroke path={path} colours={colours} />
      </g>
    </g>
  );
}

export function FarCables() {
  const drawings = useCableLayout((layout) => layout.drawings);
  const document = useDocument((state) => state.document);
  const ids = useSelection((selection) => selection.ids);
  const lab = useLab();
  const strokes = useMemo(
    () => farStrokes(drawings.values(), { document, ids, lab }),
    [drawings, document, ids, lab],
  );
  return (
    <ViewportPortal>
      <svg
        className="far-cables"
        aria-hidden="true"
        ref={(element) => {
          far().isShown = element !== null;
        }}
      >
        {strokes.map((stroke) => (
          <Stroke key={stroke.key} stroke={stroke} />
        ))}
      </svg>
    </ViewportPortal>
  );
}
