/** Doing commands: menus, palette, keys, buttons and the desktop's menu all end here. */
import { raiseThrown } from '../ui/notices';
import { openMenuByKey } from './menus/open-context-menu';
import type { CommandHost } from './model/command';
import { type CommandId, commands } from './registry/registry';

const host: CommandHost = { openContextMenu: () => openMenuByKey(perform) };

/** Does a command. What it throws is shown. */
export function perform(id: CommandId): void {
  Promise.resolve(commands[id].run(host)).catch(raiseThrown);
}
