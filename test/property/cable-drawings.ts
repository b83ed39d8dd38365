/** Drawings with nodes and cables at random. */
import fc from 'fast-check';
import { cableRoutes, type TopologyDocument } from '../../shared/document/topology';
import { drawNodes, end, join } from '../unit/renderer/document/cables/cable-labs';

const coordinate = fc.integer({ min: -900, max: 900 });
export const place = fc.record({ x: coordinate, y: coordinate });
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

/** Nodes about a middle, and cables between them. Every plug takes the next port of both of its switches; PCs have one card. */
export const drawing = fc
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
