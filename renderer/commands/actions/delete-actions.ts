/** Deleting what is selected. Machines that run are deleted only after a question: what they do is lost. */

import { nameOf } from '../../../shared/document/topology';
import { isAlive } from '../../../shared/lab/machine-state';
import { removeRecords } from '../../document/edits/edits';
import { formatRecords } from '../../document/edits/step-labels';
import { withoutHeldGroups } from '../../document/records/locks';
import { withMembers } from '../../document/records/membership';
import { currentDocument, edit } from '../../document/store/document-store';
import { useSelection } from '../../document/store/selection';
import { withoutLocked } from '../../editor/scene/lock-nodes';
import { listed } from '../../i18n/listed';
import { t } from '../../i18n/translate';
import { nodeStatus } from '../../lab/lab-store';
import { ask } from '../../ui/dialogs';

/** Most machines that a question names. */
const MOST_NAMES = 12;

/** Names of the machines among the records that run; switches and ways outside lose nothing. */
function runningMachines(ids: ReadonlySet<string>): string[] {
  const { nodes } = currentDocument();
  return withMembers(nodes, ids).flatMap((id) => {
    const node = nodes[id];
    const runs = node !== undefined && 'cards' in node && isAlive(nodeStatus(id).state);
    return runs ? [nameOf(node)] : [];
  });
}

const questions = {
  delete: {
    confirm: () => t('Delete'),
    one: () => t('Delete a running machine?'),
    several: (count: number) => t('Delete {{count}} running machines?', { count }),
    label: (what: string) => t('Delete {{what}}', { what }),
  },
  cut: {
    confirm: () => t('Cut'),
    one: () => t('Cut a running machine?'),
    several: (count: number) => t('Cut {{count}} running machines?', { count }),
    label: (what: string) => t('Cut {{what}}', { what }),
  },
};
type Removal = keyof typeof questions;

async function mayRemove(removal: Removal, names: readonly string[]): Promise<boolean> {
  if (names.length === 0) return true;
  const { one, several, confirm } = questions[removal];
  const isOne = names.length === 1;
  const text = isOne
    ? t(
        '{{names}} is stopped first, and what it has in memory is lost. Undo draws it again, switched off.',
        { names: listed(names, MOST_NAMES) },
      )
    : t(
        '{{names}} are stopped first, and what they have in memory is lost. Undo draws them again, switched off.',
        { names: listed(names, MOST_NAMES) },
      );
  const title = isOne ? one() : several(names.length);
  return (await ask({ title, text, confirm: confirm(), danger: true })) === 'confirm';
}

/** Removes what is selected, as one step; asks once when machines among it run. */
export async function removeSelection(removal: Removal): Promise<void> {
  const selected = withoutHeldGroups(currentDocument(), useSelection.getState().ids);
  const ids = new Set(withoutLocked(selected));
  if (ids.size === 0 || !(await mayRemove(removal, runningMachines(ids)))) return;
  const document = currentDocument();
  const what = formatRecords(document, [...ids]);
  edit(questions[removal].label(what), removeRecords(document, ids));
}

export function deleteSelection(): Promise<void> {
  return removeSelection('delete');
}
