import { describe, expect, it } from 'vitest';
import { natLocator } from '../../../../shared/document/nat-locator';
import type { NatNode } from '../../../../shared/document/topology';
import { startAtOnce } from '../../../../shared/kinds/fields/node-fields';
import type { PortForward } from '../../../../shared/kinds/nat';
import { natKind } from '../../../../shared/kinds/nat';
import { ipv4Network, ipv4Number, ipv4Text } from '../../../../shared/net/ipv4';

const nat = (change: Partial<NatNode> = {}): NatNode => ({
  id: 'n',
  kind: 'nat',
  name: 'nat1',
  x: 0,
  y: 0,
  address: '10.0.2.2/24',
  dhcpStart: '10.0.2.15',
  dns: '10.0.2.3',
  hostLoopback: true,
  forwards: [],
  start: startAtOnce,
  ...change,
});

const forward = (change: Partial<PortForward> = {}): PortForward => ({
  protocol: 'tcp',
  hostAddress: '127.0.0.1',
  hostPort: 8080,
  guestAddress: '10.0.2.15',
  guestPort: 80,
  ...change,
});

describe('IPv4 addresses', () => {
  it('are numbers and back', () => {
    expect(ipv4Number('255.255.255.255')).toBe(2 ** 32 - 1);
    expect(ipv4Text(ipv4Number('192.168.77.1'))).toBe('192.168.77.1');
    const { first, last } = ipv4Network('192.168.77.70/26');
    expect([ipv4Text(first), ipv4Text(last)]).toEqual(['192.168.77.64', '192.168.77.127']);
  });
});

describe('natLocator', () => {
  it('says all that the node says, with the slash of its address encoded', () => {
    expect(natLocator(nat())).toBe(
      'slirp:///v4/host=10.0.2.2%2F24/dhcp=10.0.2.15/vnameserver=10.0.2.3',
    );
    const forwards = [
      forward(),
      forward({ protocol: 'udp', hostPort: 53, guestPort: 5353 }),
      forward({ hostAddress: '0.0.0.0', hostPort: 2222, guestPort: 22 }),
    ];
    expect(natLocator(nat({ hostLoopback: false, forwards }))).toBe(
      'slirp:///v4/host=10.0.2.2%2F24/dhcp=10.0.2.15/vnameserver=10.0.2.3/disable_host_loopback' +
        '/tcpfwd=127.0.0.1:8080:10.0.2.15:80,0.0.0.0:2222:10.0.2.15:22' +
        '/udpfwd=127.0.0.1:53:10.0.2.15:5353',
    );
  });
});

describe('the findings about ways to the internet', () => {
  const found = (...nodes: NatNode[]) =>
    natKind.findingsOfAll!(nodes).map(({ severity, record, field, message }) => [
      severity,
      record,
      field,
      message,
    ]);

  it('has nothing to say about the node as it comes', () => {
    expect(found(nat({ forwards: [forward()] }))).toEqual([]);
  });

  it('finds forwards that listen at the same port, in one node and in two', () => {
    const taken = 'nat1 listens at TCP port 8080 of this computer already.';
    expect(found(nat({ forwards: [forward(), forward({ guestPort: 81 })] }))).toEqual([
      ['error', 'n', 'forwards.1', taken],
    ]);
    const other = nat({ id: 'm', name: 'nat2', forwards: [forward({ hostAddress: '0.0.0.0' })] });
    expect(found(nat({ forwards: [forward()] }), other)).toContainEqual([
      'error',
      'm',
      'forwards.0',
      taken,
    ]);
    const apart = [forward(), forward({ protocol: 'udp' }), forward({ hostAddress: '127.0.0.2' })];
    expect(found(nat({ forwards: apart }))).toEqual([]);
  });

  it('warns of ports for root and of ports that are open to others', () => {
    const forwards = [forward({ hostPort: 80, hostAddress: '0.0.0.0' })];
    expect(found(nat({ forwards })).map(([severity]) => severity)).toEqual(['warning', 'warning']);
  });

  it('finds addresses outside of the network, and such as are no machine’s', () => {
    expect(found(nat({ dhcpStart: '10.0.3.15' }))[0]?.slice(0, 3)).toEqual([
      'error',
      'n',
      'dhcpStart',
    ]);
    expect(found(nat({ dns: '10.0.2.255' }))[0]?.slice(0, 3)).toEqual(['error', 'n', 'dns']);
    expect(found(nat({ dns: '10.0.2.2' }))[0]?.[3]).toBe(
      'The DNS address of nat1 is its own address.',
    );
    expect(found(nat({ forwards: [forward({ guestAddress: '10.9.9.9' })] }))[0]?.[2]).toBe(
      'forwards.0',
    );
    expect(found(nat({ address: '10.0.2.0/24' }))).toHaveLength(1);
    expect(found(nat({ address: '10.0.2.2/31' }))).toHaveLength(1);
  });

  it('warns when a guest might be given an address of the node', () => {
    expect(found(nat({ dhcpStart: '10.0.2.1' }))[0]?.slice(0, 3)).toEqual([
      'warning',
      'n',
      'dhcpStart',
    ]);
    expect(found(nat({ dhcpStart: '10.0.2.3' }))).toHaveLength(1);
  });
});
