import { describe, expect, it } from 'vitest';
import {
  type Box,
  boundsOf,
  freePlace,
  isInView,
  jackBox,
  nodeSize,
} from '../../../../../renderer/document/geometry/geometry';
import { newNode } from '../../../../../renderer/document/records/new-node';
import { type DeviceNode, emptyDocument, portsOf } from '../../../../../shared/document/topology';
import type { NodeKind } from '../../../../../shared/kinds/registry';

const empty = emptyDocument('7b5b9d3e-3f0e-4d7e-9d1c-0a4b5c6d7e8f');

function device(kind: Exclude<NodeKind, 'note'>, x = 0, y = 0): DeviceNode {
  return newNode(empty, kind, { x, y }, Math.random) as DeviceNode;
}

function overlap(one: Box, other: Box): boolean {
  return (
    one.x < other.x + other.width &&
    other.x < one.x + one.width &&
    one.y < other.y + other.height &&
    other.y < one.y + one.height
  );
}

describe('jacks', () => {
  const sw = device('switch') as DeviceNode & { kind: 'switch' };
  const vm = device('qemu') as DeviceNode & { kind: 'qemu' };
  const shapes: [string, DeviceNode][] = [
    ...[1, 3, 8, 9, 24, 128].map((ports): [string, DeviceNode] => [
      `a switch with ${ports} ports`,
      { ...sw, ports },
    ]),
    ...[1, 4, 5, 8].map((count): [string, DeviceNode] => [
      `a machine with ${count} cards`,
      { ...vm, cards: Array.from({ length: count }, () => vm.cards[0]!) },
    ]),
    ['a tap', device('tap')],
  ];

  it.each(shapes)('of %s lie inside of it and apart from each other', (_, node) => {
    const { width, height } = nodeSize(node);
    const boxes = portsOf(node).map((port) => jackBox(node, port)!);
    for (const [index, box] of boxes.entries()) {
      expect(box.x).toBeGreaterThanOrEqual(0);
      expect(box.x + box.width).toBeLessThanOrEqual(width);
      expect(box.y + box.height).toBeLessThanOrEqual(height);
      for (const other of boxes.slice(index + 1)) expect(overlap(box, other)).toBe(false);
    }
  });

  it('exist only for the ports that there are', () => {
    expect(jackBox(sw, 0)).toBeUndefined();
    expect(jackBox(sw, 9)).toBeUndefined();
    expect(nodeSize({ ...vm, cards: [] }).height).toBeGreaterThan(0);
  });
});

describe('freePlace', () => {
  it('takes the wanted place when nothing is there, and one beside it when there is', () => {
    const size = { width: 184, height: 92 };
    expect(freePlace([], size, { x: 5, y: 6 })).toEqual({ x: 5, y: 6 });
    const taken: Box[] = [];
    for (let count = 0; count < 30; count++) {
      const box = { ...freePlace(taken, size, { x: 0, y: 0 }), ...size };
      expect(taken.some((other) => overlap(box, other))).toBe(false);
      taken.push(box);
    }
    expect(boundsOf(taken)!.width).toBeLessThan(4000);
  });
});

describe('a box in view', () => {
  const area = { width: 400, height: 300 };
  const box: Box = { x: 10, y: 10, width: 100, height: 100 };

  it('is one that shows up to its last pixel', () => {
    expect(isInView(box, [0, 0, 1], area)).toBe(true);
    expect(isInView(box, [290, 190, 1], area)).toBe(true);
    expect(isInView(box, [291, 190, 1], area)).toBe(false);
    expect(isInView(box, [290, 191, 1], area)).toBe(false);
    expect(isInView(box, [-11, 0, 1], area)).toBe(false);
  });

  it('counts the zoom', () => {
    expect(isInView(box, [0, 0, 2.7], area)).toBe(true);
    expect(isInView(box, [0, 0, 2.8], area)).toBe(false);
  });
});
