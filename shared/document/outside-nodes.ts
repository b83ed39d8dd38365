/** The records of nodes that lead out of the drawing: taps, plugs, the way to the internet. */
import { z } from 'zod';
import { interfaceName, lineOfText, placed, startSchema } from './node-fields';

export const tapNodeSchema = z.object({
  ...placed,
  kind: z.literal('tap'),
  interface: interfaceName,
  /** Address with prefix length for this host's end, like 10.0.0.254/24; may be empty. */
  address: lineOfText(64),
  /** Whether this host's end is set up; one that exists and is not ours is left as it is with false. */
  up: z.boolean(),
  /** An interface of this computer, or a bridge there, that it is joined to; empty for none. */
  bridge: z.union([interfaceName, z.literal('')]),
  start: startSchema,
});

export const plugNodeSchema = z.object({
  ...placed,
  kind: z.literal('plug'),
  /** VDE network locator that `vde_plug` joins to the drawing. */
  locator: lineOfText(1000).min(1),
  start: startSchema,
});

const ipv4 = z.ipv4();
const tcpOrUdpPort = z.number().int().min(1).max(65_535);

/** A port of this computer that leads to a guest. */
const portForwardSchema = z.object({
  protocol: z.enum(['tcp', 'udp']),
  /** Address of this computer to listen at; 127.0.0.1 unless others shall get in too. */
  hostAddress: ipv4,
  hostPort: tcpOrUdpPort,
  guestAddress: ipv4,
  guestPort: tcpOrUdpPort,
});

export const natNodeSchema = z.object({
  ...placed,
  kind: z.literal('nat'),
  /** Its own address in the drawing with the prefix length, like 10.0.2.2/24. */
  address: z.cidrv4(),
  /** Lowest address that its DHCP server gives out. */
  dhcpStart: ipv4,
  /** Address at which it answers DNS queries. */
  dns: ipv4,
  /** Whether guests reach servers on this computer's own 127.0.0.1 at the address above. */
  hostLoopback: z.boolean(),
  forwards: z.array(portForwardSchema).max(50),
  start: startSchema,
});

export type PortForward = z.infer<typeof portForwardSchema>;
