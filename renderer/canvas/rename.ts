/** Which node's name is being edited on the canvas. */
import { create } from 'zustand';
import { recordsInWords } from '../commands/record-words';
import { currentDocument, edit } from '../document/document-store';
import { renameNode } from '../document/edits';

export const useRename = create<{ id: string | null }>(() => ({ id: null }));

export function beginRename(id: string): void {
  const node = currentDocument().nodes[id];
  if (node !== undefined) useRename.setState({ id });
}

export function endRename(): void {
  useRename.setState({ id: null });
}

export function commitRename(id: string, name: string): void {
  endRename();
  edit(
    `Rename ${recordsInWords(currentDocument(), [id])}`,
    renameNode(currentDocument(), id, name),
  );
}
