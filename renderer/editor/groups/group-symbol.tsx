/** A collapsed group on the canvas: one symbol, at which the cables of its members end. */
import type { NodeProps } from '@xyflow/react';
import { memo } from 'react';
import { isDevice } from '../../../shared/document/topology';
import { membersOf } from '../../document/records/membership';
import { useDocument } from '../../document/store/document-store';
import { t } from '../../i18n/translate';
import { KindSymbol } from '../../kinds/kind-symbol';
import { groupLine, groupState, useGroupStatus } from '../../lab/group-status';
import { NodeName } from '../nodes/node-name';
import { useGroupDrop } from '../scene/drafts';
import { SYMBOL_HANDLE, type SymbolFlowNode } from '../scene/flow-drawings';
import { memberCounts } from '../scene/group-labels';
import { GroupTools } from './group-tools';

function SymbolView({ data }: NodeProps<SymbolFlowNode>) {
  const group = data.record;
  const status = useGroupStatus(group);
  const members = useDocument(({ document }) => membersOf(document.nodes, group.id));
  const aimed = useGroupDrop((drop) => drop.into === group.id);
  const line =
    status.devices > 0 && members.some(isDevice) ? groupLine(status) : t('Nothing that runs');
  return (
    <div className="group-symbol" data-colour={group.colour} data-aimed={aimed || undefined}>
      {/* React Flow finds by it where cables end. */}
      <span
        className="symbol-handle source"
        data-handleid={SYMBOL_HANDLE}
        data-handlepos="bottom"
      />
      <div className="device-header">
        <span className="device-symbol">
          <KindSymbol kind="group" size={28} />
        </span>
        <div className="device-text">
          <NodeName node={group} />
          <div className="device-state" role="status" aria-label={`${group.name}: ${line}`}>
            <span className="state-dot" data-state={groupState(status)} />
            <span className="device-line">{line}</span>
          </div>
        </div>
      </div>
      <footer className="group-foot">
        <span className="device-line">{memberCounts(members)}</span>
        <GroupTools group={group} status={status} />
      </footer>
    </div>
  );
}

export const GroupSymbolView = memo(
  SymbolView,
  (before, after) => before.data.record === after.data.record,
);
