import { expect, test } from 'vitest';
import { newNode } from '../../../../../renderer/document/records/new-node';
import {
  byKind,
  manyLabel,
  manySpecs,
  sharedSpecs,
} from '../../../../../renderer/features/inspector/shared-specs';
import { emptyDocument } from '../../../../../shared/document/topology';
import type { NodeKind } from '../../../../../shared/kinds/registry';

const fields = (...kinds: NodeKind[]) => sharedSpecs(kinds).map(({ field }) => field);
const nodes = (...kinds: NodeKind[]) =>
  kinds.map((kind) =>
    newNode(
      emptyDocument('11111111-1111-4111-8111-111111111111'),
      kind,
      { x: 0, y: 0 },
      Math.random,
    ),
  );

test('offers all fields of one kind but those that each needs for itself', () => {
  expect(fields('switch')).toEqual(expect.arrayContaining(['ports', 'fstp', 'priority', 'setup']));
  expect(fields('switch')).not.toContain('name');
  expect(fields('switch')).not.toContain('directory');
  expect(fields('tap')).not.toContain('interface');
  expect(fields('qemu')).toEqual(
    expect.arrayContaining(['memory', 'cpus', 'accel', 'cpuLimit', 'cdrom']),
  );
});

test('offers of several kinds what means the same in each, within the range of all', () => {
  expect(fields('qemu', 'uml')).toEqual(['memory', 'cpuLimit', 'initrd', 'append']);
  expect(sharedSpecs(['qemu', 'uml'])[0]).toMatchObject({ min: 16, max: 65_536 });
  // Both are called "setup", but one is typed into a PC and the other one is for a switch.
  expect(fields('pc', 'switch')).toEqual([]);
  expect(manySpecs('pc').map(({ field }) => field)).toContain('setup');
});

test('names the step after the field and what it is set of', () => {
  expect(manyLabel('Memory', nodes('qemu', 'uml', 'qemu'))).toBe('Set memory of 3 machines');
  expect(manyLabel('Ports', nodes('switch', 'hub'))).toBe('Set ports of 2 switches');
  expect(manyLabel('Delay', nodes('pc', 'tap'))).toBe('Set delay of 2 nodes');
});

test('sorts nodes by kind in the order in which kinds come', () => {
  const kinds = byKind(nodes('pc', 'switch', 'pc'));
  expect([...kinds].map(([kind, some]) => [kind, some.length])).toEqual([
    ['pc', 2],
    ['switch', 1],
  ]);
});
