/** What a drag out of the palette carries. */
import { type NodeKind, nodeSchema } from '../../../shared/kinds/registry';

export const PALETTE_TYPE = 'application/x-vdelab-kind';

const kinds: ReadonlySet<string> = new Set(nodeSchema.options.map(({ shape }) => shape.kind.value));

function isKind(text: string): text is NodeKind {
  return kinds.has(text);
}

/** The kind that is being dragged; null for anything that did not come out of the palette. */
export function draggedKind(transfer: DataTransfer): NodeKind | null {
  const text = transfer.getData(PALETTE_TYPE);
  return isKind(text) ? text : null;
}
