import { expect, test } from 'vitest';
import { TestNetwork } from './test-network';

/** a - r1 - r2 - b, each link a network of its own. */
function chain(): TestNetwork {
  const network = new TestNetwork();
  network.add('a', 1, ['ip a add 10.0.1.2/24 dev eth0', 'ip r add default via 10.0.1.1']);
  network.add('r1', 2, [
    'sysctl net.ipv4.ip_forward=1',
    'ip a add 10.0.1.1/24 dev eth0',
    'ip a add 10.0.2.1/24 dev eth1',
    'ip r add 10.0.3.0/24 via 10.0.2.2',
  ]);
  network.add('r2', 2, [
    'sysctl net.ipv4.ip_forward=1',
    'ip a add 10.0.2.2/24 dev eth0',
    'ip a add 10.0.3.1/24 dev eth1',
    'ip r add 10.0.1.0/24 via 10.0.2.1',
  ]);
  network.add('b', 1, ['ip a add 10.0.3.2/24 dev eth0', 'ip r add default via 10.0.3.1']);
  network.join('a', 'r1:0');
  network.join('r1:1', 'r2:0');
  network.join('r2:1', 'b');
  return network;
}

test('two routers forward, and each takes one from the TTL', () => {
  const text = chain().run('a', 'ping -c 1 10.0.3.2', 5000);
  expect(text).toContain('64 bytes from 10.0.3.2: icmp_seq=1 ttl=62');
});

test('traceroute names every router on the way', () => {
  const network = chain();
  network.run('a', 'ping -c 1 10.0.3.2', 5000);
  const text = network.run('a', 'traceroute -n 10.0.3.2', 20_000);
  expect(text.split('\n').slice(1)).toEqual([
    'traceroute to 10.0.3.2 (10.0.3.2), 30 hops max, 60 byte packets',
    ' 1  10.0.1.1  0.500 ms  0.500 ms  0.500 ms',
    ' 2  10.0.2.2  1.000 ms  1.000 ms  1.000 ms',
    ' 3  10.0.3.2  1.500 ms  1.500 ms  1.500 ms',
    'a:~# ',
  ]);
});

test('a silent hop is a star, and an unreachable network is marked', () => {
  const network = chain();
  network.passes = (frame) => frame.pc !== 'r1' || frame.card !== 0 || frame.bytes[23] !== 1;
  expect(network.run('a', 'traceroute -n -q 2 -m 1 10.0.3.2', 8000)).toContain('\n 1  * *\na:~# ');
  network.passes = () => true;
  expect(network.run('a', 'traceroute -n -q 1 10.9.0.1', 8000)).toMatch(
    /1 {2}10\.0\.1\.1 {2}\S+ ms !N/,
  );
});

test('too small a TTL, an unknown network and a missing host are told apart', () => {
  const network = chain();
  expect(network.run('a', 'ping -c 1 -t 1 10.0.3.2', 3000)).toContain(
    'From 10.0.1.1 icmp_seq=1 Time to live exceeded',
  );
  expect(network.run('a', 'ping -c 1 10.9.0.1', 3000)).toContain(
    'From 10.0.1.1 icmp_seq=1 Destination Net Unreachable',
  );
  expect(network.run('a', 'ping -c 1 10.0.3.77', 9000)).toContain(
    'From 10.0.2.2 icmp_seq=1 Destination Host Unreachable',
  );
});

test('without ip_forward nothing passes', () => {
  const network = chain();
  network.run('r1', 'sysctl -w net.ipv4.ip_forward=0');
  expect(network.run('a', 'ping -c 1 -W 1 10.0.3.2', 3000)).toContain('100% packet loss');
});

test('large packets cross routers in fragments', () => {
  expect(chain().run('a', 'ping -c 1 -s 4000 10.0.3.2', 5000)).toContain(
    '4008 bytes from 10.0.3.2',
  );
});

test('a broadcast is not forwarded and not answered', () => {
  const network = chain();
  network.sent.length = 0;
  network.run('a', 'ping -c 1 -W 1 10.0.1.255', 2000);
  network.run('a', 'ping -c 1 -W 1 255.255.255.255', 2000);
  expect(network.sent.map((frame) => frame.pc)).toEqual(['a', 'a']);
});
