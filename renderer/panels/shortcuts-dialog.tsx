/** Every shortcut on one sheet. */
import { type CommandId, commands } from '../../shared/commands';
import { shortcutKeys } from '../commands/shortcuts';
import { closeDialog } from '../ui/dialogs';
import { Modal } from '../ui/modal';

const gestures: { keys: string[]; label: string }[] = [
  { keys: ['F2'], label: 'Rename what is selected' },
  { keys: ['Shift', 'drag'], label: 'Select with a rubber band' },
  { keys: ['Shift', 'click'], label: 'Add to the selection' },
  { keys: ['Arrow keys'], label: 'Move what is selected' },
  { keys: ['Esc'], label: 'Let go of a cable, select nothing' },
];

function Row({ keys, label }: { keys: readonly string[]; label: string }) {
  return (
    <li>
      <span>{label}</span>
      <span className="keys">
        {keys.map((key) => (
          <kbd key={key}>{key}</kbd>
        ))}
      </span>
    </li>
  );
}

export function ShortcutsDialog() {
  const bound = (Object.keys(commands) as CommandId[]).filter((id) => commands[id].shortcut !== '');
  return (
    <Modal title="Keyboard shortcuts" width="wide" onClose={closeDialog}>
      <ul className="shortcut-sheet">
        {bound.map((id) => (
          <Row key={id} keys={shortcutKeys(commands[id].shortcut)} label={commands[id].label} />
        ))}
        {gestures.map(({ keys, label }) => (
          <Row key={label} keys={keys} label={label} />
        ))}
      </ul>
    </Modal>
  );
}
