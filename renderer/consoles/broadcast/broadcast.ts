/** Typing in several consoles at once: which ones take part. Screens never do. */

import type { ConsoleId } from '../../../shared/contract/console-id';
import { t } from '../../i18n/translate';
import { pageStore } from '../../page/page-state';
import { confirmDone } from '../../ui/notices';
import { useConsoles } from '../tabs/console-store';
import { isTerminalTab } from '../tabs/terminal-tab';
import { terminalOf } from '../terminal/terminals';

/** One is no set. */
const FEWEST = 2;

export const useBroadcast = pageStore<{ members: readonly ConsoleId[] }>(() => ({ members: [] }));

/** What is typed in one of these consoles goes to all of them from now on. */
export function startBroadcast(ids: readonly ConsoleId[]): void {
  const members = [...new Set(ids)].filter((id) => isTerminalTab(id));
  useBroadcast.setState({ members: members.length < FEWEST ? [] : members });
}

export function endBroadcast(): void {
  useBroadcast.setState({ members: [] });
}

export function isBroadcasting(): boolean {
  return useBroadcast.getState().members.length > 0;
}

/** The consoles that get what is typed in this one; itself among them. */
export function receiversOf(id: ConsoleId): readonly ConsoleId[] {
  const { members } = useBroadcast.getState();
  return members.includes(id) ? members : [id];
}

/** Sends typed keys on, to one console after the other. Those that are off get nothing. */
export function typeInto(id: ConsoleId, data: string): void {
  for (const receiver of receiversOf(id)) terminalOf(receiver)?.send(data);
}

function dropClosed(): void {
  const { members } = useBroadcast.getState();
  if (members.length === 0) return;
  const { tabs } = useConsoles.getState();
  const left = members.filter((id) => tabs.some((tab) => tab.id === id));
  if (left.length === members.length) return;
  startBroadcast(left);
  if (left.length < FEWEST) confirmDone(t('Broadcast input is off: only one console is left.'));
}

/** Lets go of consoles whose tabs are closed, for the life of the page. */
export function subscribeBroadcast(): void {
  useConsoles.subscribe(dropClosed);
}
