/** The fields of QEMU machines. */
import { cards, type FieldSpec, name, oneLine } from './field-spec';
import { append, initrd, memory, processorTime } from './machine-specs';

export const qemuSpecs: readonly FieldSpec[] = [
  name,
  { type: 'architecture', field: 'architecture', label: 'Processor' },
  {
    type: 'select',
    field: 'firmware',
    label: 'Firmware',
    options: [
      { value: 'bios', label: 'Default (BIOS)' },
      { value: 'uefi', label: 'UEFI' },
    ],
    help: 'UEFI needs a package such as ovmf; its settings are kept for this machine.',
  },
  memory(1_048_576),
  { type: 'number', field: 'cpus', label: 'Processors', min: 1, max: 64 },
  processorTime,
  {
    type: 'path',
    field: 'cdrom',
    label: 'CD image',
    choose: 'Choose a CD image',
    images: ['cd'],
    extensions: ['iso'],
    placeholder: 'None',
    wrong: oneLine,
  },
  { type: 'disks', field: 'disks', label: 'Disks' },
  {
    type: 'path',
    field: 'kernel',
    label: 'Kernel',
    choose: 'Choose a kernel',
    images: ['kernel'],
    extensions: [],
    placeholder: 'From the disk or CD',
    wrong: oneLine,
  },
  initrd,
  append,
  {
    type: 'select',
    field: 'accel',
    label: 'Acceleration',
    options: [
      { value: 'auto', label: 'Automatic: KVM where it works' },
      { value: 'kvm', label: 'KVM only' },
      { value: 'tcg', label: 'None (TCG)' },
    ],
  },
  {
    type: 'select',
    field: 'display',
    label: 'Screen',
    options: [
      { value: 'std', label: 'Standard VGA' },
      { value: 'virtio', label: 'Virtio' },
      { value: 'cirrus', label: 'Cirrus, for old systems' },
      { value: 'none', label: 'None' },
    ],
  },
  {
    type: 'lines',
    field: 'arguments',
    label: 'More arguments for QEMU',
    rows: 3,
    placeholder: '-rtc\nbase=localtime',
    help: 'One argument per line, given last. They take effect at the next start, and QEMU runs without its sandbox then.',
    wrong: 'At most 100 lines of at most 1000 characters.',
  },
  cards,
];
