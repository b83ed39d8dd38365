/** What commands do with the selected nodes that needs no file of its own. */
import { partByLock } from '../../document/records/locks';
import { currentDocument } from '../../document/store/document-store';
import { selectedNodes } from '../../document/store/selection';
import { setLocked } from '../../editor/scene/lock-nodes';
import { beginRename } from '../../editor/scene/rename';

/** Renames the one selected node. */
export function renameSelection(): void {
  const [only, ...others] = selectedNodes();
  if (only !== undefined && others.length === 0) beginRename(only);
}

/** Locks what is selected; when all of it is locked already, unlocks it. */
export function toggleLock(): void {
  const ids = selectedNodes();
  const { free } = partByLock(currentDocument(), ids);
  setLocked(ids, free.length > 0);
}
