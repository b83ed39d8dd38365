/** What a switch sees that its user should know, in words: for the window, the log and `vdelab switch`. */
import type { DoubleAddress, Sightings, Storm } from './switch-view';

/** Whether an address is one of Ethernet, and not of IPv4. */
const isMac = (address: string) => address.includes(':');

export interface Said {
  readonly message: string;
  readonly next: string;
}

const inWords = (parts: readonly string[]) =>
  parts.length < 2 ? parts.join('') : `${parts.slice(0, -1).join(', ')} and ${parts.at(-1)}`;

/** `port 1 and port 2` */
const portLabel = (ports: readonly number[]) => inWords(ports.map((port) => `port ${port}`));

/** `VLAN 10`, `VLANs 10 and 20`, `VLANs 10, 20, 30 and 5 more` */
export function vlanLabel(vlans: readonly number[]): string {
  const named = vlans.slice(0, vlans.length > 4 ? 3 : 4).map(String);
  const rest = vlans.length - named.length;
  const words = inWords(rest > 0 ? [...named, `${rest} more`] : named);
  return `${vlans.length === 1 ? 'VLAN' : 'VLANs'} ${words}`;
}

/** What to do about an address that is there twice. */
export function doubleFix(address: string): string {
  return isMac(address)
    ? 'Give each machine an Ethernet address of its own. One machine with two links (bonding) does the same, and may.'
    : 'Give one of them another address.';
}

/** @param where the switch that sees it: ` of sw1`, or nothing where there is only one */
export function doubleText({ address, owners }: DoubleAddress, where = ''): Said {
  const message = isMac(address)
    ? `The address ${address} is sent from ${portLabel(owners.map(({ port }) => port))}${where}.`
    : `The address ${address} is claimed by ${inWords(owners.map(({ mac, port }) => `${mac} at port ${port}`))}${where}.`;
  return { message, next: doubleFix(address) };
}

export function mistaggedText({ port, vlans }: Sightings['mistagged'][number], where = ''): Said {
  const it = vlans.length === 1 ? 'it' : 'them';
  return {
    message: `Tagged frames of ${vlanLabel(vlans)} come in at port ${port}${where}, which is no trunk for ${it}; they are dropped.`,
    next: `Make the port a trunk for ${it}, or for all VLANs.`,
  };
}

/** What is wrong at one port, in a few words each. */
export function portSightings(
  storm: Storm | null,
  { doubles, mistagged }: Sightings,
  port: number,
) {
  const twice = doubles
    .filter(({ owners }) => owners.some((owner) => owner.port === port))
    .map(({ owners }) => {
      const others = owners.filter((owner) => owner.port !== port);
      const where =
        others.length === 0
          ? 'here twice'
          : `also at ${portLabel(others.map((owner) => owner.port))}`;
      return `Its address is ${where}.`;
    });
  const tags = mistagged
    .filter((each) => each.port === port)
    .map(({ vlans }) => `Frames with tags of ${vlanLabel(vlans)} are dropped.`);
  const loop = storm?.ports.includes(port) === true ? ['In a loop.'] : [];
  return [...loop, ...twice, ...tags];
}

/** All that a switch sees, one after the other. */
export function sightingText({ doubles, mistagged }: Sightings, where = ''): Said[] {
  return [
    ...doubles.map((each) => doubleText(each, where)),
    ...mistagged.map((each) => mistaggedText(each, where)),
  ];
}
