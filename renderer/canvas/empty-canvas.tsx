/** What stands on an empty canvas: how to get from nothing to a ping. */
import { openExample } from '../commands/file-actions';
import { useSession } from '../session/session-store';
import { Button } from '../ui/button';
import { KindSymbol } from '../ui/kind-symbol';
import { addInFreePlace } from './view-port';

const steps = [
  { kind: 'switch', title: 'Draw', text: 'Drag a switch and two PCs from the palette to here.' },
  { kind: 'plug', title: 'Connect', text: 'Drag from a jack of each PC to the switch.' },
  { kind: 'pc', title: 'Start', text: 'Click Start all, then double-click a PC and type ping.' },
] as const;

export function EmptyCanvas() {
  const example = useSession(({ hello }) => hello?.examples[0]);
  return (
    <div className="empty-canvas">
      <div className="empty-card">
        <h2>Draw your first network</h2>
        <ol>
          {steps.map(({ kind, title, text }) => (
            <li key={title}>
              <KindSymbol kind={kind} size={32} />
              <strong>{title}</strong>
              <span>{text}</span>
            </li>
          ))}
        </ol>
        <div className="empty-actions">
          {example !== undefined && (
            <Button tone="primary" onClick={() => void openExample(example.id)}>
              Open the example lab
            </Button>
          )}
          <Button onClick={() => addInFreePlace('switch')}>Add a switch</Button>
        </div>
      </div>
    </div>
  );
}
