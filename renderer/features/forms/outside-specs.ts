/** The fields of what leads out of the drawing. */
import { type FieldSpec, name, oneLine } from './field-spec';

const ipv4 = 'An IPv4 address, such as 10.0.2.15.';

export const natSpecs: readonly FieldSpec[] = [
  name,
  {
    type: 'text',
    field: 'address',
    label: 'Address',
    mono: true,
    help: 'Its own address in the drawing, with the prefix length.',
    wrong: 'An IPv4 address with its prefix length, such as 10.0.2.2/24.',
  },
  { type: 'text', field: 'dhcpStart', label: 'First DHCP address', mono: true, wrong: ipv4 },
  { type: 'text', field: 'dns', label: 'DNS address', mono: true, wrong: ipv4 },
  {
    type: 'check',
    field: 'hostLoopback',
    label: 'Guests reach servers of this computer',
    help: 'Also those that listen at 127.0.0.1 only, at the address above.',
  },
  { type: 'forwards', field: 'forwards', label: 'Port forwards' },
];

export const tapSpecs: readonly FieldSpec[] = [
  name,
  {
    type: 'text',
    field: 'interface',
    label: 'Interface',
    mono: true,
    help: 'The name on this host, tap0 for example.',
    wrong: 'At most 15 letters, digits, dots, dashes or underscores.',
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
  {
    type: 'check',
    field: 'up',
    label: 'Bring the interface up',
    help: 'One that is there already is put back to how it was when the lab stops.',
  },
  { type: 'bridge', field: 'bridge', label: 'Bridged to' },
];

export const plugSpecs: readonly FieldSpec[] = [
  name,
  { type: 'locator', field: 'locator', label: 'Network locator' },
];
