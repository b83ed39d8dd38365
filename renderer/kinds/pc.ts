/** Built-in PCs in the page. */
import { startAtOnce } from '../../shared/kinds/fields/node-fields';
import { t } from '../i18n/translate';
import { addFreeAddress } from './fresh-values';
import { defineView } from './kind-view';
import { accent, body, line } from './symbol-shape';

const SCREEN =
  'M6.5 5h19A2.5 2.5 0 0 1 28 7.5v11a2.5 2.5 0 0 1-2.5 2.5h-19A2.5 2.5 0 0 1 4 18.5v-11A2.5 2.5 0 0 1 6.5 5z';
const ADDRESS = /\d+\.\d+\.\d+\.\d+\/\d+/;

export const pcView = defineView<'pc'>({
  title: 'PC',
  symbol: [
    ...body(SCREEN),
    line('M16 21v6M11 27.500h10'),
    accent('m9.500 10 3.500 3-3.500 3M15.500 16.500h6'),
  ],
  colour: { light: '#6d3fd0', dark: '#b497ff' },
  entry: { part: 'machines', name: 'Add PC', hint: 'Built in, needs nothing' },
  namePrefix: 'pc',
  inBulk: true,
  speaksForItself: true,
  fresh: ({ document, mac }) => ({
    cards: [{ mac: mac() }],
    setup: [addFreeAddress(document)],
    start: startAtOnce,
  }),
  summary: ({ setup }) => setup[0]?.match(ADDRESS)?.[0] ?? t('Built-in PC'),
  restartText: () => t('A restart ends what runs in its console, and forgets what was set there.'),
  asCopy: (node, taken) => ({ ...node, setup: node.setup.map((text) => taken.freeAddress(text)) }),
});
