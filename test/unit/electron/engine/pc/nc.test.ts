import { expect, test } from 'vitest';
import { TestNetwork } from './test-network';

function pair(): TestNetwork {
  const network = new TestNetwork();
  network.add('pc1', 1, ['ip addr add 10.0.0.1/24 dev eth0']);
  network.add('pc2', 1, ['ip addr add 10.0.0.2/24 dev eth0']);
  network.join('pc1', 'pc2');
  return network;
}

test('lines travel both ways until Ctrl-C and Ctrl-D', () => {
  const network = pair();
  network.run('pc2', 'nc -u -l 5000');
  network.run('pc1', 'nc -u 10.0.0.2 5000');
  network.run('pc1', 'héllo', 10);
  expect(network.screen('pc2')).toMatch(/nc -u -l 5000\nhéllo\n$/);
  network.run('pc2', 'back', 10);
  expect(network.screen('pc1')).toMatch(/\nback\n$/);
  expect(network.type('pc1', '\x04')).toMatch(/pc1:~# $/);
  expect(network.type('pc2', '\x03')).toMatch(/\^C\npc2:~# $/);
});

test('a closed port refuses', () => {
  const network = pair();
  network.run('pc1', 'nc -u 10.0.0.2 7');
  expect(network.run('pc1', 'x', 10)).toMatch(/nc: Connection refused.*\npc1:~# $/);
});

test('what arrives while a line is being typed does not spoil it', () => {
  const network = pair();
  network.run('pc2', 'nc -ul 5000');
  network.run('pc1', 'nc -u 10.0.0.2 5000');
  network.run('pc1', 'one', 10);
  network.type('pc1', 'half');
  expect(network.run('pc2', 'two', 10)).toBe('two\n');
  expect(network.screen('pc1')).toMatch(/halftwo\nhalf$/);
  expect(network.run('pc1', ' done', 10)).toBe(' done\n');
  expect(network.screen('pc2')).toMatch(/\nhalf done\n$/);
});

test.each([
  ['nc 10.0.0.2 5', 'add -u for UDP'],
  ['nc -u 10.0.0.2', 'a host and a port are required'],
  ['nc -u 10.0.0.2 70000', 'port number invalid: 70000'],
  ['nc -u 192.0.2.1 5', 'Network is unreachable'],
])('%s is refused', (line, reason) => {
  expect(pair().run('pc1', line)).toContain(reason);
});

test('a broadcast datagram reaches who listens, and a closed port keeps quiet about it', () => {
  const network = pair();
  network.run('pc1', 'nc -u 10.0.0.255 5000');
  network.sent.length = 0;
  network.run('pc1', 'nobody', 10);
  network.run('pc2', 'nc -ul 5000');
  network.run('pc1', 'somebody', 10);
  expect(network.screen('pc2')).toMatch(/\nsomebody\n$/);
  expect(network.sent.map((frame) => frame.pc)).toEqual(['pc1', 'pc1']);
});
