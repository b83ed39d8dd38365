/** The fields of switches and hubs. */
import { MAX_SWITCH_PORTS } from '../../../shared/kinds/switch-places';
import { type FieldSpec, name, oneLine } from './field-spec';

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
    help: 'Where external clients join, /tmp/mysw for example.',
    wrong: oneLine,
  },
  {
    type: 'text',
    field: 'mode',
    label: 'Permissions',
    mono: true,
    help: 'Octal, as vde_switch -m: 0700 for you alone, 0770 for the group too.',
    wrong: 'Three octal digits, such as 0700.',
  },
  {
    type: 'text',
    field: 'group',
    label: 'Group',
    placeholder: 'Your own',
    help: 'The group that owns the sockets.',
    wrong: 'A group name of at most 32 characters.',
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
    label: 'Startup commands',
    rows: 3,
    placeholder: 'port/setuser 3 alice',
    help: 'Management commands given at every start, one per line. The Console button opens the same.',
    wrong: 'At most 200 lines of at most 500 characters.',
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
    help: 'The switch with the lowest one becomes the root. 32768 is usual.',
  },
];

export const switchSpecs: readonly FieldSpec[] = [
  name,
  ports,
  ...spanningTree,
  ...sockets,
  ...management,
];

export const hubSpecs: readonly FieldSpec[] = [
  name,
  { ...ports, help: 'Taking ports away removes their cables.' },
  ...sockets,
  ...management,
];
