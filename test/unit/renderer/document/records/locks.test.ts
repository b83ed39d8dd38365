import { expect, test } from 'vitest';
import { addNode } from '../../../../../renderer/document/edits/edits';
import { groupNodes } from '../../../../../renderer/document/edits/group-edits';
import { lockNodes, withoutHeldGroups } from '../../../../../renderer/document/records/locks';
import { applyDiff } from '../../../../../shared/document/document-diff';
import { emptyDocument } from '../../../../../shared/document/topology';

function groupOfTwo() {
  let document = emptyDocument('7b5b9d3e-3f0e-4d7e-9d1c-0a4b5c6d7e8f');
  const members = [0, 1].map(() => {
    const { diff, id } = addNode(document, 'pc', { x: 0, y: 0 });
    document = applyDiff(document, diff);
    return id;
  });
  document = applyDiff(document, groupNodes(document, members).diff);
  const group = Object.values(document.nodes).find(({ kind }) => kind === 'group')!.id;
  return { document, members, group };
}

test('a group goes as a whole while none of its members is locked', () => {
  const { document, group } = groupOfTwo();
  expect(withoutHeldGroups(document, [group])).toEqual([group]);
});

test('a group stays around a locked member, and its members are named instead', () => {
  const { document, members, group } = groupOfTwo();
  const held = applyDiff(document, lockNodes(document, [members[0]!], true));
  expect(withoutHeldGroups(held, [group]).sort()).toEqual([...members].sort());
});
