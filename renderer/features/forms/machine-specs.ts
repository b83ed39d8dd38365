/** The fields of machines. */
import { cards, type FieldSpec, name, oneLine } from './field-spec';

export const append: FieldSpec = {
  type: 'text',
  field: 'append',
  label: 'Kernel command line',
  mono: true,
  help: 'Given to the kernel beside what Vdelab adds.',
  wrong: oneLine,
};

export const initrd: FieldSpec = {
  type: 'path',
  field: 'initrd',
  label: 'Initial ramdisk',
  choose: 'Choose an initial ramdisk',
  images: ['initrd'],
  extensions: [],
  wrong: oneLine,
};

export const memory: (max: number) => FieldSpec = (max) => ({
  type: 'number',
  field: 'memory',
  label: 'Memory',
  min: 16,
  max,
  unit: 'MiB',
});

export const processorTime: FieldSpec = {
  type: 'number',
  field: 'cpuLimit',
  label: 'CPU limit',
  min: 0,
  max: 6400,
  unit: '%',
  help: 'Of one processor of this computer: 50 is half of one, 0 is no limit.',
};

export const pcSpecs: readonly FieldSpec[] = [
  name,
  {
    type: 'lines',
    field: 'setup',
    label: 'Startup commands',
    rows: 5,
    placeholder: 'ip addr add 10.0.0.1/24 dev eth0',
    help: 'Typed into the console at every start, one per line.',
    wrong: 'At most 200 lines of at most 500 characters.',
  },
  cards,
];

export const vboxSpecs: readonly FieldSpec[] = [
  name,
  { type: 'vboxMachine', field: 'machine', label: 'Machine' },
];
