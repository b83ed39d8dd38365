import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addNode, moveNodes, removeRecords } from '../../../../../renderer/document/edits/edits';
import {
  collapseGroups,
  groupNodes,
  joinGroup,
  ungroup,
} from '../../../../../renderer/document/edits/group-edits';
import { frameBox, shownBoxes } from '../../../../../renderer/document/geometry/group-frame';
import { membersOf, symbolsOf } from '../../../../../renderer/document/records/membership';
import { rebaseDiff } from '../../../../../renderer/document/store/rebase';
import {
  applyDiff,
  type DocumentDiff,
  emptyDiff,
  reverseDiff,
} from '../../../../../shared/document/document-diff';
import {
  documentSchema,
  emptyDocument,
  type TopologyDocument,
} from '../../../../../shared/document/topology';
import type { NodeKind } from '../../../../../shared/kinds/registry';
import { groupFindings } from '../../../../../shared/rules/group-rules';

function drawn(...kinds: NodeKind[]): { document: TopologyDocument; ids: string[] } {
  let document = emptyDocument('7b5b9d3e-3f0e-4d7e-9d1c-0a4b5c6d7e8f');
  const ids = kinds.map((kind, index) => {
    const { diff, id } = addNode(document, kind, { x: index * 300, y: 0 });
    document = applyDiff(document, diff);
    return id;
  });
  return { document, ids };
}

function grouped(document: TopologyDocument, ids: readonly string[]) {
  const { diff, id } = groupNodes(document, ids);
  if (id === null) throw new Error('nothing was grouped');
  return { document: applyDiff(document, diff), group: id };
}

const memberIds = ({ nodes }: TopologyDocument, group: string) =>
  membersOf(nodes, group).map(({ id }) => id);

describe('groups', () => {
  it('hold what was grouped, and dissolve in a group around them', () => {
    const { document, ids } = drawn('pc', 'pc', 'switch', 'note');
    const first = grouped(document, ids.slice(0, 2));
    expect(memberIds(first.document, first.group)).toEqual(ids.slice(0, 2));
    const second = grouped(first.document, [first.group, ids[2]!]);
    expect(second.document.nodes[first.group]).toBeUndefined();
    expect(memberIds(second.document, second.group)).toEqual(ids.slice(0, 3));
    expect(groupNodes(document, []).id).toBeNull();
  });

  it('go when their last member goes or is deleted, and leave their members when dissolved', () => {
    const { document, ids } = drawn('pc', 'pc');
    const { document: with1, group } = grouped(document, [ids[0]!]);
    const left = applyDiff(with1, joinGroup(with1, [ids[0]!], null));
    expect(left).toEqual(document);
    const deleted = applyDiff(with1, removeRecords(with1, [ids[0]!]));
    expect(Object.keys(deleted.nodes)).toEqual([ids[1]]);
    const all = applyDiff(with1, removeRecords(with1, [group]));
    expect(Object.keys(all.nodes)).toEqual([ids[1]]);
    expect(applyDiff(with1, ungroup(with1, [group]))).toEqual(document);
  });

  it('take their members with them, and hide them while they are collapsed', () => {
    const { document, ids } = drawn('pc', 'pc', 'pc');
    const { document: open, group } = grouped(document, ids.slice(0, 2));
    const closed = applyDiff(open, collapseGroups(open, [group], true));
    expect([...symbolsOf(closed.nodes).keys()]).toEqual(ids.slice(0, 2));
    expect(shownBoxes(closed.nodes)).toHaveLength(2);
    const { x, y } = closed.nodes[group]!;
    const moved = applyDiff(closed, moveNodes(closed, [[group, { x: x + 50, y: y - 20 }]]));
    expect(moved.nodes[ids[1]!]).toMatchObject({ x: 350, y: -20 });
    expect(moved.nodes[ids[2]!]).toBe(document.nodes[ids[2]!]);
    const again = applyDiff(moved, collapseGroups(moved, [group], false));
    expect(shownBoxes(again.nodes)).toHaveLength(4);
  });

  it('have a frame around all members, wherever these are dragged', () => {
    const { document, ids } = drawn('pc', 'pc');
    const { document: open, group } = grouped(document, ids);
    const record = open.nodes[group]!;
    if (record.kind !== 'group') throw new Error('no group');
    const before = frameBox(open.nodes, record);
    const moving = new Map([[ids[1]!, { at: { x: 700, y: 100 } }]]);
    const frame = frameBox(open.nodes, record, moving);
    expect([frame.x, frame.y]).toEqual([before.x, before.y]);
    expect(frame.width).toBe(before.width + 400);
    expect(frame.height).toBe(before.height + 100);
    const alone = frameBox(open.nodes, record, moving, new Set([ids[1]!]));
    expect(alone.width).toBeLessThan(before.width);
  });

  it('are missed when a node names one that is not there', () => {
    const { document, ids } = drawn('pc', 'switch');
    const pc = document.nodes[ids[0]!]!;
    const broken = (memberOf: string) => ({
      ...document,
      nodes: { ...document.nodes, [pc.id]: { ...pc, memberOf } as typeof pc },
    });
    expect(groupFindings(document)).toEqual([]);
    expect(groupFindings(broken('nowhere'))).toMatchObject([
      { severity: 'warning', record: pc.id, field: 'memberOf' },
    ]);
    expect(groupFindings(broken(ids[1]!))[0]?.message).toContain('no group');
  });
});

type Gesture = readonly [action: number, one: number, other: number];
const gesture: fc.Arbitrary<Gesture> = fc.tuple(fc.nat(5), fc.nat(100), fc.nat(100));

/** One edit of groups that is chosen by numbers. */
function diffOf(document: TopologyDocument, [action, one, other]: Gesture): DocumentDiff {
  const ids = Object.keys(document.nodes);
  if (ids.length === 0) return emptyDiff();
  const [first, second] = [ids[one % ids.length]!, ids[other % ids.length]!];
  switch (action) {
    case 0:
      return groupNodes(document, [first, second]).diff;
    case 1:
      return ungroup(document, [first, second]);
    case 2:
      return joinGroup(document, [first], second);
    case 3:
      return joinGroup(document, [first, second], null);
    case 4:
      return collapseGroups(document, [first], other % 2 === 0);
    default:
      return removeRecords(document, [first]);
  }
}

function played(document: TopologyDocument, gestures: readonly Gesture[]): TopologyDocument {
  return gestures.reduce((now, one) => applyDiff(now, diffOf(now, one)), document);
}

function expectSound(document: TopologyDocument): void {
  expect(documentSchema.safeParse(document).success).toBe(true);
  expect(groupFindings(document)).toEqual([]);
}

describe('edits of groups', () => {
  const { document } = drawn('pc', 'pc', 'switch', 'note', 'shape', 'picture', 'hub');
  const gestures = fc.array(gesture, { maxLength: 20 });

  it('leave no node in a group that is gone, nor a group without members, and can be undone', () => {
    fc.assert(
      fc.property(gestures, gesture, (before, one) => {
        const start = played(document, before);
        const diff = diffOf(start, one);
        const after = applyDiff(start, diff);
        expectSound(after);
        for (const { id, kind } of Object.values(after.nodes)) {
          if (kind === 'group') expect(membersOf(after.nodes, id)).not.toEqual([]);
        }
        expect(applyDiff(after, reverseDiff(diff))).toEqual(start);
        expect(applyDiff(start, rebaseDiff(start, diff))).toEqual(after);
      }),
    );
  });

  it('stay sound when another window edits groups in between', () => {
    fc.assert(
      fc.property(gestures, gestures, gesture, (before, others, mine) => {
        const start = played(document, before);
        const diff = diffOf(start, mine);
        const moved = played(start, others);
        const fitted = rebaseDiff(moved, diff);
        const after = applyDiff(moved, fitted);
        expectSound(after);
        expectSound(applyDiff(after, rebaseDiff(after, reverseDiff(diff))));
      }),
    );
  });
});
