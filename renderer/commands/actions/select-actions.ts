/** Commands that select. */
import { currentDocument } from '../../document/store/document-store';
import { invertedSelection, sameKinds, withNeighbours } from '../../document/store/select-more';
import { select, useSelection } from '../../document/store/selection';

const selected = () => useSelection.getState().ids;

export const selectActions = {
  'edit.selectAll': () => select(invertedSelection(currentDocument(), new Set())),
  'edit.selectInverse': () => select(invertedSelection(currentDocument(), selected())),
  'edit.selectKind': () => select(sameKinds(currentDocument(), selected())),
  'edit.selectNeighbours': () => select(withNeighbours(currentDocument(), selected())),
} as const;
