import { describe, expect, it } from 'vitest';
import {
  adapterLabel,
  firstCards,
  freeAdapter,
  machineOptions,
  shownAdapters,
} from '../../../../../../renderer/features/forms/editors/vbox-labels';
import type { VboxMachine } from '../../../../../../shared/contract/service-machines';
import { emptyDocument, type VboxNode } from '../../../../../../shared/document/topology';
import { startAtOnce } from '../../../../../../shared/kinds/fields/node-fields';
import { NO_MACHINE } from '../../../../../../shared/kinds/vbox';
import { checkTopology } from '../../../../../../shared/rules/topology-rules';

const UUID = '0a1b2c3d-0000-4000-8000-123456789abc';

const node = (id: string, machine: string): VboxNode => ({
  id,
  kind: 'vbox',
  name: id,
  x: 0,
  y: 0,
  machine,
  machineName: 'Box',
  cards: [{ mac: '08:00:27:00:00:01', adapter: 2 }],
  start: startAtOnce,
});

const box: VboxMachine = {
  uuid: UUID,
  name: 'Box',
  system: 'Debian (64-bit)',
  state: 'poweroff',
  cards: [{ adapter: 1, model: 'virtio', mac: '08:00:27:aa:bb:cc', attachment: 'nat' }],
};

const drawing = (...nodes: VboxNode[]) => ({
  ...emptyDocument('lab'),
  nodes: Object.fromEntries(nodes.map((one) => [one.id, one])),
});

describe('the choice of a VirtualBox machine', () => {
  it('names state, cards and the node that has it already', () => {
    const fresh = node('vb2', NO_MACHINE);
    expect(machineOptions(drawing(node('vb1', UUID), fresh), fresh, [box])).toEqual([
      { value: NO_MACHINE, label: 'Choose a machine' },
      { value: UUID, label: 'Box (off, 1 card, drawn as vb1)' },
    ]);
  });

  it('keeps a machine that VirtualBox does not list', () => {
    const lost = node('vb1', UUID);
    expect(machineOptions(drawing(lost), lost, [])).toEqual([
      { value: UUID, label: 'Box (not found)' },
    ]);
    expect(machineOptions(drawing(lost), lost, null)).toEqual([{ value: UUID, label: 'Box' }]);
  });

  it('takes the cards that are on, or the first adapter', () => {
    expect(firstCards(box, '02:00:00:00:00:01')).toEqual([
      { adapter: 1, mac: '08:00:27:aa:bb:cc' },
    ]);
    expect(firstCards({ ...box, cards: [] }, '02:00:00:00:00:01')).toEqual([
      { adapter: 1, mac: '02:00:00:00:00:01' },
    ]);
  });

  it('shows adapters of the machine and of the drawing', () => {
    expect(shownAdapters(node('vb1', UUID), box)).toEqual([1, 2]);
    expect(adapterLabel(1, box)).toBe('Adapter 1: virtio, in VirtualBox nat');
    expect(adapterLabel(2, box)).toBe('Adapter 2, off in VirtualBox');
    expect(freeAdapter([1, 2])).toBe(3);
    expect(freeAdapter([1, 2, 3, 4, 5, 6, 7, 8])).toBeNull();
  });
});

describe('the rules for VirtualBox machines', () => {
  it('want a machine for each node, and each machine once', () => {
    const found = checkTopology(
      drawing(node('vb1', UUID), node('vb2', UUID.toUpperCase()), node('vb3', NO_MACHINE)),
    ).filter(({ field }) => field === 'machine');
    expect(found.map(({ severity, record }) => `${severity} ${record}`)).toEqual([
      'error vb2',
      'warning vb3',
    ]);
  });
});
