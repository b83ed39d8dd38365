/** Which record something on the canvas belongs to. */

/** The id of the node or cable that an element is of, be it a label of a cable; undefined beside all of them. */
export function renderedRecord(target: Element): string | undefined {
  const drawn = target.closest<HTMLElement | SVGElement>(
    '.react-flow__node, .react-flow__edge, .cable-labels',
  );
  return drawn?.dataset.id;
}
