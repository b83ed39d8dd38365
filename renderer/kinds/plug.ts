/** Plugs into other VDE networks in the page. */
import { startAtOnce } from '../../shared/kinds/fields/node-fields';
import { t } from '../i18n/translate';
import { defineView } from './kind-view';
import { accent, body, line } from './symbol-shape';

export const plugView = defineView<'plug'>({
  title: 'VDE plug',
  symbol: [
    ...body('M8 11h16v4a8 8 0 0 1-16 0z'),
    line('M12 4.500V11M20 4.500V11'),
    accent('M16 23v5.500'),
  ],
  colour: { light: '#be185d', dark: '#ff86b8' },
  entry: { part: 'outside', name: 'Add VDE plug', hint: 'Any VDE network' },
  namePrefix: 'plug',
  fresh: () => ({ locator: 'vde:///tmp/mysw', start: startAtOnce }),
  summary: ({ locator }) => locator,
  restartText: ({ locator }) =>
    t('A restart cuts the connection to {{locator}} for a moment.', { locator }),
});
