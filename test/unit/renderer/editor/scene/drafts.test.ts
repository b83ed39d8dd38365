import { describe, expect, it } from 'vitest';
import { addNode } from '../../../../../renderer/document/edits/edits';
import { groupNodes } from '../../../../../renderer/document/edits/group-edits';
import { carryOf } from '../../../../../renderer/editor/scene/drafts';
import type { Draft } from '../../../../../renderer/editor/scene/flow-elements';
import { applyDiff } from '../../../../../shared/document/document-diff';
import { emptyDocument, type TopologyDocument } from '../../../../../shared/document/topology';

function threePcs() {
  let document = emptyDocument('7b5b9d3e-3f0e-4d7e-9d1c-0a4b5c6d7e8f');
  const ids = [0, 300, 600].map((x) => {
    const { diff, id } = addNode(document, 'pc', { x, y: 40 });
    document = applyDiff(document, diff);
    return id;
  });
  return { document, ids: ids as [string, string, string] };
}

function moved(
  { nodes }: TopologyDocument,
  ids: readonly string[],
  by: { x: number; y: number },
): Map<string, Draft> {
  return new Map(ids.map((id) => [id, { at: { x: nodes[id]!.x + by.x, y: nodes[id]!.y + by.y } }]));
}

describe('nodes that are carried', () => {
  it('are those that are dragged the same way', () => {
    const { document, ids } = threePcs();
    const by = { x: 12.5, y: -3 };
    const carry = carryOf(document.nodes, moved(document, ids.slice(0, 2), by), null);
    expect(carry).toEqual({ ids: new Set(ids.slice(0, 2)), by });
  });

  it('are the very same set while the drag goes on, and another one in another drag', () => {
    const { document, ids } = threePcs();
    const first = carryOf(document.nodes, moved(document, ids, { x: 1, y: 1 }), null);
    const next = carryOf(document.nodes, moved(document, ids, { x: 2, y: 1 }), first);
    expect(next?.by).toEqual({ x: 2, y: 1 });
    expect(next?.ids).toBe(first?.ids);
    const other = carryOf(document.nodes, moved(document, ids.slice(1), { x: 2, y: 1 }), next);
    expect(other?.ids).toEqual(new Set(ids.slice(1)));
  });

  it('are none when they go different ways, are resized, gone, or none at all', () => {
    const { document, ids } = threePcs();
    const ways = moved(document, ids, { x: 5, y: 5 });
    ways.set(ids[2], { at: { x: 600, y: 46 } });
    expect(carryOf(document.nodes, ways, null)).toBeNull();
    const resized = moved(document, ids, { x: 5, y: 5 });
    resized.set(ids[0], { ...resized.get(ids[0])!, width: 400 });
    expect(carryOf(document.nodes, resized, null)).toBeNull();
    const gone = moved(document, ids, { x: 5, y: 5 }).set('gone', { at: { x: 0, y: 0 } });
    expect(carryOf(document.nodes, gone, null)).toBeNull();
    expect(carryOf(document.nodes, new Map(), null)).toBeNull();
  });

  it('are none when the frame of a group goes with them', () => {
    const { document, ids } = threePcs();
    const { diff } = groupNodes(document, ids.slice(0, 2))!;
    const grouped = applyDiff(document, diff);
    expect(carryOf(grouped.nodes, moved(grouped, ids, { x: 5, y: 5 }), null)).toBeNull();
    expect(carryOf(grouped.nodes, moved(grouped, [ids[2]], { x: 5, y: 5 }), null)).not.toBeNull();
  });
});
