/** Labels of cables overlap nothing, and a layout in steps is the same as one at once. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { overlaps } from '../../renderer/canvas/boxes';
import { pillBox } from '../../renderer/canvas/cable-labels';
import { nodeBox } from '../../renderer/canvas/geometry';
import { moveNodes } from '../../renderer/document/edits';
import { applyDiff } from '../../shared/document-diff';
import { cableRoutes, type TopologyDocument } from '../../shared/topology';
import { drawNodes, end, join, layOut } from '../unit/renderer/canvas/cable-labs';

const coordinate = fc.integer({ min: -900, max: 900 });
const place = fc.record({ x: coordinate, y: coordinate });
const node = fc.record({
  kind: fc.constantFrom('switch' as const, 'pc' as const),
  x: coordinate,
  y: coordinate,
  ports: fc.constantFrom(4, 8, 24),
});
const plug = fc.record({
  a: fc.nat({ max: 9 }),
  b: fc.nat({ max: 9 }),
  route: fc.constantFrom(...cableRoutes),
  points: fc.array(place, { maxLength: 3 }),
  up: fc.boolean(),
});

/** Every plug takes the next port of both of its switches; PCs have one card. */
const drawing = fc
  .record({
    nodes: fc.array(node, { minLength: 2, maxLength: 10 }),
    plugs: fc.array(plug, { maxLength: 30 }),
  })
  .map(({ nodes, plugs }): TopologyDocument => {
    let document = drawNodes(nodes);
    const used = nodes.map(() => 0);
    const next = (index: number) => {
      const { kind, ports } = nodes[index]!;
      used[index]! += 1;
      if (kind === 'pc') return used[index] === 1 ? 0 : null;
      return used[index]! <= ports ? used[index]! : null;
    };
    for (const { a, b, ...looks } of plugs) {
      const [from, to] = [a % nodes.length, b % nodes.length];
      if (from === to) continue;
      const [one, other] = [next(from), next(to)];
      if (one !== null && other !== null)
        document = join(document, end(from, one), end(to, other), looks);
    }
    return document;
  });

describe('the layout of cables', () => {
  it('never puts a port label over another one or over a node', () => {
    fc.assert(
      fc.property(drawing, (document) => {
        const pills = [...layOut(document).drawings.values()]
          .flatMap(({ pills: { a, b } }) => [a, b])
          .filter((pill) => pill !== null)
          .map(pillBox);
        const nodes = Object.values(document.nodes).map((one) => nodeBox(one));
        for (const [index, box] of pills.entries()) {
          for (const other of [...pills.slice(index + 1), ...nodes]) {
            expect(overlaps(box, other)).toBe(false);
          }
        }
      }),
      { numRuns: 150 },
    );
  });

  it('is the same after moves, one by one, as for the drawing that they lead to', () => {
    const moves = fc.array(fc.tuple(fc.nat({ max: 9 }), place), { maxLength: 6 });
    fc.assert(
      fc.property(drawing, moves, (start, steps) => {
        let document = start;
        let layout = layOut(document);
        for (const [index, at] of steps) {
          document = applyDiff(document, moveNodes(document, [[`n${index}`, at]]));
          layout = layOut(document, layout);
        }
        expect([...layout.drawings]).toEqual([...layOut(document).drawings]);
      }),
      { numRuns: 150 },
    );
  });
});
