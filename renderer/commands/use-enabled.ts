/** Whether a command can be given now, so that menus and buttons can say so. */

import type { CommandId } from '../../shared/commands';
import type { MachineControl } from '../../shared/machine-control';
import { isAlive } from '../../shared/machine-state';
import { isDevice } from '../../shared/topology';
import { useDocument } from '../document/document-store';
import { useSelection } from '../document/selection';
import { useLab } from '../session/lab-store';
import { canArrange, isArrange } from './arrange-actions';

export function useEnabled(id: CommandId): boolean {
  const canUndo = useDocument(({ history }) => history.past.length > 0);
  const canRedo = useDocument(({ history }) => history.future.length > 0);
  const ids = useSelection((state) => state.ids);
  const selected = ids.size > 0;
  const nodes = useDocument(({ document }) => document.nodes);
  const startable = useLab((lab) =>
    Object.values(nodes).some(
      (node) => isDevice(node) && !isAlive(lab.nodes[node.id]?.state ?? 'off'),
    ),
  );
  const alive = useLab(({ nodes }) => Object.values(nodes).some(({ state }) => isAlive(state)));
  const controls = useLab((lab) =>
    [...ids].flatMap((node) => lab.nodes[node]?.facts.controls ?? []).join(),
  );
  const can = (control: MachineControl) => controls.split(',').includes(control);
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
    case 'lab.pauseSelection':
      return can('pause');
    case 'lab.resetSelection':
      return can('reset');
    case 'lab.powerOffSelection':
      return can('powerOff');
    case 'lab.killSelection':
      return can('kill');
    case 'lab.startAll':
      return startable;
    case 'lab.stopAll':
    case 'lab.restartAll':
      return alive;
    case 'edit.selectKind':
    case 'edit.lock':
      return [...ids].some((node) => nodes[node] !== undefined);
    case 'edit.selectNeighbours':
      return selected;
    default:
      return isArrange(id) ? canArrange(id, { nodes }, ids) : true;
  }
}
