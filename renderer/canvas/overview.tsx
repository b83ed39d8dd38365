/** The small map of the drawing. By itself it shows while a part of the drawing is out of view. */
import { MiniMap, type Node, useStore } from '@xyflow/react';
import { useMemo } from 'react';
import type { TopologyNode } from '../../shared/topology';
import { useDocument } from '../document/document-store';
import { boundsOf, isInView, nodeBox } from './geometry';
import { useOverviewMode } from './overview-mode';

function miniClass({ data }: Node): string {
  return `mini-${(data.record as TopologyNode).kind}`;
}

export function Overview() {
  const nodes = useDocument(({ document }) => document.nodes);
  const bounds = useMemo(
    () => boundsOf(Object.values(nodes).map((node) => nodeBox(node))),
    [nodes],
  );
  const mode = useOverviewMode((state) => state.mode);
  const outOfView = useStore(
    ({ transform, width, height }) =>
      bounds !== null && width > 0 && !isInView(bounds, transform, { width, height }),
  );
  if (mode === 'never' || (mode === 'automatic' && !outOfView)) return null;
  return (
    <MiniMap
      pannable
      zoomable
      nodeBorderRadius={12}
      ariaLabel="Overview of the drawing"
      nodeClassName={miniClass}
    />
  );
}
