/** A note on the canvas: text that can be edited in place and resized. */
import { type Node, type NodeProps, NodeResizer } from '@xyflow/react';
import { memo, useEffect, useRef } from 'react';
import type { NoteNode } from '../../shared/topology';
import { currentDocument, edit } from '../document/document-store';
import { changeNode } from '../document/edits';
import { LockMark } from './lock-mark';
import { endRename, useRename } from './rename';

export type NoteFlowNode = Node<{ record: NoteNode }, 'note'>;

function NoteField({ note }: { note: NoteNode }) {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const commit = (text: string) => {
    endRename();
    const current = currentDocument().nodes[note.id];
    if (current?.kind !== 'note') return;
    edit('Edit note', changeNode(currentDocument(), { ...current, text: text.slice(0, 10_000) }));
  };
  return (
    <textarea
      ref={field}
      className="note-field nodrag nopan nowheel"
      aria-label="Text of the note"
      defaultValue={note.text}
      maxLength={10_000}
      onBlur={(event) => commit(event.currentTarget.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        if (event.key === 'Escape') event.currentTarget.blur();
      }}
    />
  );
}

export const NoteNodeView = memo(function NoteNodeView({
  data,
  selected,
}: NodeProps<NoteFlowNode>) {
  const note = data.record;
  const editing = useRename(({ id }) => id === note.id);
  return (
    <div className="note">
      <LockMark node={note} />
      <NodeResizer
        isVisible={selected && note.locked !== true}
        minWidth={80}
        minHeight={40}
        maxWidth={2000}
        maxHeight={2000}
      />
      {editing ? (
        <NoteField note={note} />
      ) : (
        <div className="note-text" data-hint="Double-click to write">
          {note.text}
        </div>
      )}
    </div>
  );
});
