/** A note on the canvas: text that can be edited in place and resized. */
import { type NodeProps, NodeResizer } from '@xyflow/react';
import { memo, useEffect, useRef } from 'react';
import type { NoteNode } from '../../shared/topology';
import { currentDocument, edit } from '../document/document-store';
import { changeNode } from '../document/edits';
import { t } from '../ui/translate';
import { DrawingToolbar } from './drawing-toolbar';
import type { NoteFlowNode } from './flow-drawings';
import { LockMark } from './lock-mark';
import { endRename, useRename } from './rename';

function NoteField({ note }: { note: NoteNode }) {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => field.current?.focus(), []);
  const commit = (text: string) => {
    endRename();
    const current = currentDocument().nodes[note.id];
    if (current?.kind !== 'note') return;
    edit(
      t('Edit note'),
      changeNode(currentDocument(), { ...current, text: text.slice(0, 10_000) }),
    );
  };
  return (
    <textarea
      ref={field}
      className="note-field nodrag nopan nowheel"
      aria-label={t('Text of the note')}
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

function NoteView({ data, selected }: NodeProps<NoteFlowNode>) {
  const note = data.record;
  const editing = useRename(({ id }) => id === note.id);
  return (
    <>
      {selected && <DrawingToolbar node={note} />}
      <div
        className="note"
        data-look={note.look}
        data-colour={note.colour}
        style={{ fontSize: note.size, textAlign: note.align }}
      >
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
          <div className="note-text" data-hint={t('Double-click to write')}>
            {note.text}
          </div>
        )}
      </div>
    </>
  );
}

/** React Flow's place and size are on the element around it. */
export const NoteNodeView = memo(
  NoteView,
  (before, after) => before.data.record === after.data.record && before.selected === after.selected,
);
