import { describe, expect, it } from 'vitest';
import { groupNodes } from '../../../../../renderer/document/edits/group-edits';
import { layOutNodes, layoutRequest } from '../../../../../renderer/document/edits/layout-edits';
import { nodeBox } from '../../../../../renderer/document/geometry/geometry';
import { type LayoutKind, layOut } from '../../../../../renderer/document/layouts/lay-out';
import { applyDiff } from '../../../../../shared/document/document-diff';
import type { TopologyDocument } from '../../../../../shared/document/topology';
import { coveredNodes, DrawnLab, hiddenCables, starLab } from '../../../../harness/labs-to-lay-out';

const kinds: readonly LayoutKind[] = ['layers', 'forces', 'rings', 'grid'];

/** A core switch with others around it, each with PCs. */
function tree(switches: number, leaves: number): DrawnLab {
  const lab = new DrawnLab();
  lab.switch('core', Math.max(8, switches));
  for (let index = 1; index <= switches; index++) {
    const id = lab.switch(`sw${index}`, 32);
    lab.join(id, 'core');
    lab.leaves(id, leaves);
  }
  return lab;
}

/** Two spines, and leaf switches on both of them with PCs. */
function twoTier(racks: number, leaves: number): DrawnLab {
  const lab = new DrawnLab();
  for (const id of ['spine1', 'spine2']) lab.switch(id, 16);
  for (let index = 1; index <= racks; index++) {
    const id = lab.switch(`rack${index}`, 32);
    for (const spine of ['spine1', 'spine2']) lab.join(id, spine);
    lab.leaves(id, leaves);
  }
  return lab;
}

function circle(switches: number, leaves: number, mesh = false): DrawnLab {
  const lab = new DrawnLab();
  const ids = Array.from({ length: switches }, (_, index) => lab.switch(`sw${index + 1}`, 16));
  ids.forEach((id, index) => {
    const others = mesh ? ids.slice(index + 1) : [ids[(index + 1) % switches]!];
    for (const other of others) lab.join(id, other);
  });
  for (const id of ids) lab.leaves(id, leaves);
  return lab;
}

/** A router between two networks, a chain of switches, a way out, and nodes that nothing joins. */
function office(): DrawnLab {
  const lab = tree(3, 4);
  lab.add('nat', 'nat1');
  lab.join('nat1', 'core');
  lab.add('tap', 'tap1');
  lab.join('tap1', 'sw1');
  for (let index = 1; index <= 5; index++) lab.add('pc', `lone${index}`);
  lab.switch('far1', 8);
  lab.switch('far2', 8);
  lab.join('far1', 'far2');
  lab.leaves('far2', 3);
  return lab;
}

/** Two groups, each of a switch with PCs, and notes that stay. */
function grouped(): TopologyDocument {
  const lab = tree(3, 3);
  lab.add('note', 'note1', { x: 700, y: 100 });
  lab.add('note', 'note2', { x: -200, y: 300 });
  let document = lab.document;
  for (const sw of ['sw1', 'sw2']) {
    const members = [sw, `${sw}-pc1`, `${sw}-pc2`, `${sw}-pc3`];
    const left = sw === 'sw1' ? 0 : 1200;
    members.forEach((id, index) => {
      document.nodes[id] = {
        ...document.nodes[id]!,
        x: left + (index % 2) * 300,
        y: Math.floor(index / 2) * 260,
      };
    });
    document = applyDiff(document, groupNodes(document, members).diff);
  }
  return document;
}

const labs: Record<string, () => TopologyDocument> = {
  'a star of 3': () => starLab(3).document,
  'a star of 10': () => starLab(10).document,
  'a star of 12': () => starLab(12).document,
  'a star of 13': () => starLab(13).document,
  'a star of 30': () => starLab(30).document,
  'a star of 100': () => starLab(100).document,
  'a tree of 3 by 5': () => tree(3, 5).document,
  'a tree of 6 by 10': () => tree(6, 10).document,
  'a tree of 4 by 24': () => tree(4, 24).document,
  'two spines and four racks': () => twoTier(4, 6).document,
  'a ring of 3 switches': () => circle(3, 2).document,
  'a ring of 6 switches': () => circle(6, 3).document,
  'a mesh of 4 switches': () => circle(4, 2, true).document,
  'a mesh of 6 switches': () => circle(6, 1, true).document,
  'an office': () => office().document,
  'groups and notes': grouped,
};

function laidOut(
  document: TopologyDocument,
  kind: LayoutKind,
  selected = new Set<string>(),
): TopologyDocument {
  const request = layoutRequest(document, selected, kind)!;
  return applyDiff(document, layOutNodes(document, layOut(request)));
}

describe.each(kinds)('laid out: %s', (kind) => {
  it.each(Object.entries(labs))('%s shows every cable', (_, make) => {
    const after = laidOut(make(), kind);
    expect(coveredNodes(after)).toEqual([]);
    expect(hiddenCables(after)).toEqual([]);
  });
});

describe('a star of ten', () => {
  const middle = (document: TopologyDocument, id: string) => {
    const { x, y, width, height } = nodeBox(document.nodes[id]!);
    return { x: x + width / 2, y: y + height / 2 };
  };
  const pcs = Array.from({ length: 10 }, (_, index) => `sw1-pc${index + 1}`);

  it('stands evenly around its switch, in the order of names, the first above it', () => {
    const after = laidOut(starLab(10).document, 'rings');
    const hub = middle(after, 'sw1');
    const turns = pcs.map((id) => {
      const { x, y } = middle(after, id);
      expect(Math.hypot(x - hub.x, y - hub.y)).toBeCloseTo(
        Math.hypot(middle(after, 'sw1-pc1').x - hub.x, middle(after, 'sw1-pc1').y - hub.y),
        -1,
      );
      return Math.atan2(x - hub.x, hub.y - y) / (2 * Math.PI);
    });
    for (const [index, turn] of turns.entries()) expect((turn + 1) % 1).toBeCloseTo(index / 10, 1);
  });

  it('stands in one row below it, in the order of names, with straight cables', () => {
    const after = laidOut(starLab(10).document, 'layers');
    const corners = pcs.map((id) => after.nodes[id]!);
    expect(new Set(corners.map(({ y }) => y)).size).toBe(1);
    expect(corners[0]!.y).toBeGreaterThan(after.nodes.sw1!.y);
    const columns = corners.map(({ x }) => x);
    expect(columns).toEqual(columns.toSorted((one, other) => one - other));
    expect(Object.values(after.cables).every(({ route }) => route === 'straight')).toBe(true);
  });

  it('has straight cables again when rings follow on a layout that led them in lanes', () => {
    const lanes = laidOut(starLab(30).document, 'layers');
    expect(Object.values(lanes.cables).every(({ points }) => points.length === 2)).toBe(true);
    const rings = laidOut(lanes, 'rings');
    expect(Object.values(rings.cables).every(({ route }) => route === 'straight')).toBe(true);
    expect(hiddenCables(rings)).toEqual([]);
  });
});

it('leaves cables between nodes that are not selected as they are', () => {
  const lab = tree(2, 4);
  const selected = new Set(['sw1', 'sw1-pc1', 'sw1-pc2', 'sw1-pc3', 'sw1-pc4']);
  const after = laidOut(lab.document, 'rings', selected);
  for (const node of Object.values(lab.document.nodes)) {
    if (!selected.has(node.id)) expect(after.nodes[node.id]).toBe(node);
  }
  const others = Object.values(lab.document.cables).filter(
    ({ a, b }) => !selected.has(a.node) && !selected.has(b.node),
  );
  expect(others.length).toBe(5);
  for (const cable of others) expect(after.cables[cable.id]).toBe(cable);
});

it.each(['layers', 'rings'] as const)('shows every cable of a thousand nodes: %s', (kind) => {
  const after = laidOut(tree(40, 24).document, kind);
  expect(Object.keys(after.nodes).length).toBe(1001);
  expect(hiddenCables(after)).toEqual([]);
});
