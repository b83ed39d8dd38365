/** When a node starts, in a few words. Pure. */

import type { StartSettings } from '../../../shared/kinds/fields/node-fields';
import { t } from '../../i18n/translate';

function readyText({ ready }: StartSettings): string {
  switch (ready.by) {
    case 'up':
      return '';
    case 'text':
      return t('ready at “{{text}}”', { text: ready.text });
    case 'frame':
      return t('ready at its first frame');
    case 'time':
      return t('ready after {{seconds}} s', { seconds: ready.seconds });
  }
}

/** "at once", or "place 2, after 5 s, ready at “login:”". */
export function startSummary(start: StartSettings): string {
  const words = [
    start.order > 0 ? t('place {{order}}', { order: start.order }) : '',
    start.delay > 0 ? t('after {{delay}} s', { delay: start.delay }) : '',
    readyText(start),
  ].filter((part) => part !== '');
  return words.length === 0 ? t('at once') : words.join(', ');
}
