/** Rules about switches and hubs: where they are joined and managed, and the VLANs of their ports. */

import { type DeviceNode, isSwitch, nameOf, type SwitchNode } from '../document/topology';
import type { Finding } from '../failure/finding';
import type { Remedy } from '../failure/remedy';
import { utf8Length } from '../text/utf8-length';
import { MAX_SOCKET_PATH_BYTES, MAX_VDE_DIRECTORY_BYTES } from '../vde/vde-limits';
import { type Claim, duplicates } from './claims';

/** The path without `.`, empty parts and a final slash, so that equal places compare equal. */
export function normalPath(path: string): string {
  const parts: string[] = [];
  for (const part of path.split('/')) {
    if (part === '..') parts.pop();
    else if (part !== '' && part !== '.') parts.push(part);
  }
  return `/${parts.join('/')}`;
}

interface Place {
  readonly field: 'directory' | 'management';
  /** What the message calls it. */
  readonly noun: string;
  readonly example: string;
  readonly maxBytes: number;
  /** What an empty field means. */
  readonly empty: string;
}

const places: readonly Place[] = [
  {
    field: 'directory',
    noun: 'directory',
    example: '/tmp/mysw',
    maxBytes: MAX_VDE_DIRECTORY_BYTES,
    empty: 'a private directory',
  },
  {
    field: 'management',
    noun: 'management socket',
    example: '/tmp/mysw.mgmt',
    maxBytes: MAX_SOCKET_PATH_BYTES,
    empty: 'none',
  },
];

function placeFinding(node: SwitchNode, { field, noun, example, maxBytes, empty }: Place) {
  const at = { severity: 'error', record: node.id, field } as const;
  const path = node[field];
  if (!path.startsWith('/')) {
    return {
      ...at,
      message: `The ${noun} "${path}" of ${nameOf(node)} does not begin with a slash.`,
      next: `Write the whole path, like ${example}, or leave it empty for ${empty}.`,
    };
  }
  const bytes = utf8Length(path);
  if (bytes <= maxBytes) return null;
  return {
    ...at,
    message: `The ${noun} of ${nameOf(node)} is ${bytes} bytes long; at most ${maxBytes} fit into a socket's address.`,
    next: `Choose a shorter path, like ${example}.`,
  };
}

function emptied({ field, empty }: Place): Remedy {
  return { do: 'set-field', field, value: '', label: `Use ${empty}` };
}

/** A management socket where the directory of a switch is, which cannot be both. */
function mixedFindings(switches: readonly SwitchNode[]): Finding[] {
  const directories = new Map(
    switches
      .filter(({ directory }) => directory !== '')
      .map((node) => [normalPath(node.directory), node]),
  );
  return switches.flatMap((node): Finding[] => {
    const owner = node.management === '' ? undefined : directories.get(normalPath(node.management));
    if (owner === undefined) return [];
    return [
      {
        severity: 'error',
        record: node.id,
        field: 'management',
        message: `The management socket of ${nameOf(node)} is where the directory of ${nameOf(owner)} is: ${node.management}`,
        next: 'Give it another path, like /tmp/mysw.mgmt, or leave it empty for none.',
        remedy: { do: 'set-field', field: 'management', value: '', label: 'Use none' },
      },
    ];
  });
}

/** Two switches at one place, or a place that no socket can have. */
function placeFindings(switches: readonly SwitchNode[], place: Place): Finding[] {
  const placed = switches.filter((node) => node[place.field] !== '');
  const claims: Claim[] = placed.map((node) => ({
    node,
    value: normalPath(node[place.field]),
    field: place.field,
  }));
  const shared = duplicates(claims, ({ node, value }, first) => ({
    severity: 'error',
    message: `${nameOf(node)} has the ${place.noun} ${value}, and so has ${nameOf(first)}.`,
    next: `Give one of them another one, or leave it empty for ${place.empty}.`,
    remedy: emptied(place),
  }));
  return [...shared, ...placed.flatMap((node) => placeFinding(node, place) ?? [])];
}

/** Ports with VLANs that the switch does not have. */
function vlanFindings(node: SwitchNode): Finding[] {
  if (node.kind !== 'switch') return [];
  const missing = Object.keys(node.vlans).filter((port) => Number(port) > node.ports);
  if (missing.length === 0) return [];
  return [
    {
      severity: 'warning',
      record: node.id,
      field: 'ports',
      message: `${nameOf(node)} has VLANs for port ${missing.join(', ')}, but only ${node.ports} ports.`,
      next: 'Give it more ports; as it is, those VLANs have no effect.',
    },
  ];
}

/** All that is wrong with the document's switches and hubs. */
export function switchFindings(devices: readonly DeviceNode[]): Finding[] {
  const switches = devices.filter(isSwitch);
  return [
    ...places.flatMap((place) => placeFindings(switches, place)),
    ...mixedFindings(switches),
    ...switches.flatMap(vlanFindings),
  ];
}
