/** Commands that select. */
import { currentDocument } from '../../document/store/document-store';
import { invertedSelection, sameKinds, withNeighbours } from '../../document/store/select-more';
import { select, useSelection } from '../../document/store/selection';
import { useLab } from '../../lab/lab-store';

const selected = () => useSelection.getState().ids;

export function selectAll(): void {
  select(invertedSelection(currentDocument(), new Set()));
}

export function selectInverse(): void {
  select(invertedSelection(currentDocument(), selected()));
}

export function selectSameKind(): void {
  select(sameKinds(currentDocument(), selected()));
}

export function selectNeighbours(): void {
  select(withNeighbours(currentDocument(), selected()));
}

export function selectFailed(): void {
  const { nodes } = useLab.getState();
  select(Object.keys(nodes).filter((id) => nodes[id]?.state === 'failed'));
}

export function selectNone(): void {
  select([]);
}
