/** Second shortcuts of commands: keys that people know from elsewhere. */
import type { CommandId } from '../../../shared/contract/commands';

export const moreShortcuts: readonly { shortcut: string; command: CommandId }[] = [
  { shortcut: 'Mod+Shift+P', command: 'view.commands' },
  { shortcut: 'Backspace', command: 'edit.delete' },
  { shortcut: 'Mod+Y', command: 'edit.redo' },
  { shortcut: 'Mod++', command: 'view.zoomIn' },
  { shortcut: 'ContextMenu', command: 'view.menu' },
];
