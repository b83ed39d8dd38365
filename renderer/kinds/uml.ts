/** User-Mode Linux machines in the page. */
import { plainUml } from '../../shared/kinds/uml';
import { t } from '../i18n/translate';
import { defineView } from './kind-view';
import { memoryText } from './memory-text';
import { accent, body, line } from './symbol-shape';

const PENGUIN =
  'M16 3.5c-3.6 0-5.6 2.7-5.6 6.2 0 3.8-3.9 6.6-3.9 11.3 0 4.9 4.1 7.5 9.5 7.5s9.5-2.6 9.5-7.5c0-4.7-3.9-7.5-3.9-11.3 0-3.5-2-6.200-5.6-6.200z';
const BELLY =
  'M16 15c-2.800 0-4.700 2.800-4.700 5.800 0 2.600 1.900 4 4.700 4s4.700-1.400 4.700-4c0-3-1.900-5.800-4.700-5.800z';

export const umlView = defineView<'uml'>({
  title: 'User-Mode Linux',
  symbol: [
    ...body(PENGUIN),
    accent(BELLY),
    line('M14 9v.01M18 9v.01'),
    accent('m14.500 11.500 1.500 1.300 1.500-1.300'),
  ],
  colour: { light: '#a16207', dark: '#f0c24b' },
  entry: { part: 'machines', name: 'Add User-Mode Linux machine', hint: 'Linux as a process' },
  namePrefix: 'uml',
  inBulk: true,
  fresh: ({ mac }) => ({
    ...plainUml,
    kernel: '',
    memory: 128,
    rootfs: '',
    initrd: '',
    append: '',
    cards: [{ mac: mac() }],
  }),
  summary: ({ memory }) => `UML, ${memoryText(memory)}`,
  restartText: () => t('A restart shuts the guest down and boots it again.'),
});
