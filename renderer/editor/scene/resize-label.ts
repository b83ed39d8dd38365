/** What undo calls a resize. */
import type { TopologyNode } from '../../../shared/document/topology';
import { inSentence } from '../../i18n/in-sentence';
import { t } from '../../i18n/translate';
import { kindTitles } from '../../ui/symbol-shapes';

export function resizeLabel({ kind }: TopologyNode): string {
  return t('Resize {{what}}', { what: inSentence(t(kindTitles[kind])) });
}
