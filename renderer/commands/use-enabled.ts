/** Whether a command can be given now, so that menus and buttons can say so. */
import type { CommandId } from '../../shared/commands';
import { isAlive } from '../../shared/machine-state';
import { useDocument } from '../document/document-store';
import { useSelection } from '../document/selection';
import { useLab } from '../session/lab-store';

export function useEnabled(id: CommandId): boolean {
  const canUndo = useDocument(({ history }) => history.past.length > 0);
  const canRedo = useDocument(({ history }) => history.future.length > 0);
  const selected = useSelection(({ ids }) => ids.size > 0);
  const nodes = useDocument(({ document }) => document.nodes);
  const startable = useLab((lab) =>
    Object.values(nodes).some(
      ({ id: node, kind }) => kind !== 'note' && !isAlive(lab.nodes[node]?.state ?? 'off'),
    ),
  );
  const alive = useLab(({ nodes }) => Object.values(nodes).some(({ state }) => isAlive(state)));
  switch (id) {
    case 'edit.undo':
      return canUndo;
    case 'edit.redo':
      return canRedo;
    case 'edit.delete':
    case 'lab.startSelection':
    case 'lab.stopSelection':
    case 'lab.restartSelection':
    case 'lab.openConsole':
      return selected;
    case 'lab.startAll':
      return startable;
    case 'lab.stopAll':
    case 'lab.restartAll':
      return alive;
    default:
      return true;
  }
}
