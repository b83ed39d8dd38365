/** The menu of the desktop's window: the registry as data, sent to the shell now and whenever something changes. */
import type { DesktopMenu, MenuCommand } from '../../../shared/contract/desktop-menu';
import { call, onEvent } from '../../connection/client';
import { useSession } from '../../connection/session-store';
import { raiseThrown } from '../../ui/notices';
import { type CommandState, commandState, onCommandState } from '../model/command-state';
import { type MenuName, menus, submenus } from '../model/menus';
import {
  type CommandId,
  commandLabel,
  commands,
  isCommandId,
  shortcutOf,
} from '../registry/registry';
import { menuGroups } from './menu-items';

/** Changes that come one upon the other are told at once, so late at most, in milliseconds. */
const TOLD_AFTER_MS = 100;

function menuCommand(id: CommandId, state: CommandState): MenuCommand {
  const { enabled, checked } = commands[id];
  const shortcut = shortcutOf(id);
  return {
    id,
    label: commandLabel(id, state),
    enabled: enabled(state),
    ...(shortcut !== '' && { shortcut }),
    ...(checked !== undefined && { checked: checked(state) }),
  };
}

/** The menus of the bar as the shell is told of them. Pure. */
export function desktopMenus(state: CommandState): DesktopMenu[] {
  const inGroups = (name: Parameters<typeof menuGroups>[0]) =>
    menuGroups(name).map((group) =>
      group.flatMap((item) => (typeof item === 'string' ? [menuCommand(item, state)] : [])),
    );
  return (Object.keys(menus) as MenuName[]).map((name) => ({
    id: name,
    label: menus[name].title,
    groups: menuGroups(name).map((group) =>
      group.map((item) =>
        typeof item === 'string'
          ? menuCommand(item, state)
          : { label: submenus[item.submenu].title, groups: inGroups(item.submenu) },
      ),
    ),
  }));
}

/**
 * Keeps the desktop's menu in step, where the shell has one, and does what is chosen in it.
 *
 * @returns how to stop that
 */
export function subscribeDesktopMenu(perform: (id: CommandId) => void): () => void {
  let told = '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = () => {
    timer = undefined;
    if (useSession.getState().hello?.nativeMenu !== true) return;
    const params = { menus: desktopMenus(commandState()) };
    const text = JSON.stringify(params);
    if (text === told) return;
    told = text;
    call('menu.show', params).catch(raiseThrown);
  };
  const tellSoon = () => {
    timer ??= setTimeout(tell, TOLD_AFTER_MS);
  };
  const stops = [
    onCommandState(tellSoon),
    useSession.subscribe(tellSoon),
    onEvent('command.given', ({ command }) => {
      if (isCommandId(command)) perform(command);
    }),
    () => clearTimeout(timer),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}
