/** Edits of switches, hubs and built-in PCs; their consoles are asked. */
import { existsSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { PcNode, SwitchNode } from '../../../shared/document/topology';
import { startAtOnce } from '../../../shared/kinds/fields/node-fields';
import { plainSwitch } from '../../../shared/kinds/switch';
import { unmanaged } from '../../../shared/kinds/switch-places';
import { drawnOnly, type EditedKind, type FieldEdit, type FieldEdits } from './field-edit';

const at = { x: 0, y: 0 };
/** A group that every system has, by its number. */
const OTHER_GROUP = '1';

type Managed = Pick<
  FieldEdits<SwitchNode>,
  'ports' | 'directory' | 'mode' | 'group' | 'management' | 'setup'
>;

const inUse = (paths: readonly string[]) => paths.filter((path) => existsSync(path)).join(' ');

function managed(folder: string): Managed {
  const [one, two] = [join(folder, 'one'), join(folder, 'two')];
  /** For a moment there is none, while it is opened to others. */
  const ctl = () => {
    const found = [one, two].map((path) => statSync(join(path, 'ctl'), { throwIfNoEntry: false }));
    return found.find((stats) => stats !== undefined);
  };
  const managements = [join(folder, 'm.one'), join(folder, 'm.two')];
  return {
    ports: {
      to: 12,
      ask: ({ say }) => say('port/showinfo'),
      says: (ports) => `Numports=${ports}\r`,
    },
    directory: {
      to: two,
      ask: () => inUse([join(one, 'ctl'), join(two, 'ctl')]),
      says: (path) => join(path, 'ctl'),
    },
    mode: {
      to: '0770',
      ask: () => `0${((ctl()?.mode ?? 0) & 0o777).toString(8)}`,
      says: (mode) => mode,
    },
    group: {
      to: OTHER_GROUP,
      ask: () => `group ${ctl()?.gid}`,
      says: (group) => `group ${group === '' ? process.getgid?.() : group}`,
    },
    management: { to: managements[1]!, ask: () => inUse(managements), says: (path) => path },
    setup: {
      to: ['port/create 7'],
      ask: async ({ say }) => {
        const told = await say('port/allprint 7');
        return told.includes('Port 0007') ? 'was made' : 'was not made';
      },
      says: ({ length }) => (length > 0 ? 'was made' : 'was not made'),
    },
  };
}

const fieldsOf = (folder: string) => ({
  ...at,
  name: 'first',
  ports: 8,
  directory: join(folder, 'one'),
  mode: '0700',
  group: '',
});

export function switchEdits(folder: string): EditedKind<Extract<SwitchNode, { kind: 'switch' }>> {
  const management = join(folder, 'm.one');
  return {
    node: { id: 's', kind: 'switch', ...fieldsOf(folder), ...plainSwitch, management },
    prompt: 'vde$ ',
    edits: {
      ...drawnOnly,
      name: null,
      ...managed(folder),
      vlans: {
        to: { 2: { untagged: 5, tagged: [] } },
        ask: async ({ say }) => {
          const told = await say('port/allprint 2');
          return told.includes('untagged_vlan=0005') ? 'is in VLAN 5' : 'is in no other VLAN';
        },
        says: (vlans) => (vlans['2'] === undefined ? 'is in no other VLAN' : 'is in VLAN 5'),
      },
      fstp: { to: true, ask: ({ say }) => say('fstp/showinfo'), says: (fstp) => `FSTP=${fstp}` },
      priority: {
        to: 4096,
        ask: ({ say }) => say('fstp/showinfo'),
        says: (priority) => `Priority ${priority} `,
      },
    },
  };
}

export function hubEdits(folder: string): EditedKind<Extract<SwitchNode, { kind: 'hub' }>> {
  const management = join(folder, 'm.one');
  return {
    node: { id: 's', kind: 'hub', ...fieldsOf(folder), ...unmanaged, management },
    prompt: 'vde$ ',
    edits: { ...drawnOnly, name: null, ...managed(folder) },
  };
}

const mac = (last: number): FieldEdit<PcNode['cards']> => ({
  to: [{ mac: `02:00:00:00:00:0${last}` }],
  ask: ({ say }) => say('ip link'),
  says: ([card]) => card!.mac,
});

export function pcEdits(): EditedKind<PcNode> {
  return {
    node: {
      ...{ id: 's', kind: 'pc', name: 'first', ...at, start: startAtOnce },
      cards: [{ mac: '02:00:00:00:00:01' }],
      setup: ['ip addr add 10.7.0.1/24 dev eth0'],
    },
    prompt: /[\w-]+:~# /,
    edits: {
      ...drawnOnly,
      start: null,
      name: { to: 'second', ask: ({ say }) => say('hostname'), says: (name) => name },
      cards: mac(2),
      setup: {
        to: ['ip addr add 10.7.0.2/24 dev eth0'],
        ask: ({ say }) => say('ip addr'),
        says: ([command]) => command!.split(' ')[3]!,
      },
    },
  };
}
