/** The small buttons over a node: start or stop it, open its console. */
import { OctagonX, Play, Square, SquareTerminal } from 'lucide-react';
import { isAlive } from '../../shared/machine-state';
import type { DeviceNode } from '../../shared/topology';
import { hasConsole, openMachineConsole } from '../commands/machine-console';
import { editsArrived } from '../document/document-store';
import { startNodes, stopNodes, stopNodesNow } from '../session/lab-actions';
import { useNodeStatus } from '../session/lab-store';
import { useStopsLong } from '../session/use-patience';

export function NodeTools({ node }: { node: DeviceNode }) {
  const { state } = useNodeStatus(node.id);
  const alive = isAlive(state);
  const stopsLong = useStopsLong(state);
  const toggle = async () => {
    await editsArrived();
    const action = stopsLong ? stopNodesNow : alive ? stopNodes : startNodes;
    await action([node.id]);
  };
  const word = stopsLong ? 'Stop now:' : alive ? 'Stop' : 'Start';
  return (
    <div className="node-tools nodrag nopan">
      <button
        type="button"
        aria-label={`${word} ${node.name}`}
        title={stopsLong ? 'Stop now, without waiting for the guest' : word}
        disabled={state === 'stopping' && !stopsLong}
        onClick={() => void toggle()}
      >
        {stopsLong ? <OctagonX /> : alive ? <Square /> : <Play />}
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
