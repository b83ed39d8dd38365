/** Every command there is. Menus, palette, keys, buttons and the desktop's menu show what stands here. */
import { shortcutText } from '../../ui/keys/shortcuts';
import { addCommands } from '../groups/add-commands';
import { arrangeCommands } from '../groups/arrange-commands';
import { cableCommands } from '../groups/cable-commands';
import { consoleCommands } from '../groups/console-commands';
import { drawingCommands } from '../groups/drawing-commands';
import { editCommands } from '../groups/edit-commands';
import { fileCommands } from '../groups/file-commands';
import { goCommands } from '../groups/go-commands';
import { helpCommands } from '../groups/help-commands';
import { labCommands } from '../groups/lab-commands';
import { panelCommands } from '../groups/panel-commands';
import { selectCommands } from '../groups/select-commands';
import { viewCommands } from '../groups/view-commands';
import type { Command } from '../model/command';
import type { CommandState } from '../model/command-state';

/** In this order they stand in each group of a menu. */
const all = {
  ...fileCommands,
  ...editCommands,
  ...cableCommands,
  ...addCommands,
  ...selectCommands,
  ...drawingCommands,
  ...arrangeCommands,
  ...labCommands,
  ...viewCommands,
  ...goCommands,
  ...panelCommands,
  ...consoleCommands,
  ...helpCommands,
};

export type CommandId = keyof typeof all;

export const commands: Readonly<Record<CommandId, Command>> = all;
export const commandIds = Object.keys(all) as readonly CommandId[];

/** Whether there is such a command: ids also come from the desktop's menu. */
export function isCommandId(id: string): id is CommandId {
  return Object.hasOwn(commands, id);
}

/** The label of a command in this state: "Undo Move 3 nodes". */
export function commandLabel(id: CommandId, state: CommandState): string {
  const { label, labelNow } = commands[id];
  return labelNow?.(state) ?? label;
}

/** The shortcut that is shown of a command, `Mod+Shift+Z`; empty for one without. */
export function shortcutOf(id: CommandId): string {
  return commands[id].shortcuts?.[0] ?? '';
}

/** The shortcut as a text for a title, `Ctrl+Shift+Z`. */
export function shortcutTextOf(id: CommandId): string {
  return shortcutText(shortcutOf(id));
}

/** What stands over a button: "Start all (F5)". */
export function commandTitle(id: CommandId): string {
  const { label } = commands[id];
  const shortcut = shortcutTextOf(id);
  return shortcut === '' ? label : `${label} (${shortcut})`;
}
