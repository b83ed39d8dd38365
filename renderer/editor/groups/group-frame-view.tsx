/** An open group on the canvas: a frame around its members, with a title that moves them all. */
import type { NodeProps } from '@xyflow/react';
import { Group } from 'lucide-react';
import { memo } from 'react';
import type { GroupNode } from '../../../shared/document/topology';
import { t } from '../../i18n/translate';
import { groupLine, groupState, useGroupStatus } from '../../lab/group-status';
import { NodeName } from '../nodes/node-name';
import { useGroupDrop } from '../scene/drafts';
import type { FrameFlowNode } from '../scene/flow-drawings';
import { GroupTools } from './group-tools';

function useHint({ id, name }: GroupNode): string | null {
  const into = useGroupDrop((drop) => drop.into === id);
  const within = useGroupDrop((drop) => drop.within === id);
  if (into) return t('Drop to put it into {{name}}', { name });
  return within ? t('Hold Alt to take it out') : null;
}

function FrameView({ data, selected }: NodeProps<FrameFlowNode>) {
  const group = data.record;
  const status = useGroupStatus(group);
  const hint = useHint(group);
  const aimed = useGroupDrop((drop) => drop.into === group.id);
  return (
    <div
      className="frame"
      data-colour={group.colour}
      data-selected={selected || undefined}
      data-aimed={aimed || undefined}
    >
      <header className="frame-title">
        <button
          type="button"
          className="frame-handle"
          aria-label={t('Select {{name}}', { name: group.name })}
          title={t('Select the group; drag to move all of it')}
        >
          <Group aria-hidden />
        </button>
        <NodeName node={group} />
        <span
          className="frame-state"
          role="status"
          aria-label={`${group.name}: ${groupLine(status)}`}
        >
          <span className="state-dot" data-state={groupState(status)} />
          <span className="device-line">{hint ?? groupLine(status)}</span>
        </span>
        <GroupTools group={group} status={status} />
      </header>
    </div>
  );
}

/** React Flow's place is on the element around it. */
export const GroupFrameView = memo(
  FrameView,
  (before, after) => before.data.record === after.data.record && before.selected === after.selected,
);
