/** What the commands about consoles do. */
import type { CommandId } from '../../shared/commands';
import { endBroadcast, isBroadcasting } from '../console/broadcast';
import { useConsoles } from '../console/console-store';
import { saveActiveLog } from '../console/save-log';
import { toggleTimes } from '../console/shown-times';
import { isTerminalTab } from '../console/terminal-tab';
import { showDialog } from '../ui/dialogs';

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
