/** The fields of every kind of node, as data: the inspector draws them, the document's schema checks. */
import { DEFAULT_PRIORITY, MAX_SWITCH_PORTS, type NodeKind } from '../../shared/topology';
import type { Option } from '../ui/field';

interface SpecBase {
  field: string;
  label: string;
  help?: string;
  /** What to say when the schema refuses the value. */
  wrong?: string;
}

export type FieldSpec = SpecBase &
  (
    | { type: 'text'; placeholder?: string; mono?: boolean }
    | { type: 'number'; min: number; max: number; unit?: string }
    | { type: 'check' }
    | { type: 'lines'; rows: number; placeholder?: string }
    | { type: 'path'; choose: string; extensions: readonly string[]; placeholder?: string }
    | { type: 'select'; options: readonly Option[] }
    | { type: 'cards' }
    | { type: 'disks' }
  );

const oneLine = 'One line of text, please, and not too long.';

const name: FieldSpec = {
  type: 'text',
  field: 'name',
  label: 'Name',
  wrong: 'A name of 1 to 40 characters, please.',
};

const ports: FieldSpec = {
  type: 'number',
  field: 'ports',
  label: 'Ports',
  min: 1,
  max: MAX_SWITCH_PORTS,
  help: 'Taking ports away removes their cables and VLANs.',
};

const sockets: FieldSpec[] = [
  {
    type: 'text',
    field: 'directory',
    label: 'VDE directory',
    placeholder: 'Chosen by Vdelab',
    mono: true,
    help: 'Where outside clients join, /tmp/mysw for example.',
    wrong: oneLine,
  },
  {
    type: 'text',
    field: 'mode',
    label: 'Permissions',
    mono: true,
    help: 'Octal, as vde_switch -m: 0700 for you alone, 0770 for the group too.',
    wrong: 'Three octal digits, please, such as 0700.',
  },
  {
    type: 'text',
    field: 'group',
    label: 'Group',
    placeholder: 'Your own',
    help: 'The group that owns the sockets.',
    wrong: 'A group name of at most 32 characters, please.',
  },
];

const management: FieldSpec[] = [
  {
    type: 'text',
    field: 'management',
    label: 'Management socket',
    placeholder: 'None',
    mono: true,
    help: 'A path such as /tmp/mysw.mgmt, where vdeterm and vdecmd join.',
    wrong: oneLine,
  },
  {
    type: 'lines',
    field: 'setup',
    label: 'Start-up commands',
    rows: 3,
    placeholder: 'port/setuser 3 alice',
    help: 'Management commands given at every start, one per line. The Console button opens the same.',
    wrong: 'At most 200 lines of at most 500 characters, please.',
  },
];

const spanningTree: FieldSpec[] = [
  {
    type: 'check',
    field: 'fstp',
    label: 'Spanning tree',
    help: 'Blocks one cable of every loop of switches, and uses it when another fails.',
  },
  {
    type: 'number',
    field: 'priority',
    label: 'Bridge priority',
    min: 0,
    max: 65_535,
    help: `The switch with the lowest one becomes the root. ${DEFAULT_PRIORITY} is usual.`,
  },
];

const cards: FieldSpec = { type: 'cards', field: 'cards', label: 'Network cards' };

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

export const formSpecs: Record<NodeKind, readonly FieldSpec[]> = {
  switch: [name, ports, ...spanningTree, ...sockets, ...management],
  hub: [
    name,
    { ...ports, help: 'Taking ports away removes their cables.' },
    ...sockets,
    ...management,
  ],
  pc: [
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
  ],
  qemu: [
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
  ],
  uml: [
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
  ],
  vbox: [name],
  host: [name, cards],
  nat: [name],
  tap: [
    name,
    {
      type: 'text',
      field: 'interface',
      label: 'Interface',
      mono: true,
      help: 'The name on this host, tap0 for example.',
      wrong: 'At most 15 letters, digits, dots, dashes or underscores, please.',
    },
    {
      type: 'text',
      field: 'address',
      label: 'Address of this host',
      placeholder: 'None',
      mono: true,
      help: 'With its prefix length, 10.0.0.254/24 for example.',
      wrong: oneLine,
    },
  ],
  plug: [
    name,
    {
      type: 'text',
      field: 'locator',
      label: 'Network locator',
      mono: true,
      wrong: 'A VDE network locator, please, such as vde:///tmp/mysw.',
    },
  ],
  note: [{ type: 'lines', field: 'text', label: 'Text', rows: 8, wrong: oneLine }],
};

/** Locators to start from, with what each is good for. */
export const locatorExamples: readonly { locator: string; purpose: string }[] = [
  { locator: 'slirp://', purpose: 'the internet, without root' },
  { locator: 'vde:///tmp/mysw', purpose: 'a VDE switch outside of the drawing' },
  { locator: 'tap://tap0', purpose: 'an interface of this host' },
  { locator: 'vxvde://239.1.2.3', purpose: 'Vdelab or VDE on other hosts' },
  { locator: 'cmd://ssh host vde_plug vde:///tmp/mysw', purpose: 'a switch over ssh' },
];
