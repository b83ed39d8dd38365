/**
 * What joining a network locator does on this computer. Told by the text, so that no difference between
 * our parser and vdeplug4's can hide anything; one wish for a locator, its gravest.
 */
import { modulesOf, parseLocator, runsCommand, unquotedLocator } from '../../vde/vnl';
import { type Effect, effects, type Wish } from './field-table';

interface ModuleUse {
  readonly effect: Effect;
  readonly how: string;
}

const reaches = (how: string): ModuleUse => ({ effect: 'reaches', how });
const writes = (how: string): ModuleUse => ({ effect: 'writes', how });

const uses: Readonly<Record<string, ModuleUse>> = {
  vde: reaches('to a VDE switch of this computer'),
  tap: reaches('to a network interface of this computer'),
  macvtap: reaches('to a network interface of this computer'),
  pcap: reaches('to all traffic of a network interface of this computer'),
  udp: reaches('to another computer'),
  vxlan: reaches('to other computers of its network'),
  vxvde: reaches('to other computers of its network'),
  slirp: reaches('to this computer’s network and the Internet'),
  seqpacket: reaches('by a descriptor that is open already'),
  ptp: writes('as the socket of a line, which others may join'),
  hub: writes('as the sockets of a hub, which others may join'),
  switch: writes('as the sockets of a switch, which others may join'),
  multi: writes('as the sockets of a plug with several networks'),
  bonding: writes('as the sockets of a plug with several networks'),
  vdesl: writes('as a serial line of this computer'),
  agno: { effect: 'reads', how: 'with a file that holds the key' },
};

/** Modules that do nothing by themselves. */
const passive: ReadonlySet<string> = new Set(['null', 'vlan']);

const COMMAND: ModuleUse = { effect: 'runs', how: 'as a command of this computer' };
const UNKNOWN: ModuleUse = { effect: 'runs', how: 'by a module that is not known here' };

/** tftp_path and bootfile give files away; libvdeplug takes every beginning of a name for the name. */
const FILES_OF_SLIRP = /\/(t(f|$|=)|b)/;

function useOf(module: string): ModuleUse[] {
  if (module === 'cmd') return [COMMAND];
  if (passive.has(module)) return [];
  return [(Object.hasOwn(uses, module) ? uses[module] : undefined) ?? UNKNOWN];
}

function usesOf(locator: string): ModuleUse[] {
  const parsed = parseLocator(locator);
  const modules = parsed.ok ? modulesOf(parsed.locator) : ['?'];
  // A name that the parser took for a part of an address counts as well.
  const named = [...locator.matchAll(/([A-Za-z0-9_+.-]+):\/\//g)].map((match) => match[1]!);
  // libvdeplug takes whatever stands before `://` for the name of a module, and loads its library.
  const isOddlyNamed = named.length < locator.split('://').length - 1;
  const isGivingFiles =
    locator.includes('slirp://') && FILES_OF_SLIRP.test(unquotedLocator(locator));
  return [
    ...(runsCommand(locator) ? [COMMAND] : []),
    ...(isOddlyNamed ? [UNKNOWN] : []),
    ...[...new Set([...modules, ...named])].flatMap(useOf),
    ...(isGivingFiles ? [{ effect: 'reads', how: 'and gives its files to guests' } as const] : []),
  ];
}

/** What a locator asks of this computer: nothing, or one wish. */
export function locatorRequests(locator: string): Wish[] {
  const found = usesOf(locator);
  const gravest = effects.find((effect) => found.some((use) => use.effect === effect));
  if (gravest === undefined) return [];
  const hows = found.filter(({ effect }) => effect === gravest).map(({ how }) => how);
  return [{ effect: gravest, what: locator, how: [...new Set(hows)].join(', ') }];
}
