import { expect, test } from 'vitest';
import { TestNetwork } from './test-network';

function pair(): TestNetwork {
  const network = new TestNetwork();
  network.add('pc1', 1, ['ip addr add 10.0.0.1/24 dev eth0']);
  network.add('pc2', 1, ['ip addr add 10.0.0.2/24 dev eth0']);
  network.join('pc1', 'pc2');
  return network;
}

test('two PCs on a hub answer each other, with the statistics of iputils', () => {
  const network = pair();
  expect(network.run('pc1', 'ping -c 2 10.0.0.2', 3000)).toBe(`ping -c 2 10.0.0.2
PING 10.0.0.2 (10.0.0.2) 56(84) bytes of data.
64 bytes from 10.0.0.2: icmp_seq=1 ttl=64 time=1.00 ms
64 bytes from 10.0.0.2: icmp_seq=2 ttl=64 time=0.500 ms

--- 10.0.0.2 ping statistics ---
2 packets transmitted, 2 received, 0% packet loss, time 1000ms
rtt min/avg/max/mdev = 0.500/0.750/1.000/0.250 ms
pc1:~# `);
});
