import { expect, test } from 'vitest';
import { emptyLayout, layOutCables } from '../../../../../renderer/document/cables/cable-layout';
import { cableNear, farStrokes } from '../../../../../renderer/editor/cables/far-strokes';
import type { LabStatus } from '../../../../../shared/contract/service';
import { star } from '../../../../harness/big-lab';

const document = star(6);
const { nodes, cables } = document;
const input = { nodes, cables, places: new Map(), draft: null, labels: false };
const { drawings } = layOutCables(input, emptyLayout);
const off: LabStatus = { nodes: {}, cables: {} };

test('cables that look alike are one stroke', () => {
  const strokes = farStrokes(drawings.values(), { document, ids: new Set(), lab: off });
  expect(strokes).toHaveLength(1);
  expect(strokes[0]?.path.match(/M/g)).toHaveLength(6);
});

test('cables in different places are strokes of their own', () => {
  const far = Object.fromEntries(
    Object.values(nodes).map((node) => [node.id, { ...node, x: node.x + 9000 }]),
  );
  const moved = layOutCables({ ...input, nodes: far }, emptyLayout).drawings;
  const state = { document, ids: new Set<string>(), lab: off };
  const strokes = farStrokes([...drawings.values(), ...moved.values()], state);
  expect(strokes).toHaveLength(2);
  expect(new Set(strokes.map(({ key }) => key)).size).toBe(2);
});

test('what is selected is a stroke of its own, over the others', () => {
  const strokes = farStrokes(drawings.values(), { document, ids: new Set(['c2']), lab: off });
  expect(strokes.map(({ selected }) => selected)).toEqual([false, true]);
  expect(strokes[1]?.path).toBe(drawings.get('c2')?.path);
});

test('cables of a selected node stand out', () => {
  const strokes = farStrokes(drawings.values(), { document, ids: new Set(['pc3']), lab: off });
  expect(strokes.find(({ joined }) => joined)?.path).toBe(drawings.get('c3')?.path);
});

test('a press near a cable means it, one far from all of them means none', () => {
  const { line } = drawings.get('c4')!;
  const [from, to] = [line[0]!, line.at(-1)!];
  const middle = { x: (from.x + to.x) / 2 + 1, y: (from.y + to.y) / 2 };
  expect(cableNear(drawings, middle, 5)).toBe('c4');
  expect(cableNear(drawings, { x: -5000, y: 0 }, 5)).toBeNull();
});
