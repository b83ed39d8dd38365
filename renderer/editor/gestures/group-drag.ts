/**
 * Dragging groups, and nodes in and out of them. A frame is around its members wherever they are, so
 * dragging it is dragging them.
 */
import type { NodeChange } from '@xyflow/react';
import { applyDiff, type DocumentDiff } from '../../../shared/document/document-diff';
import type { GroupNode, TopologyDocument } from '../../../shared/document/topology';
import { joinGroup } from '../../document/edits/group-edits';
import { formatRecords } from '../../document/edits/step-labels';
import { isInside } from '../../document/geometry/boxes';
import { nodeBox } from '../../document/geometry/geometry';
import { frameBox } from '../../document/geometry/group-frame';
import { groupOf, membersOf } from '../../document/records/membership';
import type { Point } from '../../document/records/new-node';
import { spokenName } from '../../document/records/spoken-name';
import { currentDocument } from '../../document/store/document-store';
import { squashDiffs } from '../../document/store/squash';
import { t } from '../../i18n/translate';
import { forgetDrop, type GroupDrop, NO_DROP, useGroupDrop } from '../scene/drafts';
import type { FlowNode } from '../scene/flow-elements';

type Change = NodeChange<FlowNode>;
type Nodes = TopologyDocument['nodes'];

/** Moving an open group is moving it and its members by the same way. */
export function withMemberChanges(change: Change): Change[] {
  if (change.type !== 'position' || change.position === undefined) return [change];
  const { nodes } = currentDocument();
  const group = nodes[change.id];
  if (group?.kind !== 'group' || group.collapsed) return [change];
  const frame = frameBox(nodes, group);
  const by = { x: change.position.x - frame.x, y: change.position.y - frame.y };
  const members = membersOf(nodes, group.id).filter(({ locked }) => locked !== true);
  const moved = [group, ...members];
  return moved.map(({ id, x, y }) => ({
    ...change,
    id,
    position: { x: x + by.x, y: y + by.y },
  }));
}

/** The open frame, or the symbol, that is below a point. */
function groupAt(nodes: Nodes, point: Point, dragged: ReadonlySet<string>): GroupNode | undefined {
  return Object.values(nodes).find((node): node is GroupNode => {
    if (node.kind !== 'group' || dragged.has(node.id)) return false;
    if (node.collapsed) return isInside(point, nodeBox(node));
    const hasOthers = membersOf(nodes, node.id).some(({ id }) => !dragged.has(id));
    return hasOthers && isInside(point, frameBox(nodes, node, undefined, dragged));
  });
}

/**
 * What dropping the nodes at the point would mean: loose ones join a group. Members change theirs only
 * when that is asked for, because a frame that followed its members would never let them go.
 *
 * @param free whether members may leave their group
 */
function groupDrop(nodes: Nodes, dragged: readonly string[], at: Point, free: boolean): GroupDrop {
  if (dragged.some((id) => nodes[id]?.kind === 'group')) return NO_DROP;
  const target = groupAt(nodes, at, new Set(dragged));
  const own = new Set(dragged.map((id) => groupOf(nodes, nodes[id])?.id));
  if (own.size > 1) return NO_DROP;
  const [from] = own;
  if (from === undefined) return { ...NO_DROP, into: target?.id ?? null };
  if (!free || target?.id === from) return { ...NO_DROP, within: from };
  return { into: target?.id ?? null, leaving: new Set(dragged), within: null };
}

/** Whether frames and hints would look different. */
function isSame(one: GroupDrop, other: GroupDrop): boolean {
  return (
    one.into === other.into &&
    one.within === other.within &&
    one.leaving.size === other.leaving.size
  );
}

/** Shows what a drop would mean. */
export function aimDrop(dragged: readonly string[], at: Point, free: boolean): void {
  const next = groupDrop(currentDocument().nodes, dragged, at, free);
  if (!isSame(useGroupDrop.getState(), next)) useGroupDrop.setState(next);
}

/** What the end of a drag does, by its name: the move, and what the drop means for groups. */
export function dropped(
  document: TopologyDocument,
  ids: readonly string[],
  label: string,
  move: DocumentDiff,
): { label: string; diff: DocumentDiff } {
  const { into, leaving } = useGroupDrop.getState();
  forgetDrop();
  if (into === null && leaving.size === 0) return { label, diff: move };
  const group = document.nodes[into ?? ''];
  const join = joinGroup(applyDiff(document, move), ids, into);
  const what = formatRecords(document, ids);
  return {
    label:
      group?.kind === 'group'
        ? t('Put {{what}} into {{group}}', { what, group: group.name })
        : t('Take {{what}} out of its group', { what }),
    diff: squashDiffs(move, join),
  };
}

/** The name of a move: a group moves as one thing. */
export function moveLabel({ nodes }: TopologyDocument, ids: readonly string[]): string {
  const moved = new Set(ids);
  const things = ids.filter((id) => {
    const group = groupOf(nodes, nodes[id]);
    return group === undefined || !moved.has(group.id);
  });
  const only = nodes[things[0] ?? ''];
  if (things.length > 1 || only === undefined)
    return t('Move {{count}} nodes', { count: things.length });
  return t('Move {{name}}', { name: spokenName(only) });
}
