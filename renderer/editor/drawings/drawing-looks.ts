/** Changes how a note or shape looks, as one named step. */
import type { NoteNode, ShapeNode } from '../../../shared/document/topology';
import { changeNode } from '../../document/edits/edits';
import { currentDocument, edit } from '../../document/store/document-store';

/** Sizes of letters that the toolbar goes through, in pixels. */
const SIZES = [10, 12, 14, 16, 20, 24, 32, 48, 64, 96] as const;

/** The next sizes below and above one; the same at either end. */
export function noteSizes(size: number): { smaller: number; larger: number } {
  return {
    smaller: SIZES.findLast((one) => one < size) ?? size,
    larger: SIZES.find((one) => one > size) ?? size,
  };
}

/** @param label what undo calls it */
export function setLook<T extends NoteNode | ShapeNode>(
  node: T,
  look: Partial<Omit<T, 'id' | 'kind'>>,
  label: string,
): void {
  const current = currentDocument().nodes[node.id];
  if (current?.kind !== node.kind) return;
  edit(label, changeNode(currentDocument(), { ...current, ...look } as T));
}
