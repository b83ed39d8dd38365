/** What switches see, told at the machines that it is about, once each. */
import { describe, expect, it } from 'vitest';
import {
  emptyDocument,
  perfectCable,
  type TopologyDocument,
} from '../../../../shared/document/topology';
import { plainSwitch } from '../../../../shared/kinds/switch';
import { unmanaged } from '../../../../shared/kinds/switch-places';
import type { Sightings } from '../../../../shared/lab/switch-view';
import { sightingFindings } from '../../../../shared/rules/sighting-findings';

const A = '02:00:00:00:00:0a';
const B = '02:00:00:00:00:0b';

/** pc1 - sw2 - sw1 - sw3 - pc2 */
function tree(macs: readonly [string, string]): TopologyDocument {
  const place = { x: 0, y: 0 };
  const fields = { ...place, ports: 8, directory: '', mode: '0700', group: '' };
  const one = (id: string) => ({
    ...fields,
    ...plainSwitch,
    ...unmanaged,
    id,
    kind: 'switch' as const,
    name: id,
  });
  const pc = (id: string, mac: string) =>
    ({ ...place, id, kind: 'pc', name: id, cards: [{ mac }] }) as never;
  const cable = (id: string, a: [string, number], b: [string, number]) => ({
    id,
    a: { node: a[0], port: a[1] },
    b: { node: b[0], port: b[1] },
    ...perfectCable,
  });
  return {
    ...emptyDocument('7b2c1a34-5d6e-4f70-8a91-b2c3d4e5f607'),
    nodes: {
      sw1: one('sw1'),
      sw2: one('sw2'),
      sw3: one('sw3'),
      pc1: pc('pc1', macs[0]),
      pc2: pc('pc2', macs[1]),
    },
    cables: {
      c1: cable('c1', ['sw1', 1], ['sw2', 8]),
      c2: cable('c2', ['sw1', 2], ['sw3', 8]),
      c3: cable('c3', ['sw2', 1], ['pc1', 0]),
      c4: cable('c4', ['sw3', 1], ['pc2', 0]),
    },
  };
}

const sees = (address: string, ...owners: [string, number][]): Sightings => ({
  doubles: [{ address, vlan: 0, owners: owners.map(([mac, port]) => ({ mac, port })) }],
  mistagged: [],
});

const told = (document: TopologyDocument, byNode: Record<string, Sightings>) =>
  sightingFindings(document, byNode).map(({ record, message }) => [record, message]);

describe('an address that is there twice is told', () => {
  it('at both machines, once, though three switches see it', () => {
    const byNode = {
      sw1: sees(A, [A, 1], [A, 2]),
      sw2: sees(A, [A, 1], [A, 8]),
      sw3: sees(A, [A, 1], [A, 8]),
    };
    expect(told(tree([A, A]), byNode)).toEqual([
      ['pc1', `pc1 has the address ${A}, and so has pc2: sw1 sees it at port 1 and port 2.`],
      ['pc2', `pc2 has the address ${A}, and so has pc1: sw1 sees it at port 1 and port 2.`],
    ]);
  });

  it('at both machines, though only the switch between them sees both', () => {
    const byNode = { sw1: sees('10.0.0.2', [A, 1], [B, 2]) };
    expect(told(tree([A, B]), byNode)).toEqual([
      ['pc1', 'pc1 has the address 10.0.0.2, and so has pc2: sw1 sees it at port 1 and port 2.'],
      ['pc2', 'pc2 has the address 10.0.0.2, and so has pc1: sw1 sees it at port 1 and port 2.'],
    ]);
  });

  it('at the switch whose port an external client has', () => {
    const byNode = { sw2: sees(A, [A, 1], [A, 5]) };
    expect(told(tree([A, B]), byNode)).toEqual([
      [
        'pc1',
        `pc1 has the address ${A}, and so has what is at port 5 of sw2: sw2 sees it at port 1 and port 5.`,
      ],
      [
        'sw2',
        `What is at port 5 of sw2 has the address ${A}, and so has pc1: sw2 sees it at port 1 and port 5.`,
      ],
    ]);
  });
});

it('frames with wrong tags are told at their switch, with the edit that lets them pass', () => {
  const byNode = { sw1: { doubles: [], mistagged: [{ port: 2, vlans: [10] }] } };
  expect(sightingFindings(tree([A, B]), byNode)).toEqual([
    {
      severity: 'warning',
      record: 'sw1',
      message:
        'Tagged frames of VLAN 10 come in at port 2 of sw1, which is no trunk for it; they are dropped.',
      next: 'Make the port a trunk for it, or for all VLANs.',
      remedy: { do: 'make-trunk', port: 2, vlans: [10] },
    },
  ]);
});
