/** The fields of machines. */
import { cards, type FieldSpec, name, oneLine } from './field-spec';

const append: FieldSpec = {
  type: 'text',
  field: 'append',
  label: 'Kernel command line',
  mono: true,
  help: 'Given to the kernel beside what Vdelab adds.',
  wrong: oneLine,
};

const initrd: FieldSpec = {
  type: 'path',
  field: 'initrd',
  label: 'Initial ramdisk',
  choose: 'Choose an initial ramdisk',
  extensions: [],
  wrong: oneLine,
};

const memory = (max: number): FieldSpec => ({
  type: 'number',
  field: 'memory',
  label: 'Memory',
  min: 16,
  max,
  unit: 'MiB',
});

export const pcSpecs: readonly FieldSpec[] = [
  name,
  {
    type: 'lines',
    field: 'setup',
    label: 'Set-up commands',
    rows: 5,
    placeholder: 'ip addr add 10.0.0.1/24 dev eth0',
    help: 'Typed into the console at every start, one per line.',
    wrong: 'At most 200 lines of at most 500 characters, please.',
  },
  cards,
];

export const qemuSpecs: readonly FieldSpec[] = [
  name,
  memory(1_048_576),
  { type: 'number', field: 'cpus', label: 'Processors', min: 1, max: 64 },
  {
    type: 'path',
    field: 'cdrom',
    label: 'CD image',
    choose: 'Choose a CD image',
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
  cards,
];

export const umlSpecs: readonly FieldSpec[] = [
  name,
  {
    type: 'path',
    field: 'kernel',
    label: 'Kernel',
    choose: 'Choose a User-Mode Linux kernel',
    extensions: [],
    placeholder: 'linux.uml',
    wrong: oneLine,
  },
  memory(65_536),
  {
    type: 'path',
    field: 'rootfs',
    label: 'Root file system',
    choose: 'Choose a root file system image',
    extensions: [],
    placeholder: 'None',
    help: 'Used as ubd0. It is never written to: changes go to an overlay.',
    wrong: oneLine,
  },
  initrd,
  append,
  cards,
];

export const vboxSpecs: readonly FieldSpec[] = [name];
