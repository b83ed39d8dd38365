/** What switches and hubs have in common: ports, and the places where clients join and manage them. */
import { z } from 'zod';
import type { Finding } from '../failure/finding';
import type { Remedy } from '../failure/remedy';
import { utf8Length } from '../text/utf8-length';
import { normalPath } from '../vde/normal-path';
import { MAX_SOCKET_PATH_BYTES, MAX_VDE_DIRECTORY_BYTES } from '../vde/vde-limits';
import { type Claim, duplicates } from './claims';
import { field } from './fields/field';
import { lineOfText, path } from './fields/node-fields';
import { pathRule, placedFields } from './permissions/common-rules';
import type { Wish } from './permissions/field-table';

/** Most ports that a switch may have (vde_switch accepts more; nobody can see them in a drawing). */
export const MAX_SWITCH_PORTS = 128;

const ports = z.number().int().min(1).max(MAX_SWITCH_PORTS);

/** @param portsHint what taking ports away does */
export const switchFields = (portsHint: string) => ({
  /** Ports are numbered 1 to this. */
  ports: field(ports, { label: 'Ports', hint: portsHint }),
  /** VDE directory for external clients; empty lets the app choose a private one. */
  directory: field(path, {
    label: 'VDE directory',
    section: 'clients',
    placeholder: 'Chosen by Vdelab',
    mono: true,
    hint: 'Where external clients join, /tmp/mysw for example.',
    isOwn: true,
  }),
  /** Permission bits of the sockets, octal, as `vde_switch -m`. */
  mode: field(z.string().regex(/^0?[0-7]{3}$/, 'it is not three octal digits, like 0700'), {
    label: 'Permissions',
    section: 'clients',
    mono: true,
    hint: 'Octal, as vde_switch -m: 0700 for you alone, 0770 for the group too.',
  }),
  /** Group that owns the sockets; empty for the user's own. */
  group: field(lineOfText(32), {
    label: 'Group',
    section: 'clients',
    placeholder: 'Your own',
    hint: 'The group that owns the sockets.',
  }),
  /** Path of the management socket; empty for none. */
  management: field(path, {
    label: 'Management socket',
    section: 'advanced',
    placeholder: 'None',
    mono: true,
    hint: 'A path such as /tmp/mysw.mgmt, where vdeterm and vdecmd join.',
    isOwn: true,
  }),
  /** Management commands given at every start, one per entry, as in a start-up file of vde_switch. */
  setup: field(z.array(lineOfText(500)).max(200), {
    label: 'Startup commands',
    section: 'boot',
    rows: 3,
    placeholder: 'port/setuser 3 alice',
    hint: 'Management commands given at every start, one per line. The Console button opens the same.',
  }),
});

/** A hub, or a switch, that nobody manages. */
export const unmanaged = { management: '', setup: [] as string[] };

interface SwitchPlaces {
  readonly id: string;
  readonly name: string;
  readonly ports: number;
  readonly directory: string;
  readonly mode: string;
  readonly group: string;
  readonly management: string;
}

/** Numbered ports, as they stand on the case. */
export const numbered = {
  role: 'switch',
  ports: ({ ports: count }: Pick<SwitchPlaces, 'ports'>) =>
    Array.from({ length: count }, (_, index) => index + 1),
  hasPort: ({ ports: count }: Pick<SwitchPlaces, 'ports'>, port: number) =>
    port >= 1 && port <= count,
  portLabel: (_: unknown, port: number) => String(port),
} as const;

/** What the fields of switches and hubs can do on this computer. */
export const switchPermissions = {
  ...placedFields,
  ports: 'harmless',
  directory: {
    can: ['writes'],
    wishes: (directory: string, { mode, group }: Pick<SwitchPlaces, 'mode' | 'group'>) =>
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

function placeFinding(node: SwitchPlaces, { field, noun, example, maxBytes, empty }: Place) {
  const at = { severity: 'error', record: node.id, field } as const;
  const path = node[field];
  if (!path.startsWith('/')) {
    return {
      ...at,
      message: `The ${noun} "${path}" of ${node.name} does not begin with a slash.`,
      next: `Write the whole path, like ${example}, or leave it empty for ${empty}.`,
    };
  }
  const bytes = utf8Length(path);
  if (bytes <= maxBytes) return null;
  return {
    ...at,
    message: `The ${noun} of ${node.name} is ${bytes} bytes long; at most ${maxBytes} fit into a socket's address.`,
    next: `Choose a shorter path, like ${example}.`,
  };
}

function emptied({ field, empty }: Place): Remedy {
  return { do: 'set-field', field, value: '', label: `Use ${empty}` };
}

/** A management socket where the directory of a switch is, which cannot be both. */
function mixedFindings(switches: readonly SwitchPlaces[]): Finding[] {
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
        message: `The management socket of ${node.name} is where the directory of ${owner.name} is: ${node.management}`,
        next: 'Give it another path, like /tmp/mysw.mgmt, or leave it empty for none.',
        remedy: { do: 'set-field', field: 'management', value: '', label: 'Use none' },
      },
    ];
  });
}

/** Two switches at one place, or a place that no socket can have. */
function placeFindings(switches: readonly SwitchPlaces[], place: Place): Finding[] {
  const placed = switches.filter((node) => node[place.field] !== '');
  const claims: Claim[] = placed.map((node) => ({
    node,
    value: normalPath(node[place.field]),
    field: place.field,
  }));
  const shared = duplicates(claims, ({ node, value }, first) => ({
    severity: 'error',
    message: `${node.name} has the ${place.noun} ${value}, and so has ${first.name}.`,
    next: `Give one of them another one, or leave it empty for ${place.empty}.`,
    remedy: emptied(place),
  }));
  return [...shared, ...placed.flatMap((node) => placeFinding(node, place) ?? [])];
}

/** What is wrong with the places of all switches and hubs together. */
export function placesFindings(switches: readonly SwitchPlaces[]): Finding[] {
  return [...places.flatMap((place) => placeFindings(switches, place)), ...mixedFindings(switches)];
}
