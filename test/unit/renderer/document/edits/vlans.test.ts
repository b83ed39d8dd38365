import { describe, expect, it } from 'vitest';
import { changeNode } from '../../../../../renderer/document/edits/edits';
import {
  portVlansLabel,
  portVlansWrong,
  setPortVlans,
} from '../../../../../renderer/document/edits/vlan-edits';
import {
  cableLook,
  jackLook,
  stripesOf,
  vlanSlots,
} from '../../../../../renderer/document/records/vlan-use';
import { applyDiff } from '../../../../../shared/document/document-diff';
import type { LearningSwitchNode, TopologyDocument } from '../../../../../shared/document/topology';
import { cable, drawn, hub, pc, sw } from './drawn-switches';

const access = (vlan: number) => ({ untagged: vlan, tagged: [] });
const vlansOf = (document: TopologyDocument, id: string) =>
  (document.nodes[id] as LearningSwitchNode).vlans;

describe('setPortVlans', () => {
  it('sets several ports, in the order of their numbers, and no port that is not there', () => {
    const document = drawn([sw('a', { vlans: { '10': access(5) }, ports: 12 })]);
    const after = applyDiff(document, setPortVlans(document, 'a', [3, 2, 13, 0], access(10)));
    expect(vlansOf(after, 'a')).toEqual({ '2': access(10), '3': access(10), '10': access(5) });
    expect(Object.keys(vlansOf(after, 'a'))).toEqual(['2', '3', '10']);
  });

  it('forgets a port that is as it was at first', () => {
    const document = drawn([sw('a', { vlans: { '3': access(10) } })]);
    const after = applyDiff(document, setPortVlans(document, 'a', [3], access(0)));
    expect(vlansOf(after, 'a')).toEqual({});
  });

  it('refuses a VLAN that is tagged and untagged on one port', () => {
    const document = drawn([sw('a')]);
    const both = { untagged: 10, tagged: [10, 20] };
    expect(portVlansWrong(both)).toMatch(/VLAN 10 is the untagged one/);
    expect(setPortVlans(document, 'a', [1], both).nodes.updated).toEqual([]);
  });

  it('is called after what it does', () => {
    const node = sw('sw1');
    expect(portVlansLabel(node, [3], access(10))).toBe('Set port 3 of sw1 to VLAN 10');
    const trunk = { untagged: null, tagged: [10, 20] };
    expect(portVlansLabel(node, [1, 2], trunk)).toBe('Set 2 ports of sw1 to trunk 10,20');
  });
});

describe('a switch that loses ports', () => {
  it('loses their VLANs, and gets them back by undo', () => {
    const node = sw('a', { vlans: { '2': access(10), '8': access(20) } });
    const document = drawn([node]);
    const diff = changeNode(document, { ...node, ports: 4 });
    expect(vlansOf(applyDiff(document, diff), 'a')).toEqual({ '2': access(10) });
    expect(diff.nodes.updated[0]?.[0]).toBe(node);
  });
});

describe('vlanSlots', () => {
  const slots = (...vlans: number[]) =>
    vlanSlots(drawn([sw('a', { vlans: { '1': { untagged: 0, tagged: vlans } } })]).nodes);

  it('is empty while every port is in VLAN 0', () => {
    expect(vlanSlots(drawn([sw('a'), hub('h')]).nodes).size).toBe(0);
  });

  it('gives VLANs different colours as long as there are enough', () => {
    for (const vlans of [
      [10, 20, 30, 40],
      [1, 10, 100, 1000],
      Array.from({ length: 12 }, (_, index) => 100 + index),
    ]) {
      expect(new Set(slots(...vlans).values()).size).toBe(vlans.length);
    }
  });

  it('keeps a colour when higher VLANs come', () => {
    expect(slots(10, 20).get(20)).toBe(slots(10, 20, 30, 4093).get(20));
  });

  it('still has a colour for each of a hundred', () => {
    const many = slots(...Array.from({ length: 100 }, (_, index) => index + 1));
    expect(many.size).toBe(100);
    for (const slot of many.values()) expect(slot).toBeGreaterThanOrEqual(1);
  });
});

describe('what a cable carries', () => {
  const trunk = { untagged: 0, tagged: [10, 20, 30] };
  const document = drawn(
    [
      sw('a', { vlans: { '1': access(10), '8': trunk } }),
      sw('b', { vlans: { '8': { untagged: null, tagged: [20, 30, 40] } } }),
      pc('p'),
      pc('q'),
    ],
    ['p:0-a:1', 'a:8-b:8'],
  );

  it('is what its switch end says, for the machine as well', () => {
    expect(cableLook(document, cable('p:0-a:1'))).toEqual(access(10));
    expect(jackLook(document, { node: 'p', port: 0 })).toEqual(access(10));
  });

  it('is what both ends of a trunk have', () => {
    expect(cableLook(document, cable('a:8-b:8'))).toEqual({ untagged: null, tagged: [20, 30] });
  });

  it('is unknown between machines', () => {
    expect(cableLook(document, cable('p:0-q:0'))).toBeNull();
    expect(jackLook(document, { node: 'q', port: 0 })).toBeNull();
  });

  it('shows as one stripe per VLAN, VLAN 0 in the neutral one, four at most', () => {
    const slots = vlanSlots(document.nodes);
    expect(stripesOf(access(10), slots)).toEqual([slots.get(10)]);
    expect(stripesOf(trunk, slots)).toEqual([0, slots.get(10), slots.get(20), slots.get(30)]);
    expect(stripesOf({ untagged: null, tagged: [10, 20, 30, 40, 1, 2] }, slots)).toHaveLength(4);
  });
});
