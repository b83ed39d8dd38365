/** Shows the nodes that are carried where the pointer has them; see carry.ts. */
import { useStore } from '@xyflow/react';
import { useEffect, useLayoutEffect } from 'react';
import { useDocument } from '../../document/store/document-store';
import { renewCarry, useDrafts } from '../scene/drafts';

const CARRIED = '.canvas .react-flow__node.carried';

export function CarriedNodes() {
  const by = useDrafts(({ carry }) => carry?.by);
  // React Flow draws a list some time after it was given. It stays the same while the same nodes are carried.
  const nodes = useStore((store) => store.nodes);
  useLayoutEffect(() => {
    if (by === undefined || !nodes.some(({ className }) => className === 'carried'))
      return undefined;
    const carried = [...window.document.querySelectorAll<HTMLElement>(CARRIED)];
    for (const { style } of carried) style.translate = `${by.x}px ${by.y}px`;
    return () => {
      for (const { style } of carried) style.translate = '';
    };
  }, [by, nodes]);
  useEffect(() => {
    renewCarry();
    return useDocument.subscribe(({ document }, before) => {
      if (document.nodes !== before.document.nodes) renewCarry();
    });
  }, []);
  return null;
}
