/** The small buttons over a node: start or stop it, open its console. */
import { Play, Square, SquareTerminal } from 'lucide-react';
import { isAlive } from '../../shared/machine-state';
import type { DeviceNode } from '../../shared/topology';
import { hasConsole, openMachineConsole } from '../commands/machine-console';
import { editsArrived } from '../document/document-store';
import { startNodes, stopNodes } from '../session/lab-actions';
import { useNodeStatus } from '../session/lab-store';

export function NodeTools({ node }: { node: DeviceNode }) {
  const { state } = useNodeStatus(node.id);
  const alive = isAlive(state);
  const toggle = async () => {
    await editsArrived();
    await (alive ? stopNodes([node.id]) : startNodes([node.id]));
  };
  const word = alive ? 'Stop' : 'Start';
  return (
    <div className="node-tools nodrag nopan">
      <button
        type="button"
        aria-label={`${word} ${node.name}`}
        title={word}
        disabled={state === 'stopping'}
        onClick={() => void toggle()}
      >
        {alive ? <Square /> : <Play />}
      </button>
      {hasConsole(node) && (
        <button
          type="button"
          aria-label={`Open console of ${node.name}`}
          title="Open console"
          onClick={() => openMachineConsole(node)}
        >
          <SquareTerminal />
        </button>
      )}
    </div>
  );
}
