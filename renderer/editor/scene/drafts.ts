/** Moves and resizes that are under way on the canvas; they become one edit when they end. */
import type { NodeChange } from '@xyflow/react';
import { create } from 'zustand';
import { changeNode, moveNodes } from '../../document/edits/edits';
import { currentDocument, edit } from '../../document/store/document-store';
import { dropped, forgetDrop, moveLabel, withMemberChanges } from '../gestures/group-drag';
import { type Carry, carryOf } from './carry';
import type { Draft, FlowNode } from './flow-elements';
import { resizeLabel } from './resize-label';
import { endSnapping, snapDrag } from './snap-drag';

interface Drafts {
  drafts: ReadonlyMap<string, Draft>;
  /** The same as the drafts, while all of them are a drag of nodes as one. */
  carry: Carry | null;
}

export const useDrafts = create<Drafts>(() => ({ drafts: new Map(), carry: null }));

/** Shows nodes elsewhere than they are, in place of a gesture that was under way. */
export function showDrafts(drafts: ReadonlyMap<string, Draft>): void {
  useDrafts.setState({ drafts, carry: null });
}

/** What is carried is so far from where the document has it now. */
export function renewCarry(): void {
  useDrafts.setState(({ drafts, carry }) =>
    carry === null ? {} : { carry: carryOf(currentDocument().nodes, drafts, carry) },
  );
}

function draftOf(drafts: ReadonlyMap<string, Draft>, id: string): Draft | undefined {
  const node = currentDocument().nodes[id];
  return drafts.get(id) ?? (node === undefined ? undefined : { at: { x: node.x, y: node.y } });
}

function withChange(drafts: Map<string, Draft>, change: NodeChange<FlowNode>): void {
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
function isUnderWay(change: NodeChange<FlowNode>): boolean | undefined {
  if (change.type === 'position') return change.dragging;
  return change.type === 'dimensions' ? change.resizing : undefined;
}

const ends = (change: NodeChange<FlowNode>) => isUnderWay(change) === false;

/** A drag or a resize: under way, or given up while the pointer is still down. */
let gesture: 'none' | 'on' | 'given up' = 'none';

/**
 * Puts everything back to where it was before the drag or resize that is under way.
 *
 * @returns whether there was one
 */
export function giveUpGesture(): boolean {
  if (gesture !== 'on') return false;
  gesture = 'given up';
  endSnapping();
  forgetDrop();
  showDrafts(new Map());
  return true;
}

/** Whether changes belong to a gesture that was given up; the last of them ends it. */
function isGivenUp(changes: readonly NodeChange<FlowNode>[]): boolean {
  const givenUp = gesture === 'given up';
  if (changes.some(ends)) gesture = 'none';
  else if (!givenUp && changes.some(isUnderWay)) gesture = 'on';
  return givenUp;
}

/** Puts what is dragged where it snaps to. A resize moves corners too, but says nothing of dragging. */
function settle(drafts: Map<string, Draft>, changes: readonly NodeChange<FlowNode>[]): void {
  const dragged = changes.flatMap((change) => {
    if (change.type !== 'position' || change.dragging === undefined) return [];
    const draft = drafts.get(change.id);
    return draft === undefined ? [] : [[change.id, draft] as const];
  });
  if (dragged.length === 0) return;
  const by = snapDrag(new Map(dragged.map(([id, { at }]) => [id, at])));
  for (const [id, draft] of dragged) {
    drafts.set(id, { ...draft, at: { x: draft.at.x + by.x, y: draft.at.y + by.y } });
  }
}

/**
 * Shows the changes; commits them as one step when they are the last of a gesture. Moves without a
 * drag are those of React Flow's own arrow keys; the page has its own, see commands/nudge.ts.
 */
export function handleNodeChanges(given: readonly NodeChange<FlowNode>[]): void {
  if (isGivenUp(given)) return;
  const changes = given.flatMap(withMemberChanges);
  const before = useDrafts.getState().drafts;
  const ended = changes.some(ends);
  if (ended && before.size === 0) {
    // Something else was shown in place of the gesture, and it has not gone on since.
    endSnapping();
    return;
  }
  const drafts = new Map(before);
  for (const change of changes) withChange(drafts, change);
  settle(drafts, changes);
  if (!ended) {
    const touched = changes.some(({ type }) => type === 'position' || type === 'dimensions');
    if (touched && drafts.size > 0) {
      useDrafts.setState(({ carry }) => ({
        drafts,
        carry: carryOf(currentDocument().nodes, drafts, carry),
      }));
    }
    return;
  }
  endSnapping();
  showDrafts(new Map());
  commitDrafts(drafts);
}

function commitDrafts(drafts: ReadonlyMap<string, Draft>): void {
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
