/** What is selected on the canvas. It is no edit: it enters no history and clears no redo. */
import { pageStore } from '../../page/page-state';
import { currentDocument, useDocument } from './document-store';

export const useSelection = pageStore<{ ids: ReadonlySet<string> }>(() => ({ ids: new Set() }));

export function select(ids: Iterable<string>): void {
  useSelection.setState({ ids: new Set(ids) });
}

/** Adds and takes away single records, as the canvas reports it. */
export function changeSelection(changes: Iterable<readonly [id: string, selected: boolean]>): void {
  const before = useSelection.getState().ids;
  const ids = new Set(before);
  for (const [id, selected] of changes) {
    if (selected) ids.add(id);
    else ids.delete(id);
  }
  const same = ids.size === before.size && [...ids].every((id) => before.has(id));
  if (!same) useSelection.setState({ ids });
}

/** The selected ids that are nodes of the document. */
export function selectedNodes(): string[] {
  const { nodes } = currentDocument();
  return [...useSelection.getState().ids].filter((id) => nodes[id] !== undefined);
}

/** Forgets records that are gone, whoever removed them. */
export function subscribeDocument(): void {
  useDocument.subscribe(({ document }, before) => {
    if (document === before.document) return;
    const { ids } = useSelection.getState();
    const left = [...ids].filter((id) => document.nodes[id] ?? document.cables[id]);
    if (left.length < ids.size) select(left);
  });
}
