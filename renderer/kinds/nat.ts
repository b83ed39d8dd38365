/** Ways to the internet in the page. */
import { startAtOnce } from '../../shared/kinds/fields/node-fields';
import type { NatNode, PortForward } from '../../shared/kinds/nat';
import { t } from '../i18n/translate';
import { defineView } from './kind-view';
import { accent, body } from './symbol-shape';
import type { TakenValues } from './taken-values';

const CLOUD = 'M9 24.500a5.500 5.500 0 0 1-.6-10.970 8 8 0 0 1 15.500-1.030A6 6 0 0 1 23 24.500z';
const LAST_PORT = 65_535;

/** Who has which address, in a line. */
function natIntro({ address, dhcpStart, dns, hostLoopback }: NatNode): string {
  const [own = ''] = address.split('/');
  const computer = hostLoopback
    ? t('This computer is {{own}} for them', { own })
    : t('Their way out is {{own}}', { own });
  return t('Guests get {{dhcpStart}} and up by DHCP. {{computer}}; DNS is at {{dns}}.', {
    dhcpStart,
    computer,
    dns,
  });
}

/** A forward for which no port is left is as it was; the rules tell of it. */
function copyOfForward(forward: PortForward, taken: TakenValues): PortForward {
  const isFree = (port: number) => taken.isFree({ ...forward, hostPort: port });
  let hostPort = forward.hostPort;
  while (hostPort < LAST_PORT && !isFree(hostPort)) hostPort++;
  const copy = isFree(hostPort) ? { ...forward, hostPort } : forward;
  taken.listen(copy);
  return copy;
}

export const natView = defineView<'nat'>({
  title: 'Internet (NAT)',
  symbol: [...body(CLOUD), accent('M16 14v9m-3-3 3 3 3-3')],
  colour: { light: '#0f766e', dark: '#4fd1c0' },
  entry: { part: 'outside', name: 'Add internet access', hint: 'DHCP, no root' },
  namePrefix: 'nat',
  fresh: () => ({
    address: '10.0.2.2/24',
    dhcpStart: '10.0.2.15',
    dns: '10.0.2.3',
    hostLoopback: true,
    forwards: [],
    start: startAtOnce,
  }),
  summary: ({ address }) => `NAT, ${address}`,
  restartText: () =>
    t(
      'A restart cuts all connections of guests to the internet, and those through its port forwards.',
    ),
  formIntro: natIntro,
  asCopy: (node, taken) => ({
    ...node,
    forwards: node.forwards.map((forward) => copyOfForward(forward, taken)),
  }),
});
