import { expect, test } from 'vitest';
import { TestNetwork } from './test-network';

function router(): TestNetwork {
  const network = new TestNetwork();
  network.add('r', 2, ['ip a add 10.0.0.1/24 dev eth0', 'ip a add 10.0.1.1/16 dev eth1']);
  return network;
}

test('ip addr looks as iproute2 prints it', () => {
  expect(router().run('r', 'ip addr show eth0')).toBe(`ip addr show eth0
2: eth0: <BROADCAST,MULTICAST,UP,LOWER_UP> mtu 1500 qdisc fq_codel state UP group default qlen 1000
    link/ether 02:00:00:00:01:00 brd ff:ff:ff:ff:ff:ff
    inet 10.0.0.1/24 brd 10.0.0.255 scope global eth0
       valid_lft forever preferred_lft forever
r:~# `);
});

test('routes: longest prefix first, default last, replace and delete', () => {
  const network = router();
  network.run('r', 'ip route add default via 10.0.0.254');
  network.run('r', 'ip r a 192.0.2.0/24 via 10.0.9.9');
  expect(network.run('r', 'ip r')).toBe(`ip r
default via 10.0.0.254 dev eth0
10.0.0.0/16 dev eth1 proto kernel scope link src 10.0.1.1
10.0.0.0/24 dev eth0 proto kernel scope link src 10.0.0.1
192.0.2.0/24 via 10.0.9.9 dev eth1
r:~# `);
  expect(network.run('r', 'ip route get 10.0.0.7')).toContain('10.0.0.7 dev eth0 src 10.0.0.1');
  expect(network.run('r', 'ip route get 10.0.7.7')).toContain('10.0.7.7 dev eth1 src 10.0.1.1');
  expect(network.run('r', 'ip route get 8.8.8.8')).toContain('via 10.0.0.254 dev eth0');
  network.run('r', 'ip route replace default via 10.0.0.253');
  expect(network.run('r', 'ip r')).toContain('default via 10.0.0.253 dev eth0\n');
  network.run('r', 'ip route del default');
  expect(network.run('r', 'ip r')).not.toContain('default');
});

test('a card that goes down loses its routes, and up brings its network back', () => {
  const network = router();
  network.run('r', 'ip route add default via 10.0.0.254');
  network.run('r', 'ip link set eth0 down');
  expect(network.run('r', 'ip r')).toBe(
    'ip r\n10.0.0.0/16 dev eth1 proto kernel scope link src 10.0.1.1\nr:~# ',
  );
  expect(network.run('r', 'ip link')).toContain(
    'eth0: <BROADCAST,MULTICAST> mtu 1500 qdisc fq_codel state DOWN',
  );
  network.run('r', 'ip link set dev eth0 up');
  expect(network.run('r', 'ip r')).toContain('10.0.0.0/24 dev eth0');
});

test('addresses can be deleted and flushed', () => {
  const network = router();
  network.run('r', 'ip a del 10.0.0.1/24 dev eth0');
  network.run('r', 'ip addr flush dev eth1');
  expect(network.run('r', 'ip a')).not.toContain('10.0.');
});

test.each([
  ['ip addr add x dev eth0', 'Error: inet prefix is expected rather than "x".'],
  [
    'ip addr add 10.0.0.300/24 dev eth0',
    'Error: inet prefix is expected rather than "10.0.0.300/24".',
  ],
  ['ip addr add 10.0.0.9/33 dev eth0', 'inet prefix is expected'],
  ['ip addr add 10.0.0.9/24', 'Not enough information: "dev" argument is required.'],
  ['ip addr add 10.0.0.9/24 dev eth7', 'Cannot find device "eth7"'],
  ['ip addr add 10.0.0.1/24 dev eth1', 'Error: ipv4: Address already assigned.'],
  ['ip addr add 10.0.0.255/24 dev eth0', 'cannot be the address of a host'],
  ['ip addr add 10.0.0.0/24 dev eth0', 'cannot be the address of a host'],
  ['ip addr add 224.0.0.1/24 dev eth0', 'cannot be the address of a host'],
  ['ip addr del 10.0.0.9/24 dev eth0', 'Error: ipv4: Address not found.'],
  ['ip addr show dev eth7', 'Device "eth7" does not exist.'],
  ['ip route add 10.5.5.5/24 via 10.0.0.2', 'Error: Invalid prefix for given prefix length.'],
  ['ip route add default via 9.9.9.9', 'Error: Nexthop has invalid gateway.'],
  ['ip route add default via 10.0.0.1', 'Error: Nexthop has invalid gateway.'],
  ['ip route add default via x', 'Error: inet address is expected rather than "x".'],
  ['ip route add default', 'RTNETLINK answers: No such device'],
  ['ip route del 1.2.3.0/24', 'RTNETLINK answers: No such process'],
  ['ip route add default via', 'a value is missing after "via"'],
  ['ip link set eth0 sideways', 'only "up" or "down" can be set'],
  ['ip foo', 'Object "foo" is unknown'],
  ['ip addr foo', 'Command "foo" is unknown'],
  ['ip', 'Type "help ip"'],
])('%s: %s', (line, message) => {
  expect(router().run('r', line)).toContain(message);
});

test('a card without a cable has no carrier, says so, and forgets its neighbours', () => {
  const network = new TestNetwork();
  const pc = network.add('a', 1, ['ip addr add 10.0.0.1/24 dev eth0']);
  network.add('b', 1, ['ip addr add 10.0.0.2/24 dev eth0']);
  network.join('a', 'b');
  network.run('a', 'ip route add default via 10.0.0.2');
  network.run('a', 'ping -c 1 10.0.0.2', 1000);
  expect(network.run('a', 'ip neigh')).toContain('10.0.0.2 dev eth0');
  pc.setCarrier(0, false);
  expect(network.run('a', 'ip link show eth0')).toContain(
    'eth0: <NO-CARRIER,BROADCAST,MULTICAST,UP> mtu 1500 qdisc fq_codel state DOWN',
  );
  expect(network.run('a', 'ip neigh')).not.toContain('10.0.0.2');
  expect(network.run('a', 'ip r')).toBe(`ip r
default via 10.0.0.2 dev eth0 linkdown
10.0.0.0/24 dev eth0 proto kernel scope link src 10.0.0.1 linkdown
a:~# `);
  pc.setCarrier(0, true);
  expect(network.run('a', 'ip r')).not.toContain('linkdown');
  expect(network.run('a', 'ping -c 1 10.0.0.2', 1000)).toContain(' 0% packet loss');
});
