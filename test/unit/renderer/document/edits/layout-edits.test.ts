import { describe, expect, it } from 'vitest';
import { changePoints } from '../../../../../renderer/document/edits/cable-route-edits';
import { addNode } from '../../../../../renderer/document/edits/edits';
import { groupNodes } from '../../../../../renderer/document/edits/group-edits';
import {
  layOutNodes,
  layoutRequest,
  nodesToLayOut,
} from '../../../../../renderer/document/edits/layout-edits';
import { frameBox } from '../../../../../renderer/document/geometry/group-frame';
import { type LayoutKind, layOut } from '../../../../../renderer/document/layouts/lay-out';
import { lockNodes } from '../../../../../renderer/document/records/locks';
import { membersOf } from '../../../../../renderer/document/records/membership';
import { applyDiff } from '../../../../../shared/document/document-diff';
import {
  emptyDocument,
  type GroupNode,
  perfectCable,
  type TopologyDocument,
} from '../../../../../shared/document/topology';
import type { NodeKind } from '../../../../../shared/kinds/registry';

const KINDS: readonly NodeKind[] = ['switch', 'pc', 'pc', 'switch', 'pc', 'pc'];
const layouts: readonly LayoutKind[] = ['layers', 'forces', 'rings', 'grid'];
const NONE: ReadonlySet<string> = new Set();

/** Two switches with two PCs each, the first PCs of both bent; the first switch and its PCs are a group. */
function drawn() {
  let document = emptyDocument('7b5b9d3e-3f0e-4d7e-9d1c-0a4b5c6d7e8f');
  const ids = KINDS.map((kind, index) => {
    const added = addNode(document, kind, { x: index * 90, y: (index % 3) * 200 });
    document = applyDiff(document, added.diff);
    return added.id;
  });
  for (const [index, pc] of [1, 2, 4, 5].entries()) {
    const a = { node: ids[pc]!, port: 0 };
    const b = { node: ids[index < 2 ? 0 : 3]!, port: (index % 2) + 1 };
    document.cables[`c${index}`] = { id: `c${index}`, a, b, ...perfectCable };
  }
  for (const id of ['c0', 'c2']) {
    document = applyDiff(document, changePoints(document, id, [{ x: 40, y: 900 }]));
  }
  const { diff, id } = groupNodes(document, ids.slice(0, 3));
  return { document: applyDiff(document, diff), ids, group: id! };
}

function laidOut(document: TopologyDocument, kind: LayoutKind, selected = NONE): TopologyDocument {
  const request = layoutRequest(document, selected, kind);
  return request === null ? document : applyDiff(document, layOutNodes(document, layOut(request)));
}

describe.each(layouts)('a layout of all: %s', (kind) => {
  it('moves a group as a whole, and lets nobody else into its frame', () => {
    const { document, ids, group } = drawn();
    const after = laidOut(document, kind);
    const shifts = membersOf(after.nodes, group).map(({ id, x, y }) => {
      const before = document.nodes[id]!;
      return `${x - before.x} ${y - before.y}`;
    });
    expect(new Set(shifts).size).toBe(1);
    const frame = frameBox(after.nodes, after.nodes[group] as GroupNode);
    for (const id of ids.slice(3)) {
      const { x, y } = after.nodes[id]!;
      const inside =
        x >= frame.x && x <= frame.x + frame.width && y >= frame.y && y <= frame.y + frame.height;
      expect(inside).toBe(false);
    }
  });

  it('takes the points of cables along, or away', () => {
    const { document, ids } = drawn();
    const after = laidOut(document, kind);
    const [from, to] = [document.nodes[ids[0]!]!, after.nodes[ids[0]!]!];
    expect(after.cables.c0!.points).toEqual([{ x: 40 + to.x - from.x, y: 900 + to.y - from.y }]);
    expect(after.cables.c2!.points).toEqual([]);
  });
});

describe('what a layout moves', () => {
  it('is what is selected within a group, if that is more than one', () => {
    const { document, ids } = drawn();
    expect(nodesToLayOut(document, new Set(ids.slice(0, 3))).map(({ id }) => id)).toEqual(
      ids.slice(0, 3),
    );
  });

  it('is the whole group when something outside of it is selected too', () => {
    const { document, ids, group } = drawn();
    const selected = new Set([ids[1]!, ids[4]!]);
    expect(nodesToLayOut(document, selected).map(({ id }) => id)).toEqual([ids[4], group]);
  });

  it('is neither a group with something locked in it nor the rest of that group', () => {
    const { document, ids } = drawn();
    const locked = applyDiff(document, lockNodes(document, [ids[1]!], true));
    expect(nodesToLayOut(locked, NONE).map(({ id }) => id)).toEqual(ids.slice(3));
    const after = laidOut(locked, 'grid');
    for (const id of ids.slice(0, 3)) expect(after.nodes[id]).toEqual(locked.nodes[id]);
  });
});
