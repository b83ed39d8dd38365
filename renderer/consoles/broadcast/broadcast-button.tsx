/** Begins and ends typing in several consoles; says of how many. */
import { RadioTower } from 'lucide-react';
import { IconButton } from '../../ui/button';
import { useConsoleCommands } from '../console-commands';
import { useBroadcast } from './broadcast';

export function BroadcastButton() {
  const { broadcast } = useConsoleCommands();
  const count = useBroadcast(({ members }) => members.length);
  return (
    <IconButton
      name={broadcast.label}
      shortcut={broadcast.shortcut}
      aria-pressed={count > 0}
      onClick={broadcast.run}
    >
      <RadioTower aria-hidden size={15} />
      {count > 0 && <span className="tool-count">{count}</span>}
    </IconButton>
  );
}
