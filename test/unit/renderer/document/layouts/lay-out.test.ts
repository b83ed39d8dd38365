import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Box } from '../../../../../renderer/document/geometry/geometry';
import { type LayoutKind, layOut } from '../../../../../renderer/document/layouts/lay-out';
import type { LayoutGraph, Places } from '../../../../../renderer/document/layouts/layout-graph';
import { boxesOf } from '../../../../../renderer/document/layouts/pack';
import { campus, hub, joined, machine, outside, star } from './drawn-graphs';

const kinds: LayoutKind[] = ['layers', 'forces', 'rings', 'grid'];

function lay(
  kind: LayoutKind,
  graph: LayoutGraph,
  obstacles: Box[] = [],
  middle: string | null = null,
) {
  return layOut({ kind, graph, middle, centre: { x: 0, y: 0 }, obstacles }).places;
}

function touching(boxes: readonly Box[]): [Box, Box][] {
  return boxes.flatMap((one, index) =>
    boxes
      .slice(index + 1)
      .filter(
        (other) =>
          one.x < other.x + other.width &&
          other.x < one.x + one.width &&
          one.y < other.y + other.height &&
          other.y < one.y + one.height,
      )
      .map((other): [Box, Box] => [one, other]),
  );
}

function at(places: Places, id: string) {
  return places.get(id) ?? { x: Number.NaN, y: Number.NaN };
}

const graphs = {
  'a switch with many machines': star('sw', 40),
  'a campus': campus(9, 7),
  'parts that nothing joins': joined(star('a', 3), star('b', 12), {
    nodes: [machine('lone1'), machine('lone2'), hub('lone3')],
    links: [],
  }),
  'two machines and a cable': {
    nodes: [machine('a'), machine('b')],
    links: [['a', 'b'] as const],
  },
  'a ring of switches': {
    nodes: [hub('a'), hub('b'), hub('c'), hub('d')],
    links: [['a', 'b'] as const, ['b', 'c'] as const, ['c', 'd'] as const, ['d', 'a'] as const],
  },
  'one node': { nodes: [machine('a')], links: [] },
  nothing: { nodes: [], links: [] },
};

describe.each(kinds)('laying out: %s', (kind) => {
  it.each(Object.entries(graphs))('covers nothing: %s', (_, graph) => {
    const places = lay(kind, graph);
    expect(places.size).toBe(graph.nodes.length);
    expect(touching(boxesOf(graph.nodes, places))).toEqual([]);
  });

  it('gives the same drawing every time', () => {
    expect([...lay(kind, graphs['a campus'])]).toEqual([...lay(kind, campus(9, 7))]);
  });

  it('keeps clear of what stays', () => {
    const graph = star('sw', 9);
    const stays = [
      { x: -300, y: -50, width: 400, height: 100 },
      { x: 0, y: 200, width: 100, height: 100 },
    ];
    const boxes = boxesOf(graph.nodes, lay(kind, graph, stays));
    expect(touching([...boxes, ...stays])).toEqual([]);
  });

  it('covers nothing, whatever is drawn', () => {
    const drawn = fc.record({
      sizes: fc.array(fc.tuple(fc.integer({ min: 80, max: 400 }), fc.boolean()), {
        minLength: 1,
        maxLength: 25,
      }),
      links: fc.array(fc.tuple(fc.nat(24), fc.nat(24)), { maxLength: 40 }),
    });
    fc.assert(
      fc.property(drawn, ({ sizes, links }) => {
        const nodes = sizes.map(([size, isHub], index) => ({
          ...(isHub ? hub(`n${index}`) : machine(`n${index}`)),
          width: size,
        }));
        const graph = { nodes, links: links.map(([a, b]) => [`n${a}`, `n${b}`] as const) };
        const places = lay(kind, graph);
        expect(places.size).toBe(nodes.length);
        expect(touching(boxesOf(nodes, places))).toEqual([]);
      }),
      { numRuns: 25 },
    );
  });
});

describe('layers', () => {
  it('draws machines below their switch and the way out above it', () => {
    const graph = joined(star('sw', 3), { nodes: [outside('nat')], links: [['nat', 'sw']] });
    const places = lay('layers', graph);
    expect(at(places, 'nat').y).toBeLessThan(at(places, 'sw').y);
    for (const id of ['sw-pc0', 'sw-pc1', 'sw-pc2']) {
      expect(at(places, id).y).toBeGreaterThan(at(places, 'sw').y + 108);
    }
  });

  it('puts the most central switch on top', () => {
    const places = lay('layers', campus(4, 2));
    for (const id of ['sw1', 'sw2', 'sw3']) {
      expect(at(places, id).y).toBeGreaterThan(at(places, 'sw0').y);
    }
  });

  it('puts many machines of one switch into rows', () => {
    const graph = star('sw', 48);
    const rows = new Set([...lay('layers', graph)].map(([, { y }]) => y));
    expect(rows.size).toBe(1 + 6);
  });
});

describe('rings', () => {
  const middleOf = (graph: LayoutGraph, places: Places, id: string) => {
    const { width, height } = graph.nodes.find((node) => node.id === id)!;
    return { x: at(places, id).x + width / 2, y: at(places, id).y + height / 2 };
  };

  it('stand around the node that was chosen', () => {
    const graph = campus(4, 2);
    const places = lay('rings', graph, [], 'sw2');
    const middle = middleOf(graph, places, 'sw2');
    const away = (id: string) => {
      const { x, y } = middleOf(graph, places, id);
      return Math.hypot(x - middle.x, y - middle.y);
    };
    expect(away('sw2-pc0')).toBeCloseTo(away('sw0'), -1);
    expect(away('sw0')).toBeLessThan(away('sw3'));
    expect(away('sw3')).toBeLessThan(away('sw3-pc0'));
  });
});
