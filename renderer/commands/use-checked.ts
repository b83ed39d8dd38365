/** Whether a command that turns something on or off has it on, so that menus can say so. */
import type { CommandId } from '../../shared/contract/commands';
import { useCanvasSettings } from '../editor/viewport/canvas-settings';

/** Null for commands that turn nothing on or off. */
export function useChecked(id: CommandId): boolean | null {
  const { grid, snapGrid, hand } = useCanvasSettings();
  switch (id) {
    case 'view.grid':
      return grid;
    case 'view.snapGrid':
      return snapGrid;
    case 'view.hand':
      return hand;
    default:
      return null;
  }
}
