/** Marks on a machine that runs: what it runs on, that it stands still, that something is wrong. */

import { Pause, TriangleAlert } from 'lucide-react';
import type { DeviceNode } from '../../shared/topology';
import { useNodeStatus } from '../session/lab-store';
import { t } from '../ui/translate';

export function MachineMarks({ node }: { node: DeviceNode }) {
  const { badge, paused, trouble } = useNodeStatus(node.id).facts;
  if (badge === '' && !paused && trouble === null) return null;
  return (
    <span className="machine-marks">
      {trouble !== null && (
        <span
          className="trouble-mark"
          role="img"
          aria-label={`${node.name}: ${trouble.message}`}
          title={trouble.message}
        >
          <TriangleAlert aria-hidden />
        </span>
      )}
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
