/** The modules of vdeplug4 that a locator may name, and how each one writes its parameters. */

/**
 * `path`: `module://address[key=value/key]`; `slash`: `module://address/key=value/key`; `raw`: all
 * that follows `://` is the address, without quoting or parameters.
 */
export type LocatorSyntax = 'path' | 'slash' | 'raw';

export interface LocatorModule {
  readonly syntax: LocatorSyntax;
  /** What it connects to, in a few words. */
  readonly description: string;
  /** An example to start from. */
  readonly example: string;
}

export const locatorModules: Readonly<Record<string, LocatorModule>> = {
  vde: {
    syntax: 'path',
    description: 'A VDE switch on this host, by its directory',
    example: 'vde:///tmp/mysw',
  },
  tap: { syntax: 'raw', description: 'A tap interface of this host', example: 'tap://tap0' },
  macvtap: {
    syntax: 'raw',
    description: 'A macvtap interface of this host',
    example: 'macvtap://macvtap0',
  },
  ptp: {
    syntax: 'path',
    description: 'A point-to-point line between two plugs',
    example: 'ptp:///tmp/line',
  },
  udp: {
    syntax: 'raw',
    description: 'Raw frames in UDP datagrams to one peer',
    example: 'udp://5000->192.0.2.1:5000',
  },
  vxlan: {
    syntax: 'slash',
    description: 'A VXLAN network by multicast',
    example: 'vxlan://239.1.2.3/vni=1',
  },
  vxvde: {
    syntax: 'slash',
    description: 'A VXVDE network: all hosts that name the same multicast group',
    example: 'vxvde://239.1.2.3',
  },
  hub: { syntax: 'path', description: 'A hub inside a vde_plug', example: 'hub:///tmp/myhub' },
  switch: {
    syntax: 'path',
    description: 'A switch inside a vde_plug',
    example: 'switch:///tmp/mysw',
  },
  multi: {
    syntax: 'path',
    description: 'Several networks joined in one plug',
    example: 'multi:///tmp/mymulti',
  },
  bonding: {
    syntax: 'path',
    description: 'Several networks bonded to one',
    example: 'bonding:///tmp/mybond',
  },
  cmd: {
    syntax: 'raw',
    description: "A command's standard input and output",
    example: 'cmd://ssh host vde_plug',
  },
  seqpacket: {
    syntax: 'raw',
    description: 'An open SOCK_SEQPACKET descriptor',
    example: 'seqpacket://3',
  },
  null: {
    syntax: 'raw',
    description: 'Nothing: swallows every frame and sends none',
    example: 'null://',
  },
  slirp: {
    syntax: 'slash',
    description: 'The Internet through user-mode NAT, with DHCP (10.0.2.0/24)',
    example: 'slirp://',
  },
  vlan: {
    syntax: 'path',
    description: 'VLAN tagging in front of another locator',
    example: 'vlan://3{vde:///tmp/mysw}',
  },
  agno: {
    syntax: 'path',
    description: 'Encryption in front of another locator',
    example: 'agno://{vde:///tmp/mysw}',
  },
  pcap: {
    syntax: 'raw',
    description: 'A network interface of this host, by packet capture',
    example: 'pcap://eth0',
  },
  vdesl: { syntax: 'raw', description: 'A serial line', example: 'vdesl:///dev/ttyS1' },
};

/** Modules that Debian packages by themselves; the others come with vdeplug, or not at all. */
const packagedAlone: ReadonlySet<string> = new Set(['slirp', 'vlan', 'agno', 'pcap', 'vdesl']);
/** Modules that only later releases of vdeplug4 have than the one that Debian 12 packages. */
const recent: ReadonlySet<string> = new Set(['macvtap']);

/** The Debian package that brings a module; null where none is known. */
export function packageOfModule(name: string): string | null {
  if (packagedAlone.has(name)) return `libvdeplug-${name}`;
  return locatorModule(name) === undefined || recent.has(name) ? null : 'vdeplug';
}

export const DEFAULT_LOCATOR_MODULE = 'vde';

/** The module of that name, or undefined for one that vdeplug4 does not bring along. */
export function locatorModule(name: string): LocatorModule | undefined {
  return Object.hasOwn(locatorModules, name) ? locatorModules[name] : undefined;
}
