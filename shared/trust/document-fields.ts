/**
 * What each field of a document can do on the computer that runs it. The compiler refuses a field that is
 * missing here. A document may come from a stranger: what is not harmless is asked about before it starts,
 * by permissions.ts and whoever uses it.
 */

import type {
  Cable,
  NatNode,
  NodeKind,
  PlugNode,
  SwitchNode,
  TapNode,
  TopologyDocument,
  TopologyNode,
} from '../document/topology';
import {
  arrangedFields,
  cardFields,
  drawnFields,
  pathRule,
  placedFields,
  startFields,
} from './common-rules';
import type { FieldTable, Wish } from './field-table';
import { locatorRequests } from './locator-requests';
import { hostFields, qemuFields, umlFields, vboxFields } from './machine-fields';

const switchFields = {
  ...placedFields,
  ports: 'harmless',
  directory: {
    can: ['writes'],
    wishes: (directory: string, { mode, group }: Pick<SwitchNode, 'mode' | 'group'>) =>
      directory === '' ? [] : [switchRequest(directory, mode, group)],
  },
  // Without a directory of its own the switch is in a folder that nobody else gets into.
  mode: { with: 'directory' },
  group: { with: 'directory' },
  management: pathRule('writes', 'as a socket at which the switch takes commands'),
  setup: {
    can: ['runs', 'reads'],
    wishes: (setup: readonly string[]) => setup.flatMap(fileCommandRequests),
  },
} as const;

function switchRequest(directory: string, mode: string, group: string): Wish {
  const others = Number.parseInt(mode, 8) & 0o077;
  const whose = group === '' ? '' : `, group ${group}`;
  return {
    effect: 'writes',
    what: others === 0 && group === '' ? directory : `${directory} (mode ${mode}${whose})`,
    how:
      others === 0
        ? 'as the sockets of a switch, which your other programs may join'
        : 'as the sockets of a switch, which other users may join',
  };
}

/**
 * Commands that lead to files. A switch takes a line for the command that it begins with, with no blank
 * behind it either: `load/tmp/x`.
 */
function fileCommandRequests(command: string): Wish[] {
  const [, name, path = ''] = /^\s*(load|plugin\/add)(.*)$/.exec(command) ?? [];
  const what = path.trim();
  if (name === undefined || what === '') return [];
  return name === 'load'
    ? [{ effect: 'reads', what, how: 'as commands for the switch' }]
    : [{ effect: 'runs', what, how: 'as a part of vde_switch, by an exported script' }];
}

const tapFields: FieldTable<TapNode> = {
  ...placedFields,
  interface: {
    can: ['reaches'],
    wishes: (name, { address }) => [
      {
        effect: 'reaches',
        what: address === '' ? name : `${name}, ${address}`,
        how: 'to this computer, by a network interface, made where there is none',
      },
    ],
  },
  address: { with: 'interface' },
  up: { with: 'interface' },
  bridge: {
    can: ['reaches'],
    wishes: (bridge, { interface: name }) =>
      bridge === ''
        ? []
        : [
            {
              effect: 'reaches',
              what: `ip link set ${name} master ${bridge}`,
              how: 'to the network of that interface of this computer',
            },
          ],
  },
  start: startFields,
};

const natFields: FieldTable<NatNode> = {
  ...placedFields,
  address: 'harmless',
  dhcpStart: 'harmless',
  dns: 'harmless',
  hostLoopback: {
    can: ['reaches'],
    wishes: (isOpen) => [
      isOpen
        ? {
            effect: 'reaches',
            what: 'the Internet, your network and servers on 127.0.0.1',
            how: 'to what only programs of this computer should get at, too',
          }
        : {
            effect: 'reaches',
            what: 'the Internet and your network',
            how: 'to all that this computer can get at by its network',
          },
    ],
  },
  forwards: {
    each: {
      protocol: { with: 'hostPort' },
      hostAddress: { with: 'hostPort' },
      hostPort: {
        can: ['reaches'],
        wishes: (port, { protocol, hostAddress, guestAddress, guestPort }) => [
          {
            effect: 'reaches',
            what: `${protocol} ${hostAddress}:${port} to ${guestAddress}:${guestPort}`,
            how:
              hostAddress === '127.0.0.1'
                ? 'into the lab, from this computer'
                : 'into the lab, from other computers too',
          },
        ],
      },
      guestAddress: { with: 'hostPort' },
      guestPort: { with: 'hostPort' },
    },
  },
  start: startFields,
};

const plugFields: FieldTable<PlugNode> = {
  ...placedFields,
  locator: { can: ['runs', 'writes', 'reads', 'reaches'], wishes: locatorRequests },
  start: startFields,
};

type NodeOf<Kind extends NodeKind> = Extract<TopologyNode, { kind: Kind }>;

/** The table of each kind of node. */
export const nodeFields: { readonly [Kind in NodeKind]: FieldTable<NodeOf<Kind>> } = {
  switch: {
    ...switchFields,
    vlans: { each: { untagged: 'harmless', tagged: 'harmless' } },
    fstp: 'harmless',
    priority: 'harmless',
  },
  hub: switchFields,
  // A built-in PC is code of the app: its commands reach nothing but the lab.
  pc: { ...placedFields, cards: cardFields, setup: 'harmless', start: startFields },
  qemu: qemuFields,
  uml: umlFields,
  vbox: vboxFields,
  host: hostFields,
  nat: natFields,
  tap: tapFields,
  plug: plugFields,
  note: {
    ...drawnFields,
    ...arrangedFields,
    width: 'harmless',
    height: 'harmless',
    text: 'text',
    look: 'harmless',
    colour: 'harmless',
    size: 'harmless',
    align: 'harmless',
  },
  shape: {
    ...drawnFields,
    ...arrangedFields,
    form: 'harmless',
    width: 'harmless',
    height: 'harmless',
    rising: 'harmless',
    backwards: 'harmless',
    text: 'text',
    colour: 'harmless',
    filled: 'harmless',
    dashed: 'harmless',
  },
  picture: {
    ...drawnFields,
    ...arrangedFields,
    width: 'harmless',
    height: 'harmless',
    // Its schema lets in images alone, and the page shows them as such.
    source: 'harmless',
    text: 'text',
    opacity: 'harmless',
  },
  group: {
    ...drawnFields,
    locked: 'harmless',
    name: 'text',
    colour: 'harmless',
    collapsed: 'harmless',
  },
};

const conditionFields = {
  fields: {
    delay: 'harmless',
    jitter: 'harmless',
    distribution: 'harmless',
    loss: 'harmless',
    burst: 'harmless',
    duplicate: 'harmless',
    reorder: 'harmless',
    corrupt: 'harmless',
    bandwidth: 'harmless',
    burstBytes: 'harmless',
    queue: 'harmless',
    mtu: 'harmless',
  },
} as const;
const endFields = { fields: { node: 'harmless', port: 'harmless' } } as const;

/**
 * Cables join nodes of the lab and nothing else. Read by the compiler alone.
 *
 * @public
 */
export const cableFields: FieldTable<Cable> = {
  id: 'harmless',
  a: endFields,
  b: endFields,
  up: 'harmless',
  aToB: conditionFields,
  bToA: conditionFields,
  route: 'harmless',
  points: { each: { x: 'harmless', y: 'harmless' } },
  labels: 'harmless',
};

/**
 * The document itself, but for its records. Read by the compiler alone.
 *
 * @public
 */
export const documentFields: FieldTable<Omit<TopologyDocument, 'nodes' | 'cables'>> = {
  format: 'harmless',
  version: 'harmless',
  // Which disks are the lab's is not decided by this alone, see electron/trust/lab-identity.ts.
  id: 'harmless',
  name: 'text',
  description: 'text',
};
