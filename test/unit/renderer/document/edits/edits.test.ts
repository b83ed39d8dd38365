import { describe, expect, it } from 'vitest';
import {
  addCable,
  choosePort,
  moveCableEnd,
} from '../../../../../renderer/document/edits/cable-edits';
import {
  addNode,
  changeNode,
  moveNodes,
  removeCard,
  removeRecords,
  renameDocument,
  renameNode,
} from '../../../../../renderer/document/edits/edits';
import { freePorts } from '../../../../../renderer/document/records/ports';
import { applyDiff, isEmptyDiff, reverseDiff } from '../../../../../shared/document/document-diff';
import {
  type CableEnd,
  documentSchema,
  emptyDocument,
  type TopologyDocument,
} from '../../../../../shared/document/topology';
import type { NodeKind } from '../../../../../shared/kinds/registry';
import { isUnicastMac } from '../../../../../shared/net/mac-address';

/** No port is taken by anybody who is not drawn. */
const nobody = () => null;

const ORIGIN = { x: 0, y: 0 };
const empty = emptyDocument('7b5b9d3e-3f0e-4d7e-9d1c-0a4b5c6d7e8f');

function drawn(...kinds: NodeKind[]): { document: TopologyDocument; ids: string[] } {
  let document = empty;
  const ids = kinds.map((kind) => {
    const { diff, id } = addNode(document, kind, ORIGIN);
    document = applyDiff(document, diff);
    return id;
  });
  return { document, ids };
}

function joined(document: TopologyDocument, a: CableEnd, b: CableEnd) {
  const { diff, id } = addCable(document, a, b);
  return { document: applyDiff(document, diff), id };
}

describe('adding nodes', () => {
  const kinds: NodeKind[] = ['switch', 'hub', 'pc', 'qemu', 'uml', 'tap', 'plug', 'note'];

  it.each(kinds)('gives a valid %s', (kind) => {
    expect(documentSchema.safeParse(drawn(kind).document).success).toBe(true);
  });

  it('names by kind and number, and fills the gap that a deleted node left', () => {
    const { document, ids } = drawn('pc', 'pc', 'switch', 'pc');
    const names = Object.values(document.nodes).map((node) => 'name' in node && node.name);
    expect(names).toEqual(['pc1', 'pc2', 'sw1', 'pc3']);
    const less = applyDiff(document, removeRecords(document, [ids[1]!]));
    const { diff } = addNode(less, 'pc', ORIGIN);
    expect(diff.nodes.added[0]).toMatchObject({ name: 'pc2' });
  });

  it('never gives the id of a deleted node again, because its overlay may still be there', () => {
    const { document, ids } = drawn('qemu');
    const less = applyDiff(document, removeRecords(document, ids));
    expect(addNode(less, 'qemu', ORIGIN).id).not.toBe(ids[0]);
  });

  it('gives each card an address of its own and each tap an interface of its own', () => {
    const { document, ids } = drawn('pc', 'pc', 'tap', 'tap');
    const macs = ids.slice(0, 2).map((id) => {
      const node = document.nodes[id];
      return node?.kind === 'pc' ? node.cards[0]!.mac : '';
    });
    expect(macs.every(isUnicastMac)).toBe(true);
    expect(macs[0]).not.toBe(macs[1]);
    expect(document.nodes[ids[2]!]).toMatchObject({ interface: 'tap0' });
    expect(document.nodes[ids[3]!]).toMatchObject({ interface: 'tap1' });
  });

  it('gives PCs addresses that can talk to each other', () => {
    const { document, ids } = drawn('pc', 'pc');
    expect(document.nodes[ids[0]!]).toMatchObject({ setup: ['ip addr add 10.0.0.1/24 dev eth0'] });
    expect(document.nodes[ids[1]!]).toMatchObject({ setup: ['ip addr add 10.0.0.2/24 dev eth0'] });
  });
});

describe('cables', () => {
  it('take the lowest free port of the node that they are dropped on', () => {
    const { document, ids } = drawn('switch', 'pc', 'pc');
    const [sw, one, two] = ids as [string, string, string];
    const first = joined(document, { node: one, port: 0 }, { node: sw, port: 1 }).document;
    expect(choosePort(first, sw, null, { node: two, port: 0 }, nobody)).toEqual({
      end: { node: sw, port: 2 },
    });
    expect(freePorts(first, first.nodes[sw]!, nobody)).toEqual([2, 3, 4, 5, 6, 7, 8]);
  });

  it('do not take a port on which somebody from outside is, and say who, when it is chosen', () => {
    const { document, ids } = drawn('switch', 'pc');
    const [sw, one] = ids as [string, string];
    const guests = ({ node, port }: CableEnd) =>
      node === sw && port === 1 ? 'vdens: user=root pid=7' : null;
    const from = { node: one, port: 0 };
    expect(choosePort(document, sw, null, from, guests)).toEqual({ end: { node: sw, port: 2 } });
    expect(choosePort(document, sw, 1, from, guests)).toEqual({
      refusal: 'sw1 port 1 is taken: vdens: user=root pid=7',
      isGuest: true,
    });
    expect(freePorts(document, document.nodes[sw]!, guests)[0]).toBe(2);
  });

  it('are refused with the reason', () => {
    const { document, ids } = drawn('switch', 'pc', 'pc', 'note');
    const [sw, one, two, note] = ids as [string, string, string, string];
    const first = joined(document, { node: one, port: 0 }, { node: sw, port: 3 }).document;
    const from = { node: two, port: 0 };
    expect(choosePort(first, sw, 3, from, nobody)).toEqual({ refusal: 'sw1 port 3 is taken' });
    expect(choosePort(first, one, null, from, nobody)).toEqual({ refusal: 'pc1 has no free port' });
    expect(choosePort(first, two, 0, from, nobody)).toHaveProperty('refusal');
    expect(choosePort(first, note, null, from, nobody)).toEqual({
      refusal: 'Notes take no cables',
    });
    expect(isEmptyDiff(addCable(first, from, { node: sw, port: 3 }).diff)).toBe(true);
  });

  it('are moved as one change of the same cable', () => {
    const { document, ids } = drawn('switch', 'switch', 'pc');
    const [one, two, pc] = ids as [string, string, string];
    const first = joined(document, { node: pc, port: 0 }, { node: one, port: 1 });
    const diff = moveCableEnd(first.document, first.id, 'b', { node: two, port: 5 });
    expect(diff.cables.updated).toHaveLength(1);
    expect(applyDiff(first.document, diff).cables[first.id]).toMatchObject({
      a: { node: pc, port: 0 },
      b: { node: two, port: 5 },
    });
  });

  it('may be put back on their own port but not on a taken one', () => {
    const { document, ids } = drawn('switch', 'pc', 'pc');
    const [sw, one, two] = ids as [string, string, string];
    const first = joined(document, { node: one, port: 0 }, { node: sw, port: 1 });
    const second = joined(first.document, { node: two, port: 0 }, { node: sw, port: 2 });
    const end = { node: sw, port: 1 };
    expect(choosePort(second.document, sw, 1, { node: one, port: 0 }, nobody, first.id)).toEqual({
      end,
    });
    expect(isEmptyDiff(moveCableEnd(second.document, second.id, 'b', end))).toBe(true);
  });
});

describe('cascades', () => {
  function star() {
    const { document, ids } = drawn('switch', 'pc', 'pc');
    const [sw, one, two] = ids as [string, string, string];
    const first = joined(document, { node: one, port: 0 }, { node: sw, port: 1 });
    const second = joined(first.document, { node: two, port: 0 }, { node: sw, port: 8 });
    return { document: second.document, sw, one, cables: [first.id, second.id] as const };
  }

  it('remove the cables of a removed node, and bring them back', () => {
    const { document, sw } = star();
    const diff = removeRecords(document, [sw]);
    const after = applyDiff(document, diff);
    expect(Object.keys(after.cables)).toEqual([]);
    expect(applyDiff(after, reverseDiff(diff))).toEqual(document);
  });

  it('name a cable once when it is removed together with both of its nodes', () => {
    const { document, sw, one, cables } = star();
    const diff = removeRecords(document, [sw, one, cables[0]]);
    expect(diff.cables.removed.map(({ id }) => id).sort()).toEqual([...cables].sort());
  });

  it('remove the cables on ports that a shrunk switch lost', () => {
    const { document, sw, cables } = star();
    const node = document.nodes[sw];
    if (node?.kind !== 'switch') throw new Error('not a switch');
    const diff = changeNode(document, { ...node, ports: 4 });
    expect(diff.cables.removed.map(({ id }) => id)).toEqual([cables[1]]);
  });

  it('take a card out with its cable, and keep the cables of the cards after it', () => {
    const { document, ids } = drawn('qemu', 'switch');
    const [vm, sw] = ids as [string, string];
    const node = document.nodes[vm];
    if (node?.kind !== 'qemu') throw new Error('not a QEMU machine');
    const card = node.cards[0]!;
    const three = applyDiff(document, changeNode(document, { ...node, cards: [card, card, card] }));
    const on0 = joined(three, { node: vm, port: 0 }, { node: sw, port: 1 });
    const on1 = joined(on0.document, { node: vm, port: 1 }, { node: sw, port: 2 });
    const on2 = joined(on1.document, { node: sw, port: 3 }, { node: vm, port: 2 });
    const after = applyDiff(on2.document, removeCard(on2.document, vm, 1));
    expect(after.cables[on0.id]?.a.port).toBe(0);
    expect(after.cables[on1.id]).toBeUndefined();
    expect(after.cables[on2.id]?.b.port).toBe(1);
  });
});

describe('small edits', () => {
  it('move by whole pixels and name nothing that stays', () => {
    const { document, ids } = drawn('pc', 'pc');
    const [one, two] = ids as [string, string];
    const diff = moveNodes(document, [
      [one, { x: 10.4, y: 19.6 }],
      [two, { x: 0.2, y: 0 }],
    ]);
    expect(diff.nodes.updated.map(([, { id, x, y }]) => ({ id, x, y }))).toEqual([
      { id: one, x: 10, y: 20 },
    ]);
  });

  it('refuse blank names', () => {
    const { document, ids } = drawn('pc');
    expect(isEmptyDiff(renameNode(document, ids[0]!, '  '))).toBe(true);
    expect(isEmptyDiff(renameDocument(document, ''))).toBe(true);
    expect(renameDocument(document, ' Lab 2 ').name).toEqual([document.name, 'Lab 2']);
  });
});
