import { describe, expect, it } from 'vitest';
import { findAddressFaults } from '../../../../electron/checks/address-findings';
import { remedyEdit } from '../../../../renderer/document/edits/remedy-edits';
import { applyDiff } from '../../../../shared/document/document-diff';
import type { TopologyDocument, TopologyNode } from '../../../../shared/document/topology';
import type { Finding } from '../../../../shared/failure/finding';
import { drawing, host, learningSwitch, onSwitch, pc, tap } from './lab-of-mistakes';

function faults(document: TopologyDocument): Finding[] {
  const steps = findAddressFaults(document);
  for (;;) {
    const step = steps.next();
    if (step.done) return step.value;
  }
}

const messages = (document: TopologyDocument) => faults(document).map(({ message }) => message);
const ofPc = (...setup: string[]) => messages(onSwitch(pc('pc1', ...setup)));

/** The drawing after the button of its only finding was pressed. */
function pressed(document: TopologyDocument): TopologyDocument {
  const [{ record, remedy }] = faults(document) as [Finding];
  if (remedy?.do !== 'set-field') throw new Error('no button');
  return applyDiff(document, remedyEdit(document, record, remedy));
}

describe('startup commands of a PC', () => {
  it.each([
    ['ip addr add 10.0.0.1/33 dev eth0', 'inet prefix is expected rather than "10.0.0.1/33".'],
    ['ip addr add 10.0.0.256/24 dev eth0', 'inet prefix is expected rather than "10.0.0.256/24".'],
    ['ip addr add 10.0.0.0/24 dev eth0', 'ipv4: 10.0.0.0/24 cannot be the address of a host.'],
    ['ip addr add 10.0.0.255/24 dev eth0', 'ipv4: 10.0.0.255/24 cannot be the address of a host.'],
    ['ip addr add 224.0.0.1/4 dev eth0', 'ipv4: 224.0.0.1/4 cannot be the address of a host.'],
    ['ip addr add 10.0.0.1/24 dev eth7', 'Cannot find device "eth7".'],
    ['ip addr add 10.0.0.1/24', 'Not enough information: "dev" argument is required.'],
    ['ipp addr', 'ipp: command not found.'],
    ['ping -z 10.0.0.1', "ping: invalid option -- 'z'."],
    ['ping', 'ping: usage error: Destination address required.'],
    ['ip route add default via 10.9.9.9', 'Nexthop has invalid gateway.'],
    ['echo "open', 'syntax error: a quote is not closed.'],
    ['sysctl net.ipv4.ip_forward=9', 'sysctl: setting "net.ipv4.ip_forward=9": Invalid argument.'],
  ])('%s is told with why', (command, why) => {
    expect(ofPc(command)).toEqual([`Startup command 1 of pc1 fails, “${command}”: ${why}`]);
  });

  it('that the PC takes are not told', () => {
    expect(
      ofPc(
        'ip addr add 10.0.0.1/24 dev eth0',
        'ip link set eth0 up',
        'ip route add default via 10.0.0.254',
        'ping -c 3 10.0.0.2',
        'nc -u -l 7',
        'hostname router && sysctl -w net.ipv4.ip_forward=1 # a comment',
      ),
    ).toEqual([]);
  });

  it('are each told by their place, and with a next step', () => {
    const [first, second] = faults(
      onSwitch(pc('pc1', 'ip link', 'nmap', 'ip addr add x dev eth0')),
    );
    expect(first).toMatchObject({ record: 'pc1', field: 'setup', severity: 'warning' });
    expect(first?.message).toContain('Startup command 2 of pc1');
    expect(second?.message).toContain('Startup command 3 of pc1');
    expect(second?.next).toContain('such as 10.0.0.1/24. Correct command 3');
  });

  it.each([
    ['ipp addr add 10.0.0.1/24 dev eth0', 'ip addr add 10.0.0.1/24 dev eth0'],
    ['ip adr add 10.0.0.1/24 dev eth0', 'ip addr add 10.0.0.1/24 dev eth0'],
    ['ip addr add 10.0.0.1/24', 'ip addr add 10.0.0.1/24 dev eth0'],
    ['ip addr add 10.0.0.1/24 dev eth3', 'ip addr add 10.0.0.1/24 dev eth0'],
    ['ip addr add 10.0.0.1/255.255.255.0 dev eth0', 'ip addr add 10.0.0.1/24 dev eth0'],
  ])('%s has a button that writes what was meant', (command, meant) => {
    const mended = pressed(onSwitch(pc('pc1', command)));
    expect(mended.nodes.pc1).toMatchObject({ setup: [meant] });
    expect(messages(mended)).toEqual([]);
  });
});

describe('startup commands of a switch', () => {
  it('are asked of its own console', () => {
    const setup = ['vlan/create 10', 'vlan/creat 11', 'port/setvlan 99 10', '# a comment'];
    expect(messages(drawing([learningSwitch('sw1', { setup })], []))).toEqual([
      'Startup command 2 of sw1 fails, “vlan/creat 11”: 1038 Function not implemented.',
      'Startup command 3 of sw1 fails, “port/setvlan 99 10”: 1022 Invalid argument.',
    ]);
  });
});

describe('startup scripts of hosts', () => {
  const ofHost = (...script: string[]) => messages(onSwitch(host('h1', ...script)));

  it.each([
    ['ip addr add 10.0.0.1/33 dev eth0', 'any valid prefix is expected rather than "10.0.0.1/33".'],
    ['/sbin/ip a a 10.0.0.1/24 dev eth1', 'Cannot find device "eth1".'],
    [
      'ip -6 addr add fd00::1/129 dev eth0',
      'any valid prefix is expected rather than "fd00::1/129".',
    ],
    ['ip address add 10.0.0.1/24', 'Not enough information: "dev" argument is required.'],
    [
      'ip route add default via 10.0.0.300',
      'any valid address is expected rather than "10.0.0.300".',
    ],
  ])('%s is told as iproute2 will', (line, why) => {
    expect(ofHost('# first', line)).toEqual([
      `Line 2 of the startup commands of h1 fails, “${line}”: ${why}`,
    ]);
  });

  it('a gateway outside of all networks is told, if nothing else gives addresses', () => {
    const own = 'ip addr add 10.0.0.1/24 dev eth0';
    const route = 'ip route add default via 10.9.9.9';
    expect(ofHost(own, route)).toEqual([
      `Line 2 of the startup commands of h1 fails, “${route}”: Nexthop has invalid gateway.`,
    ]);
    expect(ofHost(own, 'udhcpc -i eth0', route)).toEqual([]);
  });

  it('addresses that no machine can have are told, which iproute2 takes', () => {
    expect(ofHost('ip addr add 10.0.0.255/24 dev eth0')).toEqual([
      '10.0.0.255/24 of h1 is the broadcast address of its network.',
    ]);
  });

  it('what cannot be read is left to the start', () => {
    expect(
      ofHost(
        'for n in 1 2; do ip addr add 10.0.$n.1/24 dev eth0; done',
        'ADDRESS=10.0.0.1/33',
        'ip addr add "$ADDRESS" dev eth0',
        'if [ -f /etc/x ]; then',
        '  ip addr add 10.0.0.1/33 dev eth0',
        'fi',
        'ip addr add 10.0.0.1/255.255.255.0 dev eth0',
      ),
    ).toEqual([]);
  });
});

describe('an address twice', () => {
  const one = 'ip addr add 10.0.0.1/24 dev eth0';
  const twice = (document: TopologyDocument) =>
    messages(document).filter((message) => message.includes('and so has'));

  it('is told once, at the second, whoever has it, with a button that gives a free one', () => {
    const lab = onSwitch(pc('pc1', one), host('h1', one), tap('tap1', '10.0.0.9/24'));
    expect(twice(lab)).toEqual([
      'h1 has the address 10.0.0.1, and so has pc1 on the same network.',
    ]);
    expect(faults(lab)).toHaveLength(1);
    const mended = pressed(lab);
    expect(mended.nodes.h1).toMatchObject({ script: 'ip addr add 10.0.0.2/24 dev eth0' });
    expect(faults(mended)).toEqual([]);
  });

  it('is told for IPv6, however it is written', () => {
    const lab = onSwitch(
      host('h1', 'ip addr add fd00::1/64 dev eth0'),
      host('h2', 'ip addr add fd00:0:0::0001/64 dev eth0'),
    );
    expect(twice(lab)).toEqual(['h2 has the address fd00::1, and so has h1 on the same network.']);
  });

  it('is none in other VLANs, behind a cable that is down, or where nothing is joined', () => {
    const vlans = { 1: { untagged: 10, tagged: [] }, 2: { untagged: 20, tagged: [] } };
    const nodes = [pc('pc1', one), pc('pc2', one)];
    const cables = ['pc1:0 sw1:1', 'pc2:0 sw1:2'];
    expect(twice(drawing([learningSwitch('sw1', { vlans }), ...nodes], cables))).toEqual([]);
    expect(twice(drawing([learningSwitch('sw1'), ...nodes], cables.slice(1)))).toEqual([]);
    const down = drawing([learningSwitch('sw1'), ...nodes], cables);
    down.cables.c0 = { ...down.cables.c0!, up: false };
    expect(twice(down)).toEqual([]);
    expect(twice(drawing([learningSwitch('sw1'), ...nodes], cables))).toHaveLength(1);
  });

  it('is found through a trunk that carries the VLAN, and not through one that does not', () => {
    const at = (tagged: number[]) => ({
      1: { untagged: 10, tagged: [] },
      8: { untagged: null, tagged },
    });
    const lab = (tagged: number[]) =>
      drawing(
        [
          learningSwitch('sw1', { vlans: at([10, 20]) }),
          learningSwitch('sw2', { vlans: at(tagged) }),
          pc('pc1', one),
          pc('pc2', one),
        ],
        ['pc1:0 sw1:1', 'pc2:0 sw2:1', 'sw1:8 sw2:8'],
      );
    expect(twice(lab([10]))).toHaveLength(1);
    expect(twice(lab([20]))).toEqual([]);
  });

  it('is found through hubs, and through a plug into a drawn switch', () => {
    const hub = { ...learningSwitch('hub1'), kind: 'hub' } as TopologyNode;
    const nodes = [hub, pc('pc1', one), pc('pc2', one)];
    expect(twice(drawing(nodes, ['pc1:0 hub1:1', 'pc2:0 hub1:2']))).toHaveLength(1);
    const plug = {
      ...{ id: 'p1', name: 'p1', x: 0, y: 0, kind: 'plug', locator: 'vde:///tmp/lab/./b' },
      start: (nodes[1] as { start: object }).start,
    } as TopologyNode;
    const switches = [learningSwitch('sw1'), learningSwitch('sw2', { directory: '/tmp/lab/b' })];
    const cables = ['pc1:0 sw1:1', 'p1:0 sw1:2', 'pc2:0 sw2:1'];
    expect(twice(drawing([...switches, plug, ...nodes.slice(1)], cables))).toHaveLength(1);
  });
});

describe('bits of the network', () => {
  it('that do not agree on one wire are told, with a button', () => {
    const lab = onSwitch(
      pc('pc1', 'ip addr add 10.0.0.1/24 dev eth0'),
      pc('pc2', 'ip addr add 10.0.0.2/16 dev eth0'),
      pc('pc3', 'ip addr add 10.0.1.3/24 dev eth0'),
    );
    expect(messages(lab)).toEqual([
      'pc2 has 10.0.0.2/16 and pc1 10.0.0.1/24: they do not agree on how large their network is.',
    ]);
    expect(faults(pressed(lab))).toEqual([]);
  });

  it('that are left out leave the machine alone, which is told', () => {
    const lab = onSwitch(
      pc('pc1', 'ip addr add 10.0.0.1 dev eth0'),
      pc('pc2', 'ip addr add 10.0.0.2/24 dev eth0'),
    );
    expect(messages(lab)).toEqual([
      '10.0.0.1 of pc1 has no bits of a network, so that nobody else is on it.',
    ]);
    expect(pressed(lab).nodes.pc1).toMatchObject({ setup: ['ip addr add 10.0.0.1/24 dev eth0'] });
  });

  it('of single addresses that are meant, and of other networks, are left alone', () => {
    const lab = onSwitch(
      pc('pc1', 'ip addr add 10.0.0.1/24 dev eth0', 'ip addr add 10.0.0.77/32 dev eth0'),
      pc('pc2', 'ip addr add 192.168.0.1/16 dev eth0'),
    );
    expect(messages(lab)).toEqual([]);
  });
});
