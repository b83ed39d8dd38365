/** What the ways of cables are called. */
import type { Cable } from '../../../shared/document/topology';
import { t } from '../../i18n/translate';

export const cableRouteTitles: Record<Cable['route'], () => string> = {
  straight: () => t('Straight'),
  bent: () => t('At right angles'),
  curved: () => t('Curved'),
};
