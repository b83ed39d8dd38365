/** ip neigh: the neighbours whose Ethernet address is known, or was asked for. */
import { formatAddress } from '../stack/ipv4-address';
import { macText } from '../wire/ethernet';
import { cardArgument, type IpObject, keywordArguments } from './ip-arguments';

export const ipNeigh: IpObject = {
  name: 'neighbour',
  verbs: ['show', 'list', 'flush'],
  run(verb, args, { host, print }) {
    const name = keywordArguments(args, ['dev'], 'dev').get('dev');
    const card = name === undefined || name === 'all' ? null : cardArgument(name, host);
    if (verb === 'flush') {
      host.arp.flush(card);
      return 0;
    }
    for (const one of host.arp.list()) {
      if (card !== null && one.card !== card) continue;
      const lladdr = one.mac === null ? '' : ` lladdr ${macText(one.mac)}`;
      print(`${formatAddress(one.address)} dev ${one.card.name}${lladdr} ${host.arp.state(one)}\n`);
    }
    return 0;
  },
};
