import { describe, expect, it } from 'vitest';
import { addCable } from '../../../../../renderer/document/edits/cable-edits';
import { addNode, moveNodes, renameNode } from '../../../../../renderer/document/edits/edits';
import { collapseGroups, groupNodes } from '../../../../../renderer/document/edits/group-edits';
import { cableName, flowEdge, flowNode } from '../../../../../renderer/editor/scene/flow-elements';
import { applyDiff } from '../../../../../shared/document/document-diff';
import {
  type DeviceNode,
  emptyDocument,
  isDevice,
  type TopologyDocument,
} from '../../../../../shared/document/topology';

function lab() {
  let document = emptyDocument('7b5b9d3e-3f0e-4d7e-9d1c-0a4b5c6d7e8f');
  const ids = (['pc', 'switch'] as const).map((kind) => {
    const { diff, id } = addNode(document, kind, { x: 0, y: 0 });
    document = applyDiff(document, diff);
    return id;
  });
  const [pc, sw] = ids as [string, string];
  const { diff, id } = addCable(document, { node: pc, port: 0 }, { node: sw, port: 3 });
  return { document: applyDiff(document, diff), pc, sw, cable: id };
}

function device(document: TopologyDocument, id: string): DeviceNode {
  const node = document.nodes[id];
  if (node === undefined || !isDevice(node)) throw new Error(`${id} is no device`);
  return node;
}

describe('what React Flow gets', () => {
  it('is the very same object while nothing about a node changes', () => {
    const { document, pc, sw } = lab();
    const before = flowNode(device(document, sw), false, undefined);
    const renamed = applyDiff(document, renameNode(document, pc, 'alice'));
    expect(flowNode(device(renamed, sw), false, undefined)).toBe(before);
    expect(flowNode(device(document, sw), true, undefined)).not.toBe(before);
    expect(flowNode(device(renamed, pc), false, undefined).ariaLabel).toBe('alice');
  });

  it('keeps its place while it is carried, and is never left out', () => {
    const { document, pc } = lab();
    const before = flowNode(device(document, pc), true, undefined, 'far');
    const carried = flowNode(device(document, pc), true, undefined, 'carried');
    expect(carried).toMatchObject({ className: 'carried', dragging: true });
    expect(carried.position).toEqual(before.position);
    expect(flowNode(device(document, pc), true, undefined, 'carried')).toBe(carried);
    expect(flowNode(device(document, pc), true, undefined, 'far').className).toBeUndefined();
  });

  it('names a cable by both of its ends, and anew when a node is renamed', () => {
    const { document, pc, cable } = lab();
    const record = document.cables[cable]!;
    expect(cableName(document, record)).toBe('Cable pc1 eth0 to sw1 port 3');
    const before = flowEdge(document, record, false);
    expect(flowEdge(document, record, false)).toBe(before);
    const renamed = applyDiff(document, renameNode(document, pc, 'alice'));
    expect(flowEdge(renamed, record, false).ariaLabel).toBe('Cable alice eth0 to sw1 port 3');
  });

  it('is the very same edge while its nodes only move', () => {
    const { document, pc, cable } = lab();
    const record = document.cables[cable]!;
    const before = flowEdge(document, record, false);
    const moved = applyDiff(document, moveNodes(document, [[pc, { x: 40, y: 8 }]]));
    expect(moved.nodes[pc]).not.toBe(document.nodes[pc]);
    expect(flowEdge(moved, record, false)).toBe(before);
    expect(flowEdge(moved, record, true).selected).toBe(true);
  });

  it('ends at the symbol of a collapsed group, and at the jack again when it is expanded', () => {
    const { document, pc, cable } = lab();
    const record = document.cables[cable]!;
    const { diff, id } = groupNodes(document, [pc]);
    const grouped = applyDiff(document, diff);
    const collapsed = applyDiff(grouped, collapseGroups(grouped, [id!], true));
    expect(flowEdge(collapsed, record, false).source).toBe(id);
    const expanded = applyDiff(collapsed, collapseGroups(collapsed, [id!], false));
    expect(flowEdge(expanded, record, false).source).toBe(pc);
  });

  it('has a handle for every port', () => {
    const { document, sw } = lab();
    const { handles } = flowNode(device(document, sw), false, undefined);
    expect(handles?.map(({ id }) => id)).toEqual(['1', '2', '3', '4', '5', '6', '7', '8']);
  });
});
