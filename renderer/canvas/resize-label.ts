/** What undo calls a resize. */
import type { TopologyNode } from '../../shared/topology';
import { inSentence } from '../ui/in-sentence';
import { kindTitles } from '../ui/symbol-shapes';
import { t } from '../ui/translate';

export function resizeLabel({ kind }: TopologyNode): string {
  return t('Resize {{what}}', { what: inSentence(t(kindTitles[kind])) });
}
