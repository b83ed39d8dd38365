/** Begins and ends typing in several consoles; says of how many. */
import { RadioTower } from 'lucide-react';
import { perform } from '../../commands/actions';
import { t } from '../../i18n/translate';
import { IconButton } from '../../ui/button';
import { useBroadcast } from './broadcast';

export function BroadcastButton() {
  const count = useBroadcast(({ members }) => members.length);
  return (
    <IconButton
      name={t('Broadcast input')}
      shortcut="Ctrl+Shift+B"
      aria-pressed={count > 0}
      onClick={() => perform('console.broadcast')}
    >
      <RadioTower aria-hidden size={15} />
      {count > 0 && <span className="tool-count">{count}</span>}
    </IconButton>
  );
}
