/** Namespace hosts in the page. */
import { startAtOnce } from '../../shared/kinds/fields/node-fields';
import { t } from '../i18n/translate';
import { addFreeAddress } from './fresh-values';
import { defineView } from './kind-view';
import { accent, body } from './symbol-shape';

const TERMINAL =
  'M6.500 6h19A2.500 2.500 0 0 1 28 8.500v15a2.500 2.500 0 0 1-2.500 2.500h-19A2.500 2.500 0 0 1 4 23.500v-15A2.500 2.500 0 0 1 6.500 6z';

export const hostView = defineView<'host'>({
  title: 'Namespace host',
  symbol: [...body(TERMINAL), accent('m9 12 4 4-4 4M15.500 20.500h7')],
  colour: { light: '#4d7c0f', dark: '#a8d45a' },
  entry: { part: 'machines', name: 'Add namespace host', hint: 'A shell, no image' },
  namePrefix: 'host',
  inBulk: true,
  fresh: ({ document, mac }) => ({
    command: [],
    script: addFreeAddress(document),
    resolvConf: '',
    cpuLimit: 0,
    memoryLimit: 0,
    cards: [{ mac: mac() }],
    start: startAtOnce,
  }),
  summary: ({ command }) => command[0] ?? t('Namespace host'),
  restartText: () => t('A restart ends its programs.'),
  formIntro: () =>
    t(
      'It has a network of its own, and all else of this computer: it is no sandbox for programs that you do not trust.',
    ),
  asCopy: (node, taken) => ({ ...node, script: taken.freeAddress(node.script) }),
});
