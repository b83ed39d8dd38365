import { describe, expect, it } from 'vitest';
import { lackText, summaryOf } from '../../../../renderer/features/parts/part-labels';
import {
  emptyDocument,
  type QemuNode,
  type TopologyNode,
} from '../../../../shared/document/topology';
import { startAtOnce } from '../../../../shared/kinds/fields/node-fields';
import { plainQemu } from '../../../../shared/kinds/qemu';
import { allCommands, installAll, type Part } from '../../../../shared/lab/parts';
import { lackSentence, lacksOf, needsOf } from '../../../../shared/rules/part-needs';

const qemu: QemuNode = {
  id: 'vm1',
  kind: 'qemu',
  name: 'vm1',
  x: 0,
  y: 0,
  ...plainQemu,
  memory: 256,
  cpus: 1,
  cdrom: '',
  disks: [],
  kernel: '/vmlinuz',
  initrd: '',
  append: '',
  accel: 'auto',
  cards: [],
};

const plug = (id: string, locator: string): TopologyNode => ({
  id,
  kind: 'plug',
  name: id,
  x: 0,
  y: 0,
  locator,
  start: startAtOnce,
});

const part = (id: string, found: boolean, more: Partial<Part> = {}): Part => ({
  id,
  group: 'tools',
  title: id.toUpperCase(),
  found,
  version: '',
  purpose: 'p',
  install: `sudo apt-get install ${id}`,
  package: id,
  without: 'w',
  ...more,
});

describe('what a node needs', () => {
  it('is what its settings ask for', () => {
    expect(needsOf(qemu)).toEqual(['qemu-system-x86']);
    const full: QemuNode = {
      ...qemu,
      architecture: 'aarch64',
      firmware: 'uefi',
      accel: 'kvm',
      disks: [{ image: '/d', interface: 'virtio', access: 'overlay' }],
    };
    expect(needsOf(full)).toEqual(['qemu-system-arm', 'qemu-utils', 'qemu-efi-aarch64', 'kvm']);
  });

  it('counts every module of a locator, nested ones too', () => {
    expect(needsOf(plug('p', 'vlan://3{slirp://}'))).toEqual([
      'vdeplug',
      'libvdeplug-vlan',
      'libvdeplug-slirp',
    ]);
  });
});

describe('what a drawing lacks', () => {
  const document = emptyDocument('c3a9b5b0-53bb-4f0a-8f7d-3c2a51b9f0e6', 'Lab');
  document.nodes.vm1 = qemu;
  for (const id of ['p1', 'p2', 'p3', 'p4', 'p5']) document.nodes[id] = plug(id, 'slirp://');

  it('names parts and nodes', () => {
    const parts = [
      part('qemu-system-x86', false),
      part('vdeplug', true),
      part('libvdeplug-slirp', false),
      part('vde2', false),
    ];
    const lacks = lacksOf(document, parts);
    expect(lacks.map(lackSentence)).toEqual([
      'vm1 needs QEMU-SYSTEM-X86.',
      'p1, p2, p3 and 2 more need LIBVDEPLUG-SLIRP.',
    ]);
    expect(lacks.map(lackText)).toEqual(lacks.map(lackSentence));
    expect(summaryOf(parts, lacks)).toBe(
      '1 of 4 found. This drawing lacks QEMU-SYSTEM-X86 and LIBVDEPLUG-SLIRP.',
    );
  });

  it('is nothing where all is found', () => {
    const parts = [part('qemu-system-x86', true), part('vde2', false)];
    expect(summaryOf(parts, lacksOf(document, parts))).toBe(
      '1 of 2 found. Everything that this drawing needs is here.',
    );
  });
});

describe('the commands that bring what is missing', () => {
  const parts = [
    part('a', false),
    part('b', true),
    part('c', false),
    part('kvm', false, { package: '', install: 'sudo modprobe kvm' }),
    part('space', false, { package: '', install: '' }),
  ];

  it('are one for all packages, and a line for each other', () => {
    expect(installAll(parts)).toBe('sudo apt-get install a c');
    expect(allCommands(parts)).toBe('sudo apt-get install a c\nsudo modprobe kvm');
  });

  it('are none where nothing is missing', () => {
    expect(allCommands(parts.filter(({ found }) => found))).toBe('');
  });
});
