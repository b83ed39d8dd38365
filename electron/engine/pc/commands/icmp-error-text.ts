/** What ping says about an ICMP error. */
import type { IcmpError } from '../stack/icmp';
import { ICMP_TIME_EXCEEDED, ICMP_UNREACHABLE } from '../wire/icmp';

const unreachable: Readonly<Record<number, string>> = {
  0: 'Destination Net Unreachable',
  1: 'Destination Host Unreachable',
  2: 'Destination Protocol Unreachable',
  3: 'Destination Port Unreachable',
  4: 'Frag needed and DF set',
  13: 'Packet filtered',
};

export function icmpErrorText(error: IcmpError): string {
  if (error.type === ICMP_UNREACHABLE) {
    return unreachable[error.code] ?? `Dest Unreachable, Bad Code: ${error.code}`;
  }
  if (error.type !== ICMP_TIME_EXCEEDED) return `ICMP error of type ${error.type}`;
  return error.code === 0 ? 'Time to live exceeded' : 'Frag reassembly time exceeded';
}
