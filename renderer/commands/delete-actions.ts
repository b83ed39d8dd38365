/** Deleting what is selected. Machines that run are deleted only after a question: what they do is lost. */
import { isAlive } from '../../shared/machine-state';
import { nameOf } from '../../shared/topology';
import { currentDocument, edit } from '../document/document-store';
import { removeRecords } from '../document/edits';
import { useSelection } from '../document/selection';
import { nodeStatus } from '../session/lab-store';
import { ask } from '../ui/dialogs';
import { recordsInWords } from './record-words';

/** Most machines that a question names. */
const MOST_NAMES = 12;

/** Names of the machines among the records that run; switches and ways outside lose nothing. */
function runningMachines(ids: ReadonlySet<string>): string[] {
  const { nodes } = currentDocument();
  return [...ids].flatMap((id) => {
    const node = nodes[id];
    const runs = node !== undefined && 'cards' in node && isAlive(nodeStatus(id).state);
    return runs ? [nameOf(node)] : [];
  });
}

function listed(names: readonly string[]): string {
  const shown = names.slice(0, MOST_NAMES);
  const rest = names.length - shown.length;
  const last = rest > 0 ? `${rest} more` : (shown.pop() ?? '');
  return shown.length === 0 ? last : `${shown.join(', ')} and ${last}`;
}

async function mayRemove(verb: string, names: readonly string[]): Promise<boolean> {
  if (names.length === 0) return true;
  const one = names.length === 1;
  const answer = await ask({
    title: one ? `${verb} a running machine?` : `${verb} ${names.length} running machines?`,
    text: `${listed(names)} ${one ? 'is' : 'are'} stopped first, and what ${one ? 'it has' : 'they have'} in memory is lost. Undo draws ${one ? 'it' : 'them'} again, switched off.`,
    confirm: verb,
    danger: true,
  });
  return answer === 'confirm';
}

/** Removes what is selected, as one step; asks once when machines among it run. */
export async function removeSelection(verb: 'Delete' | 'Cut'): Promise<void> {
  const { ids } = useSelection.getState();
  if (!(await mayRemove(verb, runningMachines(ids)))) return;
  const document = currentDocument();
  edit(`${verb} ${recordsInWords(document, [...ids])}`, removeRecords(document, ids));
}

export function deleteSelection(): Promise<void> {
  return removeSelection('Delete');
}
