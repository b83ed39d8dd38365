/** Taps: network interfaces of this computer that lead into the drawing. */
import { z } from 'zod';
import type { Finding } from '../failure/finding';
import type { Remedy } from '../failure/remedy';
import { hostAddressFault, isCidr, parseIpPrefix } from '../net/ip-address';
import { duplicates, nextFree } from './claims';
import { defineKind, outside, unlessNamed } from './definition';
import { field } from './fields/field';
import { interfaceName, lineOfText, placed, startSchema } from './fields/node-fields';
import { placedFields, startFields } from './permissions/common-rules';

const schema = z.object({
  ...placed,
  kind: z.literal('tap'),
  interface: field(interfaceName, {
    label: 'Interface',
    section: 'network',
    mono: true,
    hint: 'The name on this host, tap0 for example.',
    isOwn: true,
  }),
  /** Address with prefix length for this host's end, like 10.0.0.254/24; may be empty. */
  address: field(lineOfText(64), {
    label: 'Address of this host',
    section: 'network',
    placeholder: 'None',
    mono: true,
    hint: 'With its prefix length, 10.0.0.254/24 for example.',
  }),
  /** Whether this host's end is set up; one that exists and is not ours is left as it is with false. */
  up: field(z.boolean(), {
    label: 'Bring the interface up',
    section: 'network',
    hint: 'One that is there already is put back to how it was when the lab stops.',
  }),
  /** An interface of this computer, or a bridge there, that it is joined to; empty for none. */
  bridge: field(z.union([interfaceName, z.literal('')]), {
    label: 'Bridged to',
    section: 'network',
    editor: 'bridge',
  }),
  start: startSchema,
});

type TapNode = z.infer<typeof schema>;

function* tapNames(): Generator<string> {
  for (let number = 0; number < 1000; number++) yield `tap${number}`;
}

function otherTap(name: string | undefined): Remedy | undefined {
  return name === undefined
    ? undefined
    : { do: 'set-field', field: 'interface', value: name, label: `Use ${name}` };
}

function findings(taps: readonly TapNode[]): Finding[] {
  const claims = taps.map((node) => ({ node, value: node.interface, field: 'interface' }));
  const names = new Set(taps.map((node) => node.interface));
  const found = duplicates(claims, ({ node, value }, first) => ({
    severity: 'error',
    message: `${node.name} uses the interface ${value}, and so does ${first.name}.`,
    next: 'Give one of them another interface, like tap1.',
    remedy: otherTap(nextFree(names, tapNames())),
  }));
  const bridged = taps.filter(({ bridge }) => bridge !== '');
  const bridges = bridged.map((node) => ({ node, value: node.bridge, field: 'bridge' }));
  found.push(
    ...duplicates(bridges, ({ node, value }, first) => ({
      severity: 'error',
      message: `${node.name} is bridged to ${value}, and so is ${first.name}.`,
      next: 'Bridge one of them, and join the other one to it by a switch of the drawing.',
    })),
  );
  return [...found, ...taps.flatMap(tapNameFindings), ...taps.flatMap(tapAddressFindings)];
}

/** Names that the schema lets pass and the kernel does not (dev_valid_name of net/core/dev.c). */
function tapNameFindings({ id, interface: name, bridge }: TapNode): Finding[] {
  const at = { severity: 'error', record: id } as const;
  if (name === '.' || name === '..') {
    return [
      {
        ...at,
        field: 'interface',
        message: `“${name}” is no name for an interface.`,
        next: 'Choose another one, like tap0.',
      },
    ];
  }
  if (name !== bridge) return [];
  return [
    {
      ...at,
      field: 'bridge',
      message: `The tap ${name} is to be bridged to itself.`,
      next: 'Choose another interface of this computer under “Bridged to”, or none.',
    },
  ];
}

function tapAddressFindings({ id, address, name }: TapNode): Finding[] {
  if (address === '') return [];
  const at = { record: id, field: 'address' } as const;
  if (!isCidr(address)) {
    return [
      {
        ...at,
        severity: 'error',
        message: `"${address}" of ${name} is not an address with a prefix length.`,
        next: 'Write it like 10.0.0.254/24, or leave it empty.',
      },
    ];
  }
  const fault = hostAddressFault(parseIpPrefix(address)!);
  if (fault === null) return [];
  return [
    {
      ...at,
      severity: 'warning',
      message: `${address} of ${name} ${fault}.`,
      next: 'Give it one between the first and the last address of the network, like 10.0.0.254/24.',
    },
  ];
}

export const tapKind = defineKind({
  schema,
  ...outside,
  isBuiltIn: true,
  portLabel: ({ interface: name }) => name,
  needs: ({ address }) => (address === '' ? ['tun'] : ['tun', 'iproute2']),
  findingsOfAll: findings,
  notRunning: unlessNamed,
  permissions: {
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
  },
});
