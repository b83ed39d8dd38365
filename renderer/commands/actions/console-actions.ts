/** What the commands about consoles do. */
import type { CommandId } from '../../../shared/contract/commands';
import { endBroadcast, isBroadcasting } from '../../consoles/broadcast/broadcast';
import { saveActiveLog } from '../../consoles/panes/save-log';
import { useConsoles } from '../../consoles/tabs/console-store';
import { toggleTimes } from '../../consoles/tabs/shown-times';
import { isTerminalTab } from '../../consoles/tabs/terminal-tab';
import { showDialog } from '../../ui/dialogs';

type ConsoleCommand = Extract<CommandId, `console.${string}`>;

/** Begins by asking which ones; ends at once. */
function toggleBroadcast(): void {
  if (isBroadcasting()) endBroadcast();
  else showDialog('broadcast');
}

function toggleTimesInFront(): void {
  const { active } = useConsoles.getState();
  if (active !== null && isTerminalTab(active)) toggleTimes(active);
}

export const consoleActions: Record<ConsoleCommand, () => unknown> = {
  'console.broadcast': toggleBroadcast,
  'console.search': () => showDialog('console-search'),
  'console.times': toggleTimesInFront,
  'console.saveLog': saveActiveLog,
  'console.settings': () => showDialog('console-settings'),
};
