/** The kinds of networks that a plug offers: what each is called, begins with and asks for. */

import type { LocatorForm, LocatorType } from '../../../../shared/vde/locator-form';
import { parseLocator } from '../../../../shared/vde/vnl';
import { locatorModule, locatorModules } from '../../../../shared/vde/vnl-modules';
import { t } from '../../../i18n/translate';
import type { Option } from '../../../ui/field';

interface FormField {
  field: string;
  label: string;
  placeholder?: string;
  help?: string;
}

interface FormType {
  title: string;
  /** What it is when it is chosen. */
  first: LocatorForm;
  /** The module of vde_plug that it takes. */
  module: string;
  fields: readonly FormField[];
}

export const formTypes: Readonly<Record<LocatorType, FormType>> = {
  vde: {
    title: 'VDE switch on this computer',
    first: { type: 'vde', directory: '/tmp/mysw', port: '' },
    module: 'vde',
    fields: [
      { field: 'directory', label: 'Directory of the switch' },
      { field: 'port', label: 'Port', placeholder: 'Any that is free' },
    ],
  },
  ssh: {
    title: 'VDE switch over ssh',
    first: { type: 'ssh', host: 'user@host', directory: '/tmp/mysw' },
    module: 'cmd',
    fields: [
      {
        field: 'host',
        label: 'Other computer',
        help: 'It must let you in by key, not by password, and have vde_plug.',
      },
      { field: 'directory', label: 'Directory of the switch there' },
    ],
  },
  udp: {
    title: 'UDP tunnel',
    first: { type: 'udp', localPort: '5000', host: '192.0.2.1', remotePort: '5000' },
    module: 'udp',
    fields: [
      { field: 'localPort', label: 'Port here' },
      { field: 'host', label: 'Other computer' },
      {
        field: 'remotePort',
        label: 'Port there',
        help: 'The plug over there has the two ports the other way round. Nothing is encrypted.',
      },
    ],
  },
  vxvde: {
    title: 'VXVDE: all hosts of a group',
    first: { type: 'vxvde', group: '239.1.2.3', port: '' },
    module: 'vxvde',
    fields: [
      {
        field: 'group',
        label: 'Multicast group',
        help: 'Every computer of the local network that names it is joined. Nothing is encrypted.',
      },
      { field: 'port', label: 'UDP port', placeholder: '14789' },
    ],
  },
  vxlan: {
    title: 'VXLAN',
    first: { type: 'vxlan', group: '239.1.2.3', vni: '1' },
    module: 'vxlan',
    fields: [
      { field: 'group', label: 'Multicast group' },
      { field: 'vni', label: 'Network number (VNI)', placeholder: '1' },
    ],
  },
  tap: {
    title: 'Tap of this computer',
    first: { type: 'tap', interface: 'tap0' },
    module: 'tap',
    fields: [{ field: 'interface', label: 'Interface' }],
  },
};

const isFormType = (type: string): type is LocatorType => Object.hasOwn(formTypes, type);
const MODULE_PREFIX = 'module:';

/** The module that a locator names first; empty for what cannot be read. */
export function moduleOf(locator: string): string {
  const parsed = parseLocator(locator);
  return parsed.ok ? parsed.locator.module : '';
}

/** The choice that a locator without a form stands for. */
export const moduleChoice = (module: string) => `${MODULE_PREFIX}${module}`;

/** All choices: those with fields, and the other modules, installed or known. */
export function choices(installed: readonly string[], current: string): Option[] {
  const forms = Object.entries(formTypes).map(([value, { title }]) => ({ value, label: t(title) }));
  const names = [...new Set([...installed, ...Object.keys(locatorModules)])];
  const others = names.filter((name) => !isFormType(name)).sort();
  const options = others.map((name) => ({
    value: moduleChoice(name),
    label: `${name}: ${t(locatorModule(name)?.description ?? 'another module of vde_plug')}`,
  }));
  const all = [...forms, ...options];
  if (all.some(({ value }) => value === current)) return all;
  return [...all, { value: current, label: t('As the text below says') }];
}

/** What a choice begins with: the form's start, or the example of a module. */
export function startOf(choice: string): LocatorForm | string {
  if (isFormType(choice)) return formTypes[choice].first;
  const module = choice.slice(MODULE_PREFIX.length);
  return locatorModule(module)?.example ?? `${module}://`;
}
