/** The commands that consoles need, out of the registry. */
import { perform } from '../commands/perform';
import { type CommandId, commands, shortcutTextOf } from '../commands/registry/registry';
import type { ConsoleCommands } from '../consoles/console-commands';

const commandFor = (id: CommandId) => ({
  label: commands[id].label,
  shortcut: shortcutTextOf(id),
  run: () => perform(id),
});

export const consoleCommands: ConsoleCommands = {
  broadcast: commandFor('console.broadcast'),
  leave: commandFor('dock.leave'),
  toggleDock: commandFor('view.dock'),
};
