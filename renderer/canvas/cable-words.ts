/** What the ways of cables are called. */
import type { Cable } from '../../shared/topology';
import { t } from '../ui/translate';

export const cableRouteTitles: Record<Cable['route'], () => string> = {
  straight: () => t('Straight'),
  bent: () => t('At right angles'),
  curved: () => t('Curved'),
};
