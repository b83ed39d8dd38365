/** arp: the neighbour table as net-tools prints it. */

import type { Command } from '../shell/command';
import { formatAddress } from '../stack/ipv4-address';
import { macText } from '../wire/ethernet';
import { parseOptions } from './options';

export const arp: Command = {
  name: 'arp',
  usage: ['arp [-n]'],
  summary: 'show which Ethernet address belongs to which neighbour',
  details: ['"ip neigh" shows the same with states; "ip neigh flush" forgets it.'],
  run(args, { host, print }) {
    parseOptions('arp', args, 'na');
    const neighbours = host.arp.list();
    if (neighbours.length === 0) return 0;
    print('Address                  HWtype  HWaddress           Flags Mask            Iface\n');
    for (const { address, mac, card } of neighbours) {
      const name = formatAddress(address).padEnd(23);
      const known = mac === null ? `${''.padEnd(8)}(incomplete)` : `ether   ${macText(mac)}   C`;
      print(`${name}  ${known.padEnd(51)}${card.name}\n`);
    }
    return 0;
  },
};
