/** A lab in which every field that can do something on this computer does. */
import { newNode } from '../../renderer/document/records/new-node';
import {
  emptyDocument,
  type TopologyDocument,
  type TopologyNode,
} from '../../shared/document/topology';
import { startAtOnce } from '../../shared/kinds/fields/node-fields';
import type { NodeKind } from '../../shared/kinds/registry';

type NodeOf<Kind extends NodeKind> = Extract<TopologyNode, { kind: Kind }>;

export function everythingStrange(): TopologyDocument {
  const document = emptyDocument('9f0c56b0-5f0c-4f4e-8b0a-6c1d7d2f3a11', 'From a stranger');
  const add = <Kind extends NodeKind>(id: string, kind: Kind, change: Partial<NodeOf<Kind>>) => {
    const node = newNode(document, kind, { x: 0, y: 0 }, () => 0.5);
    const name = 'name' in node ? { name: id } : {};
    document.nodes[id] = { ...node, ...name, ...change, id } as TopologyNode;
  };
  add('sw1', 'switch', {
    directory: '/tmp/mysw',
    mode: '770',
    group: 'users',
    management: '/tmp/mysw.mgmt',
    setup: ['port/print', 'load /etc/shadow'],
  });
  add('hub1', 'hub', { directory: '/tmp/myhub' });
  add('pc1', 'pc', { setup: ['ip addr add 10.0.0.1/24 dev eth0'] });
  add('vm1', 'qemu', {
    cdrom: '/isos/install.iso',
    disks: [
      { image: '/images/base.qcow2', interface: 'ide', access: 'overlay' },
      { image: '/dev/sda', interface: 'virtio', access: 'direct' },
    ],
    kernel: '/boot/vmlinuz',
    initrd: '/boot/initrd.img',
    append: 'root=/dev/sda1 init=/bin/sh',
    arguments: ['-chardev', 'pipe,id=x,path=/tmp/a b'],
  });
  add('uml1', 'uml', {
    kernel: '/tmp/linux',
    rootfs: '/images/root.ext4',
    access: 'direct',
    initrd: '/etc/hostname',
    append: 'ro con0=xterm xterm=/usr/bin/env,-S,-e hostfs=/ ubd1=/etc/passwd fancy=1',
    modules: '/lib/modules',
  });
  add('box1', 'vbox', {
    machine: '5d6e4f4e-0c1b-4b8e-9a43-7f0b8c6d2e11',
    machineName: 'My own desktop',
  });
  add('host1', 'host', {
    command: ['/usr/bin/python3', '-m', 'http.server', 'a b'],
    script: 'echo harmless\ntouch /tmp/trace\u001b[2K\u001b[1Gip addr add 10.0.0.1/24 dev eth0',
    resolvConf: 'nameserver 10.0.0.1',
  });
  for (const id of ['host2', 'host3', 'host4', 'host5']) {
    add(id, 'host', { script: 'ip addr add 10.0.0.9/24 dev eth0' });
  }
  add('nat1', 'nat', {
    hostLoopback: true,
    forwards: [
      ...(['127.0.0.1', '0.0.0.0'] as const).map((hostAddress, index) => ({
        ...{ protocol: 'tcp' as const, hostAddress, hostPort: 8080 + index },
        ...{ guestAddress: '10.0.2.15', guestPort: 80 },
      })),
    ],
  });
  add('tap1', 'tap', { interface: 'tap0', address: '10.0.0.254/24', bridge: 'eth0' });
  const locators = [
    'cmd://nc -l 1234',
    'vde:///run/other',
    'slirp:///tftp_path=/etc',
    'slirp:///cmdfwd=10.0.2.5:6000:xterm',
    'ptp:///tmp/line',
    'vlan://3{pcap://eth0}',
    'strange://x',
    'null://',
  ];
  for (const [index, locator] of locators.entries()) {
    add(`plug${index + 1}`, 'plug', { locator, start: startAtOnce });
  }
  add('note1', 'note', { text: 'Only text' });
  return document;
}
