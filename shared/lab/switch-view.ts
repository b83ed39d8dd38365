/** What can be seen of a running switch: what it learned, its VLANs, its spanning tree, a loop. */
import { z } from 'zod';

const treeRoles = ['root', 'designated', 'alternate', 'edge', 'disabled'] as const;
const treeStates = ['discarding', 'learning', 'forwarding'] as const;

/** One port in the spanning tree of one VLAN. */
const treePortSchema = z.object({
  port: z.number().int(),
  role: z.enum(treeRoles),
  state: z.enum(treeStates),
});

/** The spanning tree of one VLAN as one switch sees it. */
export const vlanTreeSchema = z.object({
  vlan: z.number().int(),
  /** Bridge ids as eight octets in hexadecimal with colons: priority, then the address. */
  root: z.string(),
  bridge: z.string(),
  isRoot: z.boolean(),
  /** Path cost to the root. */
  cost: z.number(),
  /** The port towards the root; null on the root itself. */
  rootPort: z.number().int().nullable(),
  ports: z.array(treePortSchema),
});

/** A loop that was noticed because frames come round in it. */
export const stormSchema = z.object({
  /** Ports by which frames left and came back, ascending. */
  ports: z.array(z.number().int()),
});

/** An address that is on the network twice. */
const doubleAddressSchema = z.object({
  /** An Ethernet address with colons, which two ports send with, or an IPv4 address that two hosts claim. */
  address: z.string(),
  vlan: z.number().int(),
  /** Where it is sent from, and by which Ethernet address, ports ascending. */
  owners: z.array(z.object({ mac: z.string(), port: z.number().int() })),
});

/** What a running switch sees that its user should know. */
export const sightingsSchema = z.object({
  doubles: z.array(doubleAddressSchema),
  /** Ports by which frames come with tags of VLANs for which they are no trunks, ascending, as the VLANs. */
  mistagged: z.array(z.object({ port: z.number().int(), vlans: z.array(z.number().int()) })),
});

export const NO_SIGHTINGS: Sightings = { doubles: [], mistagged: [] };

const learnedAddressSchema = z.object({
  mac: z.string(),
  vlan: z.number().int(),
  port: z.number().int(),
  /** Seconds since it was last seen. */
  age: z.number(),
});

const portViewSchema = z.object({
  port: z.number().int(),
  /** Untagged VLAN; null for none. */
  untagged: z.number().int().nullable(),
  tagged: z.array(z.number().int()),
  /** What is on the port, one entry for each endpoint: `QEMU`, `vdeplug: user=root pid=7`, a cable. */
  endpoints: z.array(z.object({ id: z.number().int(), description: z.string() })),
});

export const switchViewSchema = z.object({
  ports: z.array(portViewSchema),
  /** At most MAX_SHOWN_ADDRESSES of them, by VLAN and address. */
  addresses: z.array(learnedAddressSchema),
  /** How many addresses are known in all. */
  known: z.number().int(),
});

export const MAX_SHOWN_ADDRESSES = 1000;

export type VlanTree = z.infer<typeof vlanTreeSchema>;
export type TreePort = z.infer<typeof treePortSchema>;
export type Storm = z.infer<typeof stormSchema>;
export type DoubleAddress = z.infer<typeof doubleAddressSchema>;
export type Sightings = z.infer<typeof sightingsSchema>;
export type SwitchView = z.infer<typeof switchViewSchema>;
export type LearnedAddress = z.infer<typeof learnedAddressSchema>;
