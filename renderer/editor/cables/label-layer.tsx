/**
 * One layer for the labels of all cables, over every line and below the nodes, as on the exported picture: within
 * its own cable, each label would be crossed by the cables that are drawn later. To React they stay within it.
 */
import { EdgeLabelRenderer } from '@xyflow/react';
import type { ReactNode } from 'react';
import { createPortal } from 'react-dom';
import { t } from '../../i18n/translate';
import { pageStore } from '../../page/page-state';

const useLayer = pageStore<{ element: SVGSVGElement | null }>(() => ({ element: null }));

function hold(element: SVGSVGElement | null): void {
  useLayer.setState({ element });
}

/** To be drawn once, within React Flow. */
export function LabelLayer() {
  return (
    <EdgeLabelRenderer>
      <svg className="label-layer" ref={hold}>
        <title>{t('Labels of cables')}</title>
      </svg>
    </EdgeLabelRenderer>
  );
}

/** Draws on the layer what belongs to a cable. */
export function OnLabelLayer({ children }: { children: ReactNode }) {
  const element = useLayer((layer) => layer.element);
  return element === null ? null : createPortal(children, element);
}

/** The element of the cable that a label belongs to, which takes the focus; null for all that is no label. */
export function cableLabelled(target: Element): SVGElement | null {
  const id = target.closest<SVGElement>('.cable-labels')?.dataset.id;
  if (id === undefined) return null;
  return window.document.querySelector(`.react-flow__edge[data-id="${CSS.escape(id)}"]`);
}
