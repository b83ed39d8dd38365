import { describe, expect, it } from 'vitest';
import { layOutCables } from '../../../../../renderer/document/cables/cable-layout';
import { moveNodes } from '../../../../../renderer/document/edits/edits';
import { overlaps } from '../../../../../renderer/document/geometry/boxes';
import { nodeBox } from '../../../../../renderer/document/geometry/geometry';
import { distanceToLine } from '../../../../../renderer/document/geometry/polyline';
import { applyDiff } from '../../../../../shared/document/document-diff';
import type { Cable } from '../../../../../shared/document/topology';
import { drawNodes, end, join, labelBoxes, layOut, still } from './cable-labs';

const routes: Cable['route'][] = ['straight', 'bent', 'curved'];

function pair(x: number, y: number, looks: Partial<Cable> = {}) {
  const document = drawNodes([
    { kind: 'switch', x: 0, y: 0 },
    { kind: 'pc', x, y },
  ]);
  return join(document, end(0, 2), end(1, 0), looks);
}

const places = [
  [0, 300],
  [400, 0],
  [-350, 260],
  [300, -300],
] as const;

describe('the way of a cable', () => {
  it.each(routes)('goes from jack to jack when it is %s', (route) => {
    for (const [x, y] of places) {
      const { a, b, line } = layOut(pair(x, y, { route })).drawings.get('c0')!;
      expect(line[0]).toEqual(a);
      expect(line.at(-1)).toEqual(b);
    }
  });

  it('has only level and upright pieces when it is bent, clear of the node that it goes to', () => {
    for (const [x, y] of places) {
      const document = pair(x, y, { route: 'bent' });
      const { line } = layOut(document).drawings.get('c0')!;
      for (const [index, to] of line.slice(1).entries()) {
        const from = line[index]!;
        expect(from.x === to.x || from.y === to.y).toBe(true);
      }
      expect(line.length).toBeLessThanOrEqual(4);
    }
  });

  it.each(['bent', 'curved'] as const)('leads through its points when it is %s', (route) => {
    const points = [
      { x: 50, y: 400 },
      { x: 300, y: 200 },
    ];
    const { line } = layOut(pair(500, 300, { route, points })).drawings.get('c0')!;
    for (const point of points) expect(distanceToLine(point, line)).toBeLessThan(0.01);
  });

  it('leads through no points when it is straight', () => {
    const { line } = layOut(pair(500, 300, { points: [{ x: 9, y: 900 }] })).drawings.get('c0')!;
    expect(line).toHaveLength(2);
  });

  it('takes its points along while both of its nodes are dragged, and not for one of them', () => {
    const document = pair(500, 300, { route: 'bent', points: [{ x: 50, y: 400 }] });
    const { nodes, cables } = document;
    const n0 = { at: { x: 100, y: 20 } };
    const n1 = { at: { x: 600, y: 320 } };
    const lineWith = (dragged: Map<string, { at: { x: number; y: number } }>) =>
      layOutCables({ nodes, cables, ...still, places: dragged }, layOut(document)).drawings.get(
        'c0',
      )!.line;
    const both = lineWith(
      new Map([
        ['n0', n0],
        ['n1', n1],
      ]),
    );
    expect(both).toContainEqual({ x: 150, y: 420 });
    expect(lineWith(new Map([['n0', n0]]))).toContainEqual({ x: 50, y: 400 });
  });
});

/** The least distance between the middles of the ways of all cables. */
function leastGap(document: ReturnType<typeof drawNodes>): number {
  const lines = [...layOut(document).drawings.values()].map(({ line }) => line);
  let least = Number.POSITIVE_INFINITY;
  for (const [index, line] of lines.entries()) {
    const middle = line.length === 2 ? 0 : Math.floor(line.length / 2);
    const [from, to] = [line[Math.max(0, middle - 1)]!, line[Math.max(1, middle)]!];
    const at = { x: (from.x + to.x) / 2, y: (from.y + to.y) / 2 };
    for (const [other, otherLine] of lines.entries()) {
      if (other !== index) least = Math.min(least, distanceToLine(at, otherLine));
    }
  }
  return least;
}

describe('several cables between the same two nodes', () => {
  it.each(routes)('are drawn apart when they are %s, whichever end comes first', (route) => {
    for (const [x, y] of [
      [600, 0],
      [0, 400],
      [500, 350],
    ] as const) {
      let document = drawNodes([
        { kind: 'switch', x: 0, y: 0 },
        { kind: 'switch', x, y },
      ]);
      for (const port of [1, 2, 3, 4]) {
        const [a, b] = port === 2 ? [end(1, port), end(0, port)] : [end(0, port), end(1, port)];
        document = join(document, a, b, { route });
      }
      expect(leastGap(document)).toBeGreaterThan(4);
    }
  });

  it('go straight from jack to jack where that keeps them apart', () => {
    let document = drawNodes([
      { kind: 'switch', x: 0, y: 0 },
      { kind: 'switch', x: 0, y: 400 },
    ]);
    for (const port of [1, 5]) document = join(document, end(0, port), end(1, port));
    for (const { line } of layOut(document).drawings.values()) expect(line).toHaveLength(2);
  });
});

/** One switch with a PC at each of its ports, in rows below and above it. */
function star(ports: number) {
  const around = Array.from({ length: ports }, (_, index) => ({
    kind: 'pc' as const,
    x: (index % 8) * 230 - 700,
    y: index < 8 ? 420 : index < 16 ? -420 : 640,
  }));
  let document = drawNodes([{ kind: 'switch', x: 0, y: 0, ports }, ...around]);
  for (let port = 1; port <= ports; port++) document = join(document, end(0, port), end(port, 0));
  return document;
}

describe('labels', () => {
  it.each([8, 24])('of %i cables at one switch all have room, over nothing else', (ports) => {
    const document = star(ports);
    const drawings = [...layOut(document).drawings.values()];
    const boxes = drawings.flatMap(labelBoxes);
    expect(boxes).toHaveLength(2 * ports);
    const nodes = Object.values(document.nodes).map((node) => nodeBox(node));
    for (const [index, box] of boxes.entries()) {
      for (const other of [...boxes.slice(index + 1), ...nodes]) {
        expect(overlaps(box, other)).toBe(false);
      }
    }
  });

  it('are left out for a cable or for all', () => {
    const document = pair(400, 300, { labels: false });
    expect(layOut(document).drawings.get('c0')!.pills).toEqual({ a: null, b: null });
    const { nodes, cables } = pair(400, 300);
    const hidden = layOutCables({ nodes, cables, ...still, labels: false }, layOut(document));
    expect(hidden.drawings.get('c0')!.pills).toEqual({ a: null, b: null });
  });

  it('stand on their lines and say the ports', () => {
    for (const route of routes) {
      for (const [x, y] of places) {
        const { line, pills } = layOut(pair(x, y, { route })).drawings.get('c0')!;
        expect([pills.a?.text, pills.b?.text]).toEqual(['2', 'eth0']);
        expect(distanceToLine(pills.a!, line)).toBeLessThan(0.01);
        expect(distanceToLine(pills.b!, line)).toBeLessThan(0.01);
      }
    }
  });

  it('do not jump while a node is dragged slowly', () => {
    let before = layOut(star(24));
    const { nodes, cables } = star(24);
    for (let step = 1; step <= 60; step++) {
      const dragged = new Map([['n3', { at: { x: -240 + step, y: 420 } }]]);
      const now = layOutCables({ nodes, cables, ...still, places: dragged }, before);
      for (const [id, { pills }] of now.drawings) {
        const old = before.drawings.get(id)!.pills;
        if (pills.a === null || old.a === null) continue;
        expect(Math.hypot(pills.a.x - old.a.x, pills.a.y - old.a.y)).toBeLessThan(12);
      }
      before = now;
    }
  });
});

describe('a layout that is built on the one before', () => {
  it('keeps the drawings of cables that nothing happened to', () => {
    const document = star(8);
    const before = layOut(document);
    const moved = applyDiff(document, moveNodes(document, [['n8', { x: 1400, y: 900 }]]));
    const after = layOut(moved, before);
    expect(after.drawings.get('c7')).not.toBe(before.drawings.get('c7'));
    expect(after.drawings.get('c0')).toBe(before.drawings.get('c0'));
  });
});
