/** Moves and resizes that are under way on the canvas; they become one edit when they end. */
import type { NodeChange } from '@xyflow/react';
import { create } from 'zustand';
import { recordsInWords } from '../commands/record-words';
import { currentDocument, edit } from '../document/document-store';
import { changeNode, moveNodes } from '../document/edits';
import type { Draft, FlowNode } from './flow-elements';

export const useDrafts = create<{ drafts: ReadonlyMap<string, Draft> }>(() => ({
  drafts: new Map(),
}));

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

function ends(change: NodeChange<FlowNode>): boolean {
  if (change.type === 'position') return change.dragging === false;
  return change.type === 'dimensions' && change.resizing === false;
}

/** Shows the changes; commits them as one step when they are the last of a drag or a key press. */
export function hearNodeChanges(changes: readonly NodeChange<FlowNode>[]): void {
  const before = useDrafts.getState().drafts;
  const drafts = new Map(before);
  for (const change of changes) withChange(drafts, change);
  const ended = changes.some(ends);
  if (!ended) {
    const touched = changes.some(({ type }) => type === 'position' || type === 'dimensions');
    if (touched && drafts.size > 0) useDrafts.setState({ drafts });
    return;
  }
  useDrafts.setState({ drafts: new Map() });
  commitDrafts(drafts, before.size === 0);
}

function commitDrafts(drafts: ReadonlyMap<string, Draft>, byKey: boolean): void {
  const resized = [...drafts].find(([, draft]) => draft.width !== undefined);
  if (resized !== undefined) {
    resizeNote(...resized);
    return;
  }
  const places = [...drafts].map(([id, { at }]) => [id, at] as const);
  const label =
    places.length === 1
      ? `Move ${recordsInWords(currentDocument(), [...drafts.keys()])}`
      : `Move ${places.length} nodes`;
  const key = byKey ? `nudge ${[...drafts.keys()].join(' ')}` : null;
  edit(label, moveNodes(currentDocument(), places), key);
}

function resizeNote(id: string, { at, width, height }: Draft): void {
  const note = currentDocument().nodes[id];
  if (note?.kind !== 'note') return;
  const place = { x: Math.round(at.x), y: Math.round(at.y) };
  const size = {
    width: Math.round(width ?? note.width),
    height: Math.round(height ?? note.height),
  };
  edit('Resize note', changeNode(currentDocument(), { ...note, ...place, ...size }));
}
