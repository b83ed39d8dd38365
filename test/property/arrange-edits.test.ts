/** Laws of arranging: undo restores exactly, locked nodes stay, and nothing but places changes. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sides } from '../../renderer/document/edits/align';
import {
  alignNodes,
  distributeNodes,
  shiftNodes,
} from '../../renderer/document/edits/arrange-edits';
import { layOutNodes, layoutRequest } from '../../renderer/document/edits/layout-edits';
import { type LayoutKind, layOut } from '../../renderer/document/layouts/lay-out';
import { lockNodes } from '../../renderer/document/records/locks';
import { newNode } from '../../renderer/document/records/new-node';
import {
  applyDiff,
  type DocumentDiff,
  emptyDiff,
  reverseDiff,
} from '../../shared/document/document-diff';
import { emptyDocument, perfectCable, type TopologyDocument } from '../../shared/document/topology';

const coordinate = fc.integer({ min: -2000, max: 2000 });
const drawnNode = fc.record({
  kind: fc.constantFrom('switch', 'pc', 'tap', 'note', 'shape'),
  x: coordinate,
  y: coordinate,
  locked: fc.boolean(),
});
type DrawnNode = typeof drawnNode extends fc.Arbitrary<infer T> ? T : never;

function draw(nodes: readonly DrawnNode[]): TopologyDocument {
  const document = emptyDocument('7f6e4f4e-0c1b-4b8e-9a43-7f0b8c6d2e99');
  nodes.forEach(({ kind, x, y, locked }, index) => {
    const node = newNode(document, kind, { x, y }, () => (index + 0.5) / 20);
    document.nodes[node.id] = { ...node, ...(locked ? { locked } : {}) };
  });
  const switches = Object.values(document.nodes).filter(({ kind }) => kind === 'switch');
  const taps = Object.values(document.nodes).filter(({ kind }) => kind === 'tap');
  const [hub] = switches;
  for (const [index, tap] of hub === undefined ? [] : taps.slice(0, 8).entries()) {
    const [a, b] = [
      { node: tap.id, port: 0 },
      { node: hub!.id, port: index + 1 },
    ];
    document.cables[`c${index}`] = { id: `c${index}`, a, b, ...perfectCable };
  }
  return document;
}

const drawing = fc.array(drawnNode, { minLength: 1, maxLength: 14 }).map(draw);

function layoutDiff(document: TopologyDocument, ids: Set<string>, kind: LayoutKind): DocumentDiff {
  const request = layoutRequest(document, ids, kind);
  return request === null ? emptyDiff() : layOutNodes(document, layOut(request));
}

const edits: Record<string, (document: TopologyDocument, ids: Set<string>) => DocumentDiff> = {
  ...Object.fromEntries(
    sides.map((side) => [
      side,
      (document: TopologyDocument, ids: Set<string>) => alignNodes(document, ids, side),
    ]),
  ),
  across: (document, ids) => distributeNodes(document, ids, 'x'),
  down: (document, ids) => distributeNodes(document, ids, 'y'),
  shift: (document, ids) => shiftNodes(document, ids, { x: 24, y: -1 }),
  layers: (document, ids) => layoutDiff(document, ids, 'layers'),
  forces: (document, ids) => layoutDiff(document, ids, 'forces'),
  rings: (document, ids) => layoutDiff(document, ids, 'rings'),
  grid: (document, ids) => layoutDiff(document, ids, 'grid'),
};

function some(document: TopologyDocument, chosen: readonly boolean[]): Set<string> {
  return new Set(Object.keys(document.nodes).filter((_, index) => chosen[index] !== false));
}

const anyEdit = fc.constantFrom(...Object.keys(edits));
const chosen = fc.array(fc.boolean(), { maxLength: 14 });

describe('arranging', () => {
  it('is taken back exactly by undo', () => {
    fc.assert(
      fc.property(drawing, chosen, anyEdit, (document, choice, name) => {
        const diff = edits[name]!(document, some(document, choice));
        const after = applyDiff(document, diff);
        expect(applyDiff(after, reverseDiff(diff))).toEqual(document);
      }),
    );
  });

  it('changes nothing but places, and none of locked nodes', () => {
    fc.assert(
      fc.property(drawing, chosen, anyEdit, (document, choice, name) => {
        const { nodes, cables } = edits[name]!(document, some(document, choice));
        expect([...nodes.added, ...nodes.removed, ...cables.added, ...cables.removed]).toEqual([]);
        for (const [from, to] of nodes.updated) {
          expect(from.locked).toBeUndefined();
          expect({ ...to, x: from.x, y: from.y }).toEqual(from);
        }
      }),
    );
  });

  it('locks and unlocks so that nothing is left of it', () => {
    fc.assert(
      fc.property(drawing, (document) => {
        const ids = Object.keys(document.nodes);
        const free = applyDiff(document, lockNodes(document, ids, false));
        expect(Object.values(free.nodes).filter((node) => 'locked' in node)).toEqual([]);
        const locked = applyDiff(free, lockNodes(free, ids, true));
        expect(Object.values(locked.nodes).every((node) => node.locked === true)).toBe(true);
        expect(applyDiff(locked, lockNodes(locked, ids, false))).toEqual(free);
      }),
    );
  });
});
