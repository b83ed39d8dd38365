/** The fields of what leads out of the drawing. */
import { type FieldSpec, name, oneLine } from './field-spec';

export const natSpecs: readonly FieldSpec[] = [name];

export const tapSpecs: readonly FieldSpec[] = [
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
  {
    type: 'check',
    field: 'up',
    label: 'Bring the interface up',
    help: 'One that is there already is put back to how it was when the lab stops.',
  },
];

export const plugSpecs: readonly FieldSpec[] = [
  name,
  {
    type: 'text',
    field: 'locator',
    label: 'Network locator',
    mono: true,
    wrong: 'A VDE network locator, please, such as vde:///tmp/mysw.',
  },
];

/** Locators to start from, with what each is good for. */
export const locatorExamples: readonly { locator: string; purpose: string }[] = [
  { locator: 'slirp://', purpose: 'the internet, without root' },
  { locator: 'vde:///tmp/mysw', purpose: 'a VDE switch outside of the drawing' },
  { locator: 'tap://tap0', purpose: 'an interface of this host' },
  { locator: 'vxvde://239.1.2.3', purpose: 'Vdelab or VDE on other hosts' },
  { locator: 'cmd://ssh host vde_plug vde:///tmp/mysw', purpose: 'a switch over ssh' },
];
