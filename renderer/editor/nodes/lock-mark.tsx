/** The small lock on a locked node, shown while the node is pointed at or selected; it unlocks. */
import { Lock } from 'lucide-react';
import type { TopologyNode } from '../../../shared/document/topology';
import { spokenName } from '../../document/records/spoken-name';
import { t } from '../../i18n/translate';
import { setLocked } from '../scene/lock-nodes';

export function LockMark({ node }: { node: TopologyNode }) {
  if (node.locked !== true) return null;
  return (
    <button
      type="button"
      className="lock-mark nodrag nopan"
      aria-label={t('Unlock {{name}}', { name: spokenName(node) })}
      title={t('Locked. Press to unlock')}
      onClick={(event) => {
        event.stopPropagation();
        setLocked([node.id], false);
      }}
    >
      <Lock aria-hidden />
    </button>
  );
}
