/** VirtualBox machines in the page. */
import { startAtOnce } from '../../shared/kinds/fields/node-fields';
import { isMachineChosen, NO_MACHINE } from '../../shared/kinds/vbox';
import { t } from '../i18n/translate';
import { defineView } from './kind-view';
import { accent, body } from './symbol-shape';

const CUBE = 'M16 3.500 27.500 9.500v13L16 28.500 4.500 22.500v-13z';
const placeOf = (uuid: string) => `machine ${uuid.toLowerCase()}`;

export const vboxView = defineView<'vbox'>({
  title: 'VirtualBox machine',
  symbol: [...body(CUBE), accent('m4.500 9.500 11.500 6 11.500-6M16 15.500V28')],
  colour: { light: '#1d6fa5', dark: '#6cb8ea' },
  entry: { part: 'machines', name: 'Add VirtualBox machine', hint: 'One that you have' },
  namePrefix: 'vb',
  fresh: () => ({ machine: NO_MACHINE, machineName: '', cards: [], start: startAtOnce }),
  summary: ({ machineName }) => machineName || t('None chosen yet'),
  restartText: () => t('A restart shuts the guest down and boots it again.'),
  places: (node) => (isMachineChosen(node) ? [placeOf(node.machine)] : []),
  asCopy: (node, taken) =>
    taken.has(placeOf(node.machine)) ? { ...node, machine: NO_MACHINE, machineName: '' } : node,
});
