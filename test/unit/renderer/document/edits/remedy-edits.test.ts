import { describe, expect, it } from 'vitest';
import {
  type EditingRemedy,
  remedyEdit,
} from '../../../../../renderer/document/edits/remedy-edits';
import { isEmptyDiff } from '../../../../../shared/document/document-diff';
import {
  emptyDocument,
  type HostNode,
  type QemuNode,
  type TopologyDocument,
  type TopologyNode,
  type UmlNode,
} from '../../../../../shared/document/topology';
import { remedySchema } from '../../../../../shared/failure/remedy';
import { plainQemu } from '../../../../../shared/kinds/qemu';
import { plainUml } from '../../../../../shared/kinds/uml';

const place = { x: 0, y: 0 } as const;
const mac = (last: number) => `02:00:00:00:00:0${last}`;

const qemu: QemuNode = {
  ...{ id: 'q1', kind: 'qemu', ...plainQemu, ...place, name: 'vm1', memory: 64, cpus: 1 },
  ...{ cdrom: '', kernel: '/k', initrd: '', append: 'quiet', accel: 'kvm' },
  disks: [{ image: '/d', interface: 'ide', access: 'direct' }],
  cards: [
    { mac: mac(1), model: 'e1000' },
    { mac: mac(2), model: 'virtio-net-pci' },
    { mac: mac(3), model: 'rtl8139' },
  ],
};
const uml: UmlNode = {
  ...{ id: 'u1', kind: 'uml', ...plainUml, ...place, name: 'uml1', kernel: '', memory: 32 },
  ...{ rootfs: '/r', access: 'direct', initrd: '', append: '', cards: [] },
};
const host: HostNode = {
  ...{ id: 'h1', kind: 'host', ...place, name: 'host1', command: [], script: '', resolvConf: '' },
  ...{ cpuLimit: 0, memoryLimit: 64, cards: [{ mac: mac(4) }], start: plainUml.start },
};

function drawing(node: TopologyNode): TopologyDocument {
  return { ...emptyDocument('lab'), nodes: { [node.id]: node } };
}

function changedBy(node: TopologyNode, remedy: EditingRemedy): unknown {
  const diff = remedyEdit(drawing(node), node.id, remedySchema.parse(remedy) as EditingRemedy);
  return diff.nodes.updated[0]?.[1] ?? null;
}

describe('a remedy', () => {
  it.each<[TopologyNode, EditingRemedy, object]>([
    [qemu, { do: 'add-kernel-words', words: ['console=ttyS0'] }, { append: 'quiet console=ttyS0' }],
    [uml, { do: 'add-kernel-words', words: ['init=/bin/sh'] }, { append: 'init=/bin/sh' }],
    [qemu, { do: 'set-accelerator', accel: 'auto' }, { accel: 'auto' }],
    [qemu, { do: 'set-memory', mebibytes: 128 }, { memory: 128 }],
    [uml, { do: 'set-memory', mebibytes: 128 }, { memory: 128 }],
    [host, { do: 'set-memory-limit', mebibytes: 256 }, { memoryLimit: 256 }],
    [uml, { do: 'use-overlays' }, { access: 'overlay' }],
    [qemu, { do: 'use-overlays' }, { disks: [{ ...qemu.disks[0], access: 'overlay' }] }],
  ])('changes what it names of %o: %o', (node, remedy, changed) => {
    expect(changedBy(node, remedy)).toEqual({ ...node, ...changed });
  });

  it('replaces only the cards that have no driver', () => {
    const remedy: EditingRemedy = {
      ...{ do: 'take-card-model', model: 'virtio-net-pci' },
      instead: ['e1000', 'rtl8139'],
    };
    const models = (changedBy(qemu, remedy) as QemuNode).cards;
    expect(models.map(({ model }) => model)).toEqual(Array(3).fill('virtio-net-pci'));
    expect(models.map((card) => card.mac)).toEqual(qemu.cards.map((card) => card.mac));
  });

  it.each<[string, TopologyNode, EditingRemedy]>([
    ['has been applied', qemu, { do: 'add-kernel-words', words: ['quiet'] }],
    ['is for another kind', host, { do: 'set-memory', mebibytes: 128 }],
    ['finds no such card', uml, { do: 'take-card-model', model: 'e1000', instead: [] }],
  ])('changes nothing where it %s', (_, node, remedy) => {
    expect(changedBy(node, remedy)).toBeNull();
  });

  it('changes nothing of a node that is gone', () => {
    const diff = remedyEdit(emptyDocument('lab'), 'q1', { do: 'use-overlays' });
    expect(isEmptyDiff(diff)).toBe(true);
  });
});
