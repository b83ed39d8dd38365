/** Switches that learn addresses, with VLANs and a spanning tree. */
import { z } from 'zod';
import type { Finding } from '../failure/finding';
import { MAX_VLAN } from '../vde/vde-limits';
import { defineKind, unlessNamed } from './definition';
import { field } from './fields/field';
import { placed } from './fields/node-fields';
import {
  numbered,
  placesFindings,
  switchFields,
  switchPermissions,
  unmanaged,
} from './switch-places';

/** The bridge priority of a switch that was not given another one (fstp.c). */
const DEFAULT_PRIORITY = 0x8000;

/** The VLANs of one port of a switch. */
const portVlansSchema = z.object({
  /** VLAN of frames without a tag; null: they are refused. */
  untagged: z.number().int().min(0).max(MAX_VLAN).nullable(),
  /** VLANs whose frames carry a tag here, ascending; `all` for every VLAN but the untagged one. */
  tagged: z.union([z.literal('all'), z.array(z.number().int().min(1).max(MAX_VLAN)).max(MAX_VLAN)]),
});

const schema = z.object({
  ...placed,
  kind: z.literal('switch'),
  ...switchFields('Taking ports away removes their cables and VLANs.'),
  /** By port number; a port that is not listed is an untagged member of VLAN 0 and nothing else. */
  vlans: z.record(z.string().regex(/^[1-9]\d{0,2}$/), portVlansSchema),
  /** Whether it takes part in the fast spanning tree. */
  fstp: field(z.boolean(), {
    label: 'Spanning tree',
    section: 'tree',
    hint: 'Blocks one cable of every loop of switches, and uses it when another fails.',
  }),
  /** Bridge priority in the spanning tree: the lowest becomes root. */
  priority: field(z.number().int().min(0).max(65_535), {
    label: 'Bridge priority',
    section: 'tree',
    hint: 'The switch with the lowest one becomes the root. 32768 is usual.',
  }),
});

type SwitchNode = z.infer<typeof schema>;
export type PortVlans = z.infer<typeof portVlansSchema>;

/** A switch that just learns: no VLANs, no spanning tree. */
export const plainSwitch = { ...unmanaged, vlans: {}, fstp: false, priority: DEFAULT_PRIORITY };

/** Ports with VLANs that the switch does not have. */
function vlanFindings(node: SwitchNode): Finding[] {
  const missing = Object.keys(node.vlans).filter((port) => Number(port) > node.ports);
  if (missing.length === 0) return [];
  return [
    {
      severity: 'warning',
      record: node.id,
      field: 'ports',
      message: `${node.name} has VLANs for port ${missing.join(', ')}, but only ${node.ports} ports.`,
      next: 'Give it more ports; as it is, those VLANs have no effect.',
    },
  ];
}

export const switchKind = defineKind({
  schema,
  ...numbered,
  isBuiltIn: true,
  findings: vlanFindings,
  findingsOfAll: placesFindings,
  notRunning: unlessNamed,
  permissions: {
    ...switchPermissions,
    vlans: { each: { untagged: 'harmless', tagged: 'harmless' } },
    fstp: 'harmless',
    priority: 'harmless',
  },
});
