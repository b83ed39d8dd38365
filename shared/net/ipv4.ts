/** IPv4 addresses as numbers, for rules and forms. */

const BITS = 32;

/** The address as a number from 0 to 2^32 - 1. The text must be an IPv4 address. */
export function ipv4Number(address: string): number {
  return address.split('.').reduce((sum, part) => sum * 256 + Number(part), 0);
}

/** The address of a number. */
export function ipv4Text(number: number): string {
  return [24, 16, 8, 0].map((shift) => Math.floor(number / 2 ** shift) % 256).join('.');
}

/** A network, by the first and the last of its addresses: the network's own and the broadcast one. */
export interface Ipv4Network {
  readonly first: number;
  readonly last: number;
}

/** The network of an address with its prefix length, like 10.0.2.2/24. */
export function ipv4Network(cidr: string): Ipv4Network {
  const [address = '', prefix] = cidr.split('/');
  const size = 2 ** (BITS - Number(prefix));
  const first = Math.floor(ipv4Number(address) / size) * size;
  return { first, last: first + size - 1 };
}

/** Whether a machine of the network can have the address. */
export function isHostAddress({ first, last }: Ipv4Network, address: string): boolean {
  const number = ipv4Number(address);
  return number > first && number < last;
}
