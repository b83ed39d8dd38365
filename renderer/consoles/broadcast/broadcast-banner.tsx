/** Says above a console that typing goes to several, and turns that off. */
import { RadioTower } from 'lucide-react';
import type { ConsoleId } from '../../../shared/contract/console-id';
import { t } from '../../i18n/translate';
import { Button } from '../../ui/button';
import { useConsoleCommands } from '../console-commands';
import { focusTerminal, useConsoles } from '../tabs/console-store';
import { currentNodeName } from '../tabs/console-titles';
import { endBroadcast, useBroadcast } from './broadcast';

function useOffNames(members: readonly ConsoleId[]): string[] {
  const tabs = useConsoles((state) => state.tabs);
  const off = tabs.filter(({ id, connected }) => members.includes(id) && connected !== true);
  return off.map(currentNodeName);
}

function offSentence(names: readonly string[]): string {
  if (names.length === 0) return '';
  return names.length === 1
    ? ` ${t('{{name}} is off and gets nothing.', { name: names[0] ?? '' })}`
    : ` ${t('{{names}} are off and get nothing.', { names: names.join(', ') })}`;
}

export function BroadcastBanner({ id }: { id: ConsoleId }) {
  const members = useBroadcast((state) => state.members);
  const off = useOffNames(members);
  const { broadcast } = useConsoleCommands();
  if (!members.includes(id)) return null;
  const stop = () => {
    endBroadcast();
    focusTerminal();
  };
  return (
    <div className="terminal-banner broadcast-banner" role="status">
      <RadioTower aria-hidden size={16} />
      <span>
        {t('What you type goes to {{on}} of {{count}} consoles.', {
          on: members.length - off.length,
          count: members.length,
        })}
        {offSentence(off)}
      </span>
      <Button title={broadcast.shortcut} aria-label={t('Stop typing in several')} onClick={stop}>
        {t('Stop')}
      </Button>
    </div>
  );
}
