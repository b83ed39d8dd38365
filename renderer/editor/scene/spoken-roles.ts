/** What screen readers say of nodes and cables beside their names. */
import type { AriaLabelConfig } from '@xyflow/react';
import { t } from '../../i18n/translate';

export const NODE_ROLE = { 'aria-roledescription': t('node') };
export const CABLE_ROLE = { 'aria-roledescription': t('cable') };

export const ARIA_TEXTS: Partial<AriaLabelConfig> = {
  'node.a11yDescription.keyboardDisabled': t(
    'Press Space to select the node, the arrow keys to move what is selected, Delete to remove it, Escape to cancel.',
  ),
  'edge.a11yDescription.default': t(
    'Press Enter or Space to select the cable, Delete to remove it, Escape to cancel.',
  ),
  'node.a11yDescription.ariaLiveMessage': ({ x, y }) =>
    t('Moved to {{x}}, {{y}}.', { x: Math.round(x), y: Math.round(y) }),
};
