/** What undo calls a resize. */
import type { TopologyNode } from '../../shared/topology';
import { kindTitles } from '../ui/symbol-shapes';
import { t } from '../ui/translate';

export function resizeLabel({ kind }: TopologyNode): string {
  return t('Resize {{what}}', { what: t(kindTitles[kind]).toLowerCase() });
}
