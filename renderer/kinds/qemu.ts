/** QEMU machines in the page. */
import { plainQemu } from '../../shared/kinds/qemu';
import { t } from '../i18n/translate';
import { defineView } from './kind-view';
import { memoryText } from './memory-text';
import { accent, body, line } from './symbol-shape';

const TOWER =
  'M9.5 3h13A2.5 2.5 0 0 1 25 5.5v21a2.5 2.5 0 0 1-2.5 2.5h-13A2.5 2.5 0 0 1 7 26.5v-21A2.5 2.5 0 0 1 9.5 3z';

export const qemuView = defineView<'qemu'>({
  title: 'QEMU machine',
  symbol: [
    ...body(TOWER),
    line('M11 8h10M11 12h10'),
    accent('M16 24.500a3 3 0 1 0 0-6 3 3 0 0 0 0 6z'),
  ],
  colour: { light: '#c2410c', dark: '#ff9a62' },
  entry: { part: 'machines', name: 'Add QEMU machine', hint: 'A full virtual machine' },
  namePrefix: 'vm',
  inBulk: true,
  fresh: ({ mac }) => ({
    ...plainQemu,
    memory: 256,
    cpus: 1,
    cdrom: '',
    disks: [],
    kernel: '',
    initrd: '',
    append: '',
    accel: 'auto',
    cards: [{ mac: mac(), model: 'e1000' }],
  }),
  summary: ({ memory }) => `QEMU, ${memoryText(memory)}`,
  restartText: () => t('A restart shuts the guest down and boots it again.'),
});
