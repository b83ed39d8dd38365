/** Marks on a machine that runs: what it runs on, and that it stands still. */

import { Pause } from 'lucide-react';
import type { DeviceNode } from '../../../shared/document/topology';
import { t } from '../../i18n/translate';
import { useNodeStatus } from '../../lab/lab-store';

export function MachineMarks({ node }: { node: DeviceNode }) {
  const { badge, paused } = useNodeStatus(node.id).facts;
  if (badge === '' && !paused) return null;
  return (
    <span className="machine-marks">
      {paused && (
        <span
          className="paused-mark"
          role="img"
          aria-label={t('{{name}} is paused', { name: node.name })}
          title={t('Paused')}
        >
          <Pause aria-hidden />
        </span>
      )}
      {badge !== '' && <span className="badge">{badge}</span>}
    </span>
  );
}
