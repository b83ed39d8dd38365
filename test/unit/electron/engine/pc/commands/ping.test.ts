import { expect, test } from 'vitest';
import { milliseconds } from '../../../../../../electron/engine/pc/commands/ping';
import { TestNetwork } from '../test-network';

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

test('a host that is not there is reported after three ARP requests', () => {
  const network = pair();
  network.sent.length = 0;
  expect(network.run('pc1', 'ping -c 1 10.0.0.9', 5000)).toBe(`ping -c 1 10.0.0.9
PING 10.0.0.9 (10.0.0.9) 56(84) bytes of data.
From 10.0.0.1 icmp_seq=1 Destination Host Unreachable

--- 10.0.0.9 ping statistics ---
1 packets transmitted, 0 received, +1 errors, 100% packet loss, time 0ms

pc1:~# `);
  expect(network.sent).toHaveLength(3);
});

test('Ctrl-C prints the statistics and gives the prompt back', () => {
  const network = pair();
  network.run('pc1', 'ping 10.0.0.2', 2500);
  const end = network.type('pc1', '\x03');
  expect(end).toMatch(
    /^\^C\n--- 10\.0\.0\.2 ping statistics ---\n3 packets transmitted, 3 received/,
  );
  expect(end).toMatch(/pc1:~# $/);
});

test('lost requests count as lost, and -W says how long to wait', () => {
  const network = pair();
  network.run('pc1', 'ping -c 1 10.0.0.2', 2000);
  network.passes = () => false;
  const text = network.run('pc1', 'ping -c 4 -i 0.2 -W 1 10.0.0.2', 1700);
  expect(text).toContain('4 packets transmitted, 0 received, 100% packet loss, time 600ms');
});

test.each([0, 8, 1472, 1473, 4000, 65_507])('%i octets of data arrive and come back', (size) => {
  const network = pair();
  const text = network.run('pc1', `ping -c 1 -s ${size} 10.0.0.2`, 3000);
  expect(text).toContain(`${size + 8} bytes from 10.0.0.2: icmp_seq=1`);
  expect(Math.max(...network.sent.map((frame) => frame.bytes.length))).toBeLessThanOrEqual(1514);
});

test('a lost fragment loses the packet, and the next one still gets through', () => {
  const network = pair();
  network.run('pc1', 'ping -c 1 10.0.0.2', 2000);
  let frames = 0;
  network.passes = () => ++frames !== 2;
  const text = network.run('pc1', 'ping -c 2 -s 4000 10.0.0.2', 12_000);
  expect(text).toContain('icmp_seq=2');
  expect(text).toContain('2 packets transmitted, 1 received, 50% packet loss');
});

test('own addresses and localhost answer without a frame', () => {
  const network = pair();
  network.sent.length = 0;
  expect(network.run('pc1', 'ping -c 1 localhost', 10)).toContain('from 127.0.0.1: icmp_seq=1');
  expect(network.run('pc1', 'ping -c 1 10.0.0.1', 10)).toContain('64 bytes from 10.0.0.1');
  expect(network.sent).toHaveLength(0);
});

test.each([
  ['ping 10.9.9.9', 'ping: connect: Network is unreachable'],
  ['ping foo', 'ping: foo: Name or service not known'],
  ['ping', 'ping: usage error: Destination address required'],
  ['ping -c x 10.0.0.2', "ping: invalid argument: 'x'"],
  ['ping -c 0 10.0.0.2', "ping: invalid argument: '0': out of range"],
  ['ping -z 10.0.0.2', "ping: invalid option -- 'z'"],
  ['ping -c', "ping: option requires an argument -- 'c'"],
])('%s is refused with the reason', (line, reason) => {
  expect(pair().run('pc1', line)).toContain(reason);
});

test.each([
  [0.0401, '0.040'],
  [0.9996, '1.00'],
  [9.99, '9.99'],
  [9.996, '10.0'],
  [123.4, '123'],
])('%f ms is printed as %s', (time, text) => {
  expect(milliseconds(time)).toBe(text);
});
