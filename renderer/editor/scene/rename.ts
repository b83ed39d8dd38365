/** Which node's name is being edited on the canvas. */

import { renameNode } from '../../document/edits/edits';
import { formatRecords } from '../../document/edits/step-labels';
import { currentDocument, edit } from '../../document/store/document-store';
import { t } from '../../i18n/translate';
import { pageStore } from '../../page/page-state';

export const useRename = pageStore<{ id: string | null }>(() => ({ id: null }));

export function beginRename(id: string): void {
  const node = currentDocument().nodes[id];
  if (node !== undefined) useRename.setState({ id });
}

export function endRename(): void {
  useRename.setState({ id: null });
}

export function commitRename(id: string, name: string): void {
  endRename();
  const what = formatRecords(currentDocument(), [id]);
  edit(t('Rename {{what}}', { what }), renameNode(currentDocument(), id, name));
}
