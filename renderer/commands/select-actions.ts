/** Commands that select. */
import { currentDocument } from '../document/document-store';
import { invertedSelection, sameKinds, withNeighbours } from '../document/select-more';
import { select, useSelection } from '../document/selection';

const selected = () => useSelection.getState().ids;

export const selectActions = {
  'edit.selectAll': () => select(invertedSelection(currentDocument(), new Set())),
  'edit.selectInverse': () => select(invertedSelection(currentDocument(), selected())),
  'edit.selectKind': () => select(sameKinds(currentDocument(), selected())),
  'edit.selectNeighbours': () => select(withNeighbours(currentDocument(), selected())),
} as const;
