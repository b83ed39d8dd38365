/** Whether a command can be given now, so that menus and buttons can say so. */

import type { CommandId } from '../../shared/commands';
import type { MachineControl } from '../../shared/machine-control';
import { isAlive } from '../../shared/machine-state';
import { isDevice } from '../../shared/topology';
import { useDocument } from '../document/document-store';
import { useSelection } from '../document/selection';
import { useLab } from '../session/lab-store';
import { useDockEnabled } from './dock-actions';

export function useEnabled(id: CommandId): boolean {
  const canUndo = useDocument(({ history }) => history.past.length > 0);
  const canRedo = useDocument(({ history }) => history.future.length > 0);
  const ids = useSelection((state) => state.ids);
  const selected = ids.size > 0;
  const nodes = useDocument(({ document }) => document.nodes);
  const someNode = [...ids].some((id) => nodes[id] !== undefined);
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
  const dock = useDockEnabled(id);
  if (id.startsWith('dock.')) return dock;
  switch (id) {
    case 'edit.undo':
      return canUndo;
    case 'edit.redo':
      return canRedo;
    case 'edit.cut':
    case 'edit.copy':
    case 'edit.duplicate':
    case 'edit.saveTemplate':
      return someNode;
    case 'edit.delete':
    case 'lab.startSelection':
    case 'lab.stopSelection':
    case 'lab.restartSelection':
    case 'lab.openConsole':
    case 'lab.openConsolesTiled':
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
    default:
      return true;
  }
}
