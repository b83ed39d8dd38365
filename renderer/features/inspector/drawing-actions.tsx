/** What the inspector offers for a picture and for a group, above the fields. */
import {
  Group,
  ImageUp,
  Maximize2,
  Minimize2,
  Play,
  RotateCcw,
  Square,
  Ungroup,
} from 'lucide-react';
import type { DrawingNode, GroupNode } from '../../../shared/document/topology';
import { perform } from '../../commands/perform';
import { membersOf } from '../../document/records/membership';
import { useDocument } from '../../document/store/document-store';
import { replacePicture } from '../../editor/drawings/draw-picture';
import { memberCounts } from '../../editor/scene/group-labels';
import { t } from '../../i18n/translate';
import { groupLine, useGroupStatus } from '../../lab/group-status';
import { Button } from '../../ui/button';

function GroupActions({ group }: { group: GroupNode }) {
  const members = useDocument(({ document }) => membersOf(document.nodes, group.id));
  const status = useGroupStatus(group);
  const alive = status.running + status.moving;
  return (
    <div className="form">
      <p className="field-help">
        {memberCounts(members)}. {groupLine(status)}.
      </p>
      <div className="button-row">
        <Button
          tone="primary"
          disabled={alive === status.devices}
          onClick={() => perform('lab.startSelection')}
        >
          <Play /> {t('Start')}
        </Button>
        <Button disabled={alive === 0} onClick={() => perform('lab.stopSelection')}>
          <Square /> {t('Stop')}
        </Button>
        <Button disabled={alive === 0} onClick={() => perform('lab.restartSelection')}>
          <RotateCcw /> {t('Restart')}
        </Button>
      </div>
      <div className="button-row">
        <Button onClick={() => perform('edit.collapse')}>
          {group.collapsed ? <Maximize2 /> : <Minimize2 />}
          {group.collapsed ? t('Expand') : t('Collapse')}
        </Button>
        <Button onClick={() => perform('edit.ungroup')}>
          <Ungroup /> {t('Ungroup')}
        </Button>
      </div>
      <p className="field-help">
        {t('Ungroup keeps the members. Delete deletes them with the group.')}
      </p>
    </div>
  );
}

export function DrawingActions({ node }: { node: DrawingNode }) {
  if (node.kind === 'group') return <GroupActions group={node} />;
  if (node.kind !== 'picture') return null;
  return (
    <div className="form">
      <div className="button-row">
        <Button onClick={() => replacePicture(node.id)}>
          <ImageUp /> {t('Replace…')}
        </Button>
      </div>
    </div>
  );
}

/** Grouping for several selected things. */
export function GroupButtons() {
  return (
    <div className="button-row">
      <Button onClick={() => perform('edit.group')}>
        <Group /> {t('Group')}
      </Button>
    </div>
  );
}
