/** The buttons of a group: its members' lab, and how it is drawn. */
import { Maximize2, Minimize2, Play, RotateCcw, Square } from 'lucide-react';
import type { GroupNode } from '../../../shared/document/topology';
import { t } from '../../i18n/translate';
import type { GroupStatus } from '../../lab/group-status';
import { raiseThrown } from '../../ui/notices';
import { runGroup, toggleGroups } from './group-actions';

interface Props {
  group: GroupNode;
  status: GroupStatus;
}

function run(action: Parameters<typeof runGroup>[0], group: GroupNode): void {
  runGroup(action, group.id).catch(raiseThrown);
}

export function GroupTools({ group, status }: Props) {
  const { name, collapsed } = group;
  const alive = status.running + status.moving;
  return (
    <div className="group-tools nodrag nopan">
      <button
        type="button"
        aria-label={t('Start {{name}}', { name })}
        title={t('Start all in the group')}
        disabled={status.devices === alive}
        onClick={() => run('start', group)}
      >
        <Play />
      </button>
      <button
        type="button"
        aria-label={t('Stop {{name}}', { name })}
        title={t('Stop all in the group')}
        disabled={alive === 0}
        onClick={() => run('stop', group)}
      >
        <Square />
      </button>
      <button
        type="button"
        aria-label={t('Restart {{name}}', { name })}
        title={t('Restart all in the group')}
        disabled={alive === 0}
        onClick={() => run('restart', group)}
      >
        <RotateCcw />
      </button>
      <button
        type="button"
        aria-label={collapsed ? t('Expand {{name}}', { name }) : t('Collapse {{name}}', { name })}
        title={collapsed ? t('Expand the group') : t('Collapse the group to one symbol')}
        onClick={() => toggleGroups([group.id])}
      >
        {collapsed ? <Maximize2 /> : <Minimize2 />}
      </button>
    </div>
  );
}
