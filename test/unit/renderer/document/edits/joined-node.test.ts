import { expect, it } from 'vitest';
import { addNode } from '../../../../../renderer/document/edits/edits';
import { joinAdded, takesCable } from '../../../../../renderer/document/edits/joined-node';
import { addableKinds } from '../../../../../renderer/kinds/registry';
import { applyDiff, reverseDiff } from '../../../../../shared/document/document-diff';
import { checkTopology } from '../../../../../shared/rules/topology-rules';
import { DrawnLab } from '../../../../harness/labs-to-lay-out';

function withSwitch() {
  const lab = new DrawnLab();
  lab.switch('sw1', 8);
  return lab.document;
}

const kinds = addableKinds.map(({ kind }) => kind);
const joinable = kinds.filter((kind) => takesCable(withSwitch(), kind));

it('can join whatever has a port from the start', () => {
  expect(joinable).toEqual(['switch', 'hub', 'pc', 'qemu', 'host', 'uml', 'nat', 'tap', 'plug']);
});

it.each(joinable)('joins a new node to the cable in one edit: %s', (kind) => {
  const document = withSwitch();
  const { diff, id } = addNode(document, kind, { x: 400, y: 0 });
  const joined = joinAdded(document, diff, { node: 'sw1', port: 3 }, 'curved');
  const after = applyDiff(document, joined);
  const cables = Object.values(after.cables);
  expect(cables.map(({ a, b, route }) => [a, b.node, route])).toEqual([
    [{ node: 'sw1', port: 3 }, id, 'curved'],
  ]);
  expect(checkTopology(after).filter(({ record }) => record === cables[0]!.id)).toEqual([]);
  expect(applyDiff(after, reverseDiff(joined))).toEqual(document);
});

it('leaves a note without a cable', () => {
  const document = withSwitch();
  const { diff } = addNode(document, 'note', { x: 400, y: 0 });
  const joined = joinAdded(document, diff, { node: 'sw1', port: 3 }, 'straight');
  expect(joined.cables.added).toEqual([]);
});

it('adds nothing to a port that is taken meanwhile', () => {
  const lab = new DrawnLab();
  lab.switch('sw1', 8);
  lab.leaves('sw1', 1);
  const { diff } = addNode(lab.document, 'pc', { x: 400, y: 0 });
  const joined = joinAdded(lab.document, diff, { node: 'sw1', port: 1 }, 'straight');
  expect(joined.cables.added).toEqual([]);
  expect(joined.nodes.added.length).toBe(1);
});
