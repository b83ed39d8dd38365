/** A switch, machine, tap or plug on the canvas. */

import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { type DeviceNode, isSwitch, portsOf } from '../../../shared/document/topology';
import { panelBox } from '../../document/geometry/geometry';
import { useSelection } from '../../document/store/selection';
import { t } from '../../i18n/translate';
import { KindSymbol, kindColour } from '../../kinds/kind-symbol';
import { useNodeStatus } from '../../lab/lab-store';
import type { DeviceFlowNode } from '../scene/flow-elements';
import { nodeLine, stateLabel } from '../scene/node-summary';
import { useFar } from '../viewport/level-of-detail';
import { Jack } from './jack';
import { LockMark } from './lock-mark';
import { MachineMarks } from './machine-marks';
import { DriftMark, RootMark, StormMark } from './node-marks';
import { NodeName } from './node-name';
import { NodeTools } from './node-tools';
import { ProblemMark } from './problem-mark';

function NodeState({ node }: { node: DeviceNode }) {
  const status = useNodeStatus(node.id);
  const line = nodeLine(node, status);
  return (
    <div
      className="device-state"
      role="status"
      aria-label={t('{{name}} is {{state}}', {
        name: node.name,
        state: t(stateLabel[status.state]),
      })}
      title={status.failure?.message ?? line}
    >
      <span className="state-dot" data-state={status.state} />
      <span className="device-line">{line}</span>
    </div>
  );
}

function Panel({ node }: { node: DeviceNode }) {
  const { x, y, width, height } = panelBox(node);
  return <div className="device-panel" style={{ left: x, top: y, width, height }} />;
}

/** From afar nobody can read a name: the colours of its kind and of its state remain. */
function FarDevice({ node }: { node: DeviceNode }) {
  const state = useNodeStatus(node.id).state;
  return (
    <div className="device far-device" style={kindColour(node.kind)} data-state={state}>
      <span className="state-dot" role="img" data-state={state} aria-label={t(stateLabel[state])} />
    </div>
  );
}

function NearDevice({ node }: { node: DeviceNode }) {
  const { state, storm } = useNodeStatus(node.id);
  const reachable = useSelection(({ ids }) => ids.has(node.id));
  return (
    <div
      className={`device device-${node.kind}`}
      data-state={state}
      data-storm={storm !== null || undefined}
    >
      <NodeTools node={node} reachable={reachable} />
      <LockMark node={node} />
      <div className="device-header">
        <span className="device-symbol">
          <KindSymbol kind={node.kind} size={28} />
        </span>
        <div className="device-text">
          <div className="device-title">
            <NodeName node={node} />
            {isSwitch(node) ? <RootMark node={node} /> : <MachineMarks node={node} />}
            <ProblemMark node={node} reachable={reachable} />
          </div>
          <NodeState node={node} />
        </div>
      </div>
      <Panel node={node} />
      <div className="device-signs">
        {isSwitch(node) && <StormMark node={node} />}
        <DriftMark node={node} />
      </div>
      {portsOf(node).map((port) => (
        <Jack key={port} node={node} port={port} reachable={reachable} />
      ))}
    </div>
  );
}

function DeviceView({ data: { record } }: NodeProps<DeviceFlowNode>) {
  return useFar() ? <FarDevice node={record} /> : <NearDevice node={record} />;
}

/** React Flow's place and selection are on the element around it: only another record draws anew. */
export const DeviceNodeView = memo(
  DeviceView,
  (before, after) => before.data.record === after.data.record,
);
