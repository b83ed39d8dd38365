import { describe, expect, it } from 'vitest';
import { addNode } from '../../../../../renderer/document/edits/edits';
import { collapseGroups, groupNodes } from '../../../../../renderer/document/edits/group-edits';
import { nodeSize } from '../../../../../renderer/document/geometry/geometry';
import { mapArea, mapParts, maskOf } from '../../../../../renderer/editor/view/overview-map';
import { applyDiff } from '../../../../../shared/document/document-diff';
import { emptyDocument } from '../../../../../shared/document/topology';
import type { NodeKind } from '../../../../../shared/kinds/registry';

const NOBODY: ReadonlySet<string> = new Set();
const MAP = { width: 150, height: 100 };

function drawing(...kinds: NodeKind[]) {
  let document = emptyDocument('7b5b9d3e-3f0e-4d7e-9d1c-0a4b5c6d7e8f');
  const ids = kinds.map((kind, index) => {
    const { diff, id } = addNode(document, kind, { x: index * 300, y: 40 });
    document = applyDiff(document, diff);
    return id;
  });
  return { document, ids };
}

describe('the parts of the overview', () => {
  it('are one outline for each kind, with what is behind others below and what is selected above', () => {
    const { document, ids } = drawing('pc', 'switch', 'pc', 'shape', 'picture');
    const parts = mapParts(document.nodes, new Set([ids[2]!, ids[4]!]));
    expect(parts.map(({ kind }) => kind)).toEqual(['picture', 'frame', 'pc', 'switch', 'selected']);
    const { width, height } = nodeSize(document.nodes[ids[0]!]!);
    const pc = `M0 40h${width}v${height}h${-width}z`;
    expect(parts[2]!.outline).toBe(pc);
    expect(mapParts(document.nodes, NOBODY)[2]!.outline).toBe(pc + pc.replace('M0', 'M600'));
  });

  it('are the symbol of a collapsed group in place of its members', () => {
    const { document, ids } = drawing('pc', 'pc', 'switch');
    const made = groupNodes(document, ids.slice(0, 2))!;
    const open = applyDiff(document, made.diff);
    expect(mapParts(open.nodes, NOBODY).map(({ kind }) => kind)).toEqual(['frame', 'pc', 'switch']);
    const shut = applyDiff(open, collapseGroups(open, [made.id!], true));
    const looks = mapParts(shut.nodes, new Set(ids)).map(({ kind }) => kind);
    expect(looks).toEqual(['group', 'selected']);
  });
});

describe('the area of the overview', () => {
  it.each([
    ['wide', { x: -100, y: 50, width: 3000, height: 20 }],
    ['high', { x: -100, y: 50, width: 3, height: 2000 }],
    ['empty', null],
  ])('has the shape of the map and a margin around a drawing that is %s', (_, bounds) => {
    const area = mapArea(bounds, MAP);
    expect(area.width / area.height).toBeCloseTo(1.5);
    if (bounds === null) return;
    expect(area.x).toBeLessThan(bounds.x);
    expect(area.y).toBeLessThan(bounds.y);
    expect(area.x + area.width).toBeGreaterThan(bounds.x + bounds.width);
    expect(area.y + area.height).toBeGreaterThan(bounds.y + bounds.height);
    expect(area.x + area.width / 2).toBeCloseTo(bounds.x + bounds.width / 2);
  });

  it('has a hole in its mask where the view is, as far as the map goes', () => {
    const area = { x: 0, y: 0, width: 150, height: 100 };
    const mask = (x: number, y: number, width: number, height: number) =>
      maskOf(area, { x, y, width, height }).slice('M0 0h150v100h-150z'.length);
    expect(mask(10, 20, 30, 40)).toBe('M10 20h30v40h-30z');
    expect(mask(-10, 90, 30, 40)).toBe('M0 90h20v10h-20z');
    expect(mask(-10, -10, 400, 400)).toBe('M0 0h150v100h-150z');
    expect(mask(500, 20, 30, 40)).toBe('M150 20h0v40h0z');
  });
});
