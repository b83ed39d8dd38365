import { expect, test } from 'vitest';
import { MAX_WAITING_IN_ALL } from '../../../../../../electron/engine/pc/stack/arp';
import { Host } from '../../../../../../electron/engine/pc/stack/host';
import { TestNetwork } from '../test-network';

function pair(second = '10.0.0.2'): TestNetwork {
  const network = new TestNetwork();
  network.add('pc1', 1, ['ip addr add 10.0.0.1/24 dev eth0']);
  network.add('pc2', 1);
  network.join('pc1', 'pc2');
  network.run('pc2', `ip addr add ${second}/24 dev eth0`, 10);
  return network;
}

const hex = (bytes: Uint8Array) =>
  Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join(' ');

test('an ARP request is, octet for octet, what RFC 826 says', () => {
  const network = pair();
  network.sent.length = 0;
  network.run('pc1', 'ping -c 1 10.0.0.2', 0);
  expect(hex(network.sent[0]!.bytes)).toBe(
    'ff ff ff ff ff ff 02 00 00 00 01 00 08 06 00 01 08 00 06 04 00 01 ' +
      '02 00 00 00 01 00 0a 00 00 01 00 00 00 00 00 00 0a 00 00 02',
  );
});

test('the table shows who answered, grows stale and is asked anew', () => {
  const network = pair();
  network.run('pc1', 'ping -c 1 10.0.0.2', 2000);
  const line = '10.0.0.2 dev eth0 lladdr 02:00:00:00:02:00';
  expect(network.run('pc1', 'ip neigh')).toContain(`${line} REACHABLE`);
  expect(network.run('pc2', 'ip n')).toContain(
    '10.0.0.1 dev eth0 lladdr 02:00:00:00:01:00 REACHABLE',
  );
  network.pass(31_000);
  expect(network.run('pc1', 'ip neigh')).toContain(`${line} STALE`);
  network.run('pc1', 'ping -c 1 10.0.0.2', 2000);
  expect(network.run('pc1', 'ip neigh')).toContain(`${line} REACHABLE`);
  expect(network.run('pc1', 'arp -n')).toMatch(/10\.0\.0\.2 +ether +02:00:00:00:02:00 +C +eth0/);
  network.pass(700_000);
  expect(network.run('pc1', 'ip neigh')).toBe('ip neigh\npc1:~# ');
});

test('a neighbour that has gone ends as FAILED, and flush forgets it', () => {
  const network = pair();
  network.passes = () => false;
  network.run('pc1', 'ping -c 1 10.0.0.2', 500);
  network.type('pc1', '\x03');
  expect(network.run('pc1', 'ip neigh', 3000)).toContain('10.0.0.2 dev eth0 INCOMPLETE');
  expect(network.run('pc1', 'ip neigh')).toContain('10.0.0.2 dev eth0 FAILED');
  network.run('pc1', 'ip neigh flush dev eth0');
  expect(network.run('pc1', 'ip neigh')).toBe('ip neigh\npc1:~# ');
});

test('an address that two PCs use is noticed on both, without spoiling the line', () => {
  const network = new TestNetwork();
  network.add('pc1', 1, ['ip addr add 10.0.0.1/24 dev eth0']);
  network.add('pc2', 1);
  network.join('pc1', 'pc2');
  network.type('pc1', 'ip ad');
  network.run('pc2', 'ip addr add 10.0.0.1/24 dev eth0', 10);
  expect(network.screen('pc1')).toMatch(
    /10\.0\.0\.1 is also used by 02:00:00:00:02:00.*\npc1:~# ip ad$/,
  );
  expect(network.screen('pc2')).toContain('10.0.0.1 is also used by 02:00:00:00:01:00');
});

test('packets wait for the answer, but not without bound', () => {
  const network = pair();
  network.run('pc1', 'ping -c 1 10.0.0.2', 2000);
  network.run('pc1', 'ip neigh flush');
  network.passes = () => false;
  network.run('pc1', 'ping -c 60 -i 0.01 10.0.0.2', 900);
  network.passes = () => true;
  expect(network.type('pc1', '', 1000)).toMatch(/icmp_seq=13 (.|\n)*icmp_seq=60 /);
  expect(network.screen('pc1')).not.toContain('icmp_seq=12 ');
});

test('packets for many neighbours that are not there wait in bounded number', () => {
  const io = {
    now: () => 0,
    random: () => 0,
    print: () => {},
    transmit: () => {},
    hasTime: () => true,
  };
  const host = new Host({ hostname: 'h', macs: ['02:00:00:00:00:01'], setup: [] }, io, () => {});
  const { arp } = host;
  const card = host.cards[0]!;
  for (let packet = 0; packet < 10; packet++) {
    for (let last = 10; last < 200; last++) arp.send(card, 0x0a00_0000 + last, new Uint8Array(60));
  }
  const waiting = arp.list().reduce((sum, one) => sum + one.waiting.length, 0);
  expect(waiting).toBe(MAX_WAITING_IN_ALL);
  expect(host.counters.count('arp-queue-full')).toBe(10 * 190 - MAX_WAITING_IN_ALL);
  arp.flush();
  arp.send(card, 0x0a00_00f0, new Uint8Array(60));
  expect(arp.list()[0]!.waiting).toHaveLength(1);
});
