import { describe, expect, it } from 'vitest';
import { tameLoop } from '../../../../renderer/document/edits/tree-edits';
import { applyDiff } from '../../../../shared/document/document-diff';
import type { TopologyDocument } from '../../../../shared/document/topology';
import { cableFindings } from '../../../../shared/rules/cable-rules';
import { switchLoops } from '../../../../shared/rules/switch-loops';
import { cable, drawn, hub, pc, sw } from '../../renderer/document/edits/drawn-switches';

const triangle = ['a:1-b:1', 'b:2-c:2', 'c:3-a:3'];
const loopsOf = (document: TopologyDocument) =>
  switchLoops(document).map(({ switches, closing }) => ({
    switches: switches.map(({ id }) => id).sort(),
    closing: closing.map(({ id }) => id),
  }));
const warnings = (document: TopologyDocument) =>
  cableFindings(document).map(({ record, next }) => `${record}: ${next}`);

describe('switchLoops', () => {
  it('finds none in a tree, whatever hangs on it', () => {
    const nodes = [sw('a'), sw('b'), hub('h'), pc('p')];
    expect(loopsOf(drawn(nodes, ['a:1-b:1', 'b:2-h:1', 'p:0-h:2']))).toEqual([]);
  });

  it('names the switches of a loop and not those that hang on it', () => {
    const nodes = [sw('a'), sw('b'), sw('c'), sw('d')];
    expect(loopsOf(drawn(nodes, [...triangle, 'c:8-d:8']))).toEqual([
      { switches: ['a', 'b', 'c'], closing: ['c3a3'] },
    ]);
  });

  it('sees two cables between the same switches, and a cable from a switch to itself', () => {
    const nodes = [sw('a'), sw('b')];
    expect(loopsOf(drawn(nodes, ['a:1-b:1', 'b:2-a:2']))).toEqual([
      { switches: ['a', 'b'], closing: ['b2a2'] },
    ]);
    expect(loopsOf(drawn(nodes, ['a:1-a:2']))).toEqual([{ switches: ['a'], closing: ['a1a2'] }]);
  });

  it('keeps loops apart that only a single cable joins', () => {
    const nodes = ['a', 'b', 'c', 'd', 'e', 'f'].map((id) => sw(id));
    const other = ['d:1-e:1', 'e:2-f:2', 'f:3-d:3'];
    const loops = loopsOf(drawn(nodes, [...triangle, ...other, 'a:8-d:8']));
    expect(loops.map(({ switches }) => switches.join('')).sort()).toEqual(['abc', 'def']);
  });

  it('takes no account of a cable that is down', () => {
    const nodes = [sw('a'), sw('b'), sw('c')];
    const down = cable('c:3-a:3', { up: false });
    expect(loopsOf(drawn(nodes, ['a:1-b:1', 'b:2-c:2', down]))).toEqual([]);
  });

  it('finds one of ten thousand switches', () => {
    const nodes = Array.from({ length: 10_000 }, (_, index) => sw(`n${index}`));
    const ring = nodes.map(({ id }, index) => `${id}:1-n${(index + 1) % nodes.length}:2`);
    const document = drawn(nodes, ring);
    expect(switchLoops(document)[0]?.switches).toHaveLength(10_000);
  }, 60_000);
});

describe('the warning about a loop', () => {
  it('names the switches whose spanning tree is off', () => {
    const nodes = [sw('a', { fstp: true }), sw('b'), sw('c')];
    expect(warnings(drawn(nodes, triangle))).toEqual([
      'c3a3: Turn the spanning tree on for b and c, or remove one cable of the loop.',
    ]);
  });

  it('is gone when all of them take part, with a hub between or not', () => {
    const on = { fstp: true };
    expect(warnings(drawn([sw('a', on), sw('b', on), sw('c', on)], triangle))).toEqual([]);
    expect(warnings(drawn([sw('a', on), hub('b'), sw('c', on)], triangle))).toEqual([]);
  });

  it('stays for a loop of hubs alone', () => {
    const nodes = [hub('a'), hub('b'), sw('c', { fstp: true })];
    expect(warnings(drawn(nodes, ['a:1-b:1', 'a:2-b:2', 'a:3-c:3', 'b:4-c:4']))).toEqual([
      'a2b2: Remove one cable of the loop: hubs have no spanning tree.',
    ]);
  });
});

describe('tameLoop', () => {
  it('turns the spanning tree on for the loop, as one edit, and for nothing else', () => {
    const document = drawn([sw('a'), hub('b'), sw('c'), sw('d')], [...triangle, 'c:8-d:8']);
    const after = applyDiff(document, tameLoop(document, 'a'));
    expect(['a', 'c', 'd'].map((id) => after.nodes[id])).toMatchObject([
      { fstp: true },
      { fstp: true },
      { fstp: false },
    ]);
    expect(warnings(after)).toEqual([]);
  });

  it('takes the switch alone where the drawing shows no loop', () => {
    const document = drawn([sw('a'), sw('b')], ['a:1-b:1']);
    expect(tameLoop(document, 'a').nodes.updated.map(([before]) => before.id)).toEqual(['a']);
  });
});
