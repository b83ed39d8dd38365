/** Shows the nodes that are carried where the pointer has them; see carry.ts. */
import { useLayoutEffect } from 'react';
import { useDrafts } from './drafts';

/** The frame around a selection is over its nodes, and goes with them. */
const CARRIED = '.canvas .react-flow__node.carried, .canvas .react-flow__nodesselection-rect';

export function CarriedNodes() {
  const by = useDrafts(({ carry }) => carry?.by);
  useLayoutEffect(() => {
    if (by === undefined) return undefined;
    const carried = [...window.document.querySelectorAll<HTMLElement>(CARRIED)];
    for (const { style } of carried) style.translate = `${by.x}px ${by.y}px`;
    return () => {
      for (const { style } of carried) style.translate = '';
    };
  }, [by]);
  return null;
}
