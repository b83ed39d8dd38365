/**
 * Marks on a node that runs: that it is the root of the spanning tree, that a loop goes through it, that it
 * runs otherwise than it is drawn.
 */

import { Crown, RefreshCw, RefreshCwOff } from 'lucide-react';
import type { DeviceNode, SwitchNode } from '../../../shared/document/topology';
import { t } from '../../i18n/translate';
import { useNodeStatus } from '../../lab/lab-store';
import { rootText, stormText } from '../../lab/spanning-tree';

export function RootMark({ node }: { node: SwitchNode }) {
  const { trees } = useNodeStatus(node.id);
  const text = rootText(node.name, trees);
  if (text === null) return null;
  return (
    <span className="root-mark" role="img" aria-label={text} title={text}>
      <Crown aria-hidden />
    </span>
  );
}

export function StormMark({ node }: { node: SwitchNode }) {
  const { storm } = useNodeStatus(node.id);
  if (storm === null) return null;
  const text = stormText(node.name, storm.ports);
  return (
    <p className="storm-mark" role="alert" title={text}>
      <RefreshCwOff aria-hidden /> {t('Loop')}
      <span className="unseen">{`: ${text}`}</span>
    </p>
  );
}

export function DriftMark({ node }: { node: DeviceNode }) {
  const { drift } = useNodeStatus(node.id);
  if (drift === null) return null;
  const text = t('{{name}} runs otherwise than it is drawn', { name: node.name });
  return (
    <p className="drift-mark" title={text}>
      <RefreshCw aria-hidden /> {t('Restart to apply')}
      <span className="unseen">{`: ${text}`}</span>
    </p>
  );
}
