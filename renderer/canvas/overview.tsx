/** The small map of the drawing. By itself it shows while a part of the drawing is out of view. */

import { MiniMap, type Node, useStore } from '@xyflow/react';
import { useMemo } from 'react';
import type { TopologyNode } from '../../shared/topology';
import { useDocument } from '../document/document-store';
import { t } from '../ui/translate';
import { boundsOf, isInView } from './geometry';
import { shownBoxes } from './group-frame';
import { useOverviewMode } from './overview-mode';

function miniClass({ data }: Node): string {
  const node = data.record as TopologyNode;
  const isFrame = node.kind === 'shape' || (node.kind === 'group' && !node.collapsed);
  return isFrame ? 'mini-frame' : `mini-${node.kind}`;
}

export function Overview() {
  const nodes = useDocument(({ document }) => document.nodes);
  const bounds = useMemo(() => boundsOf(shownBoxes(nodes)), [nodes]);
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
      ariaLabel={t('Overview of the drawing')}
      nodeClassName={miniClass}
    />
  );
}
