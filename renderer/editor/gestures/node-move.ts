/**
 * Moves and resizes of nodes. React Flow follows the pointer and tells of it in changes; they are shown as drafts, and
 * become one edit when they end.
 */
import type { NodeChange, OnNodeDrag } from '@xyflow/react';
import type { TopologyNode } from '../../../shared/document/topology';
import { changeNode, moveNodes } from '../../document/edits/edits';
import { currentDocument, edit } from '../../document/store/document-store';
import { inSentence } from '../../i18n/in-sentence';
import { t } from '../../i18n/translate';
import { kindViews } from '../../kinds/registry';
import { type Gesture, leave, pressedGesture, track } from '../../ui/gestures';
import { type Drafts, forgetDrop, moveDrafts, showDrafts, useDrafts } from '../scene/drafts';
import type { Draft, FlowNode } from '../scene/flow-elements';
import { flowPoint } from '../viewport/view-port';
import { DragSnap } from './drag-snap';
import { aimDrop, dropped, moveLabel, withMemberChanges } from './group-drag';

type Change = NodeChange<FlowNode>;

/** A drag or a resize that goes on. */
class NodeMove implements Gesture {
  readonly snap = new DragSnap();

  cancel(): void {
    this.snap.end();
    forgetDrop();
    showDrafts(new Map());
  }
}

function currentMove(): { move: NodeMove; isCancelled: boolean } | null {
  const pressed = pressedGesture();
  if (!(pressed?.gesture instanceof NodeMove)) return null;
  return { move: pressed.gesture, isCancelled: pressed.phase === 'cancelled' };
}

function beginMove(): NodeMove {
  const move = new NodeMove();
  track(move);
  return move;
}

function draftOf(drafts: Drafts, id: string): Draft | undefined {
  const node = currentDocument().nodes[id];
  return drafts.get(id) ?? (node === undefined ? undefined : { at: { x: node.x, y: node.y } });
}

function applyChange(drafts: Map<string, Draft>, change: Change): void {
  if (change.type === 'position' && change.position !== undefined) {
    const draft = draftOf(drafts, change.id);
    if (draft !== undefined) drafts.set(change.id, { ...draft, at: change.position });
  }
  const resized = change.type === 'dimensions' && change.resizing !== undefined;
  if (resized && change.dimensions !== undefined) {
    const draft = draftOf(drafts, change.id);
    if (draft !== undefined) drafts.set(change.id, { ...draft, ...change.dimensions });
  }
}

/** Whether a change is of a drag or resize that goes on (true), ends (false), or of neither. */
function isUnderWay(change: Change): boolean | undefined {
  if (change.type === 'position') return change.dragging;
  return change.type === 'dimensions' ? change.resizing : undefined;
}

const ends = (change: Change) => isUnderWay(change) === false;

/** Puts what is dragged where it snaps to. A resize moves corners too, but says nothing of dragging. */
function snapChanged(drafts: Map<string, Draft>, changes: readonly Change[], snap: DragSnap): void {
  const dragged = changes.flatMap((change) => {
    if (change.type !== 'position' || change.dragging === undefined) return [];
    const draft = drafts.get(change.id);
    return draft === undefined ? [] : [[change.id, draft] as const];
  });
  if (dragged.length === 0) return;
  const by = snap.move(new Map(dragged.map(([id, { at }]) => [id, at])));
  for (const [id, draft] of dragged) {
    drafts.set(id, { ...draft, at: { x: draft.at.x + by.x, y: draft.at.y + by.y } });
  }
}

/** The drafts with the changes; members go with their group. */
function changedDrafts(before: Drafts, given: readonly Change[], snap: DragSnap | undefined) {
  const drafts = new Map(before);
  const changes = given.flatMap(withMemberChanges);
  for (const change of changes) applyChange(drafts, change);
  if (snap !== undefined) snapChanged(drafts, changes, snap);
  return drafts;
}

/**
 * Shows the changes; commits them as one step when they are the last of a gesture. Moves without a
 * drag are those of React Flow's own arrow keys; the page has its own, see nudge.ts.
 */
export function changeNodes(changes: readonly Change[]): void {
  const current = currentMove();
  const ended = changes.some(ends);
  if (current?.isCancelled) {
    if (ended) leave(current.move);
    return;
  }
  const move = current?.move ?? (!ended && changes.some(isUnderWay) ? beginMove() : undefined);
  const { drafts: before } = useDrafts.getState();
  // Without any, something else was shown in place of the gesture, and it has not gone on since.
  const drafts = ended && before.size === 0 ? before : changedDrafts(before, changes, move?.snap);
  if (ended) {
    move?.snap.end();
    if (move !== undefined) leave(move);
    if (before.size > 0) commit(drafts);
    return;
  }
  const touched = changes.some(({ type }) => type === 'position' || type === 'dimensions');
  if (touched && drafts.size > 0) moveDrafts(drafts);
}

function commit(drafts: Drafts): void {
  showDrafts(new Map());
  const resized = [...drafts].find(([, draft]) => draft.width !== undefined);
  if (resized !== undefined) {
    resizeNode(...resized);
    return;
  }
  const places = [...drafts].map(([id, { at }]) => [id, at] as const);
  const ids = [...drafts.keys()];
  const document = currentDocument();
  const move = moveNodes(document, places);
  const { label, diff } = dropped(document, ids, moveLabel(document, ids), move);
  edit(label, diff);
}

/** What undo calls a resize. */
function resizeLabel({ kind }: TopologyNode): string {
  return t('Resize {{what}}', { what: inSentence(t(kindViews[kind].title)) });
}

function resizeNode(id: string, { at, width, height }: Draft): void {
  const node = currentDocument().nodes[id];
  if (node === undefined || !('width' in node)) return;
  const place = { x: Math.round(at.x), y: Math.round(at.y) };
  const size = {
    width: Math.round(width ?? node.width),
    height: Math.round(height ?? node.height),
  };
  edit(resizeLabel(node), changeNode(currentDocument(), { ...node, ...place, ...size }));
}

/** Says what a drop would mean for groups, unless the drag was cancelled. Alt lets members leave theirs. */
export const aimNodes: OnNodeDrag<FlowNode> = (event, _, dragged) => {
  if (!('clientX' in event) || useDrafts.getState().drafts.size === 0) return;
  const at = flowPoint({ x: event.clientX, y: event.clientY });
  const ids = dragged.map(({ id }) => id);
  aimDrop(ids, at, event.altKey);
};
