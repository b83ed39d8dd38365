/** A note on the canvas: text that can be edited in place and resized. */
import { type NodeProps, NodeResizer } from '@xyflow/react';
import { memo, useEffect, useRef } from 'react';
import type { NoteNode } from '../../../shared/document/topology';
import { changeNode } from '../../document/edits/edits';
import { currentDocument, edit } from '../../document/store/document-store';
import { t } from '../../i18n/translate';
import { LockMark } from '../nodes/lock-mark';
import type { NoteFlowNode } from '../scene/flow-drawings';
import { endRename, useRename } from '../scene/rename';
import { DrawingToolbar } from './drawing-toolbar';

const MOST_SIZE = 2000;

/** By how much the text is higher than the note, in pixels of the drawing. */
function overflowOf(field: HTMLTextAreaElement): number {
  field.style.height = '100%';
  return Math.max(0, field.scrollHeight - field.clientHeight);
}

/** Makes a field as high as its text, at least as high as the note. */
function growField(field: HTMLTextAreaElement): void {
  if (overflowOf(field) > 0) field.style.height = `${field.scrollHeight}px`;
}

/** Grows with what is written, so that nothing of it is hidden when it is done. */
function NoteField({ note }: { note: NoteNode }) {
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    field.current?.focus();
    if (field.current !== null) growField(field.current);
  }, []);
  const commit = (written: HTMLTextAreaElement) => {
    const { value } = written;
    const more = overflowOf(written);
    endRename();
    const current = currentDocument().nodes[note.id];
    if (current?.kind !== 'note') return;
    const grown = Math.min(MOST_SIZE, current.height + more);
    const changed = { ...current, text: value.slice(0, 10_000), height: Math.round(grown) };
    edit(t('Edit note'), changeNode(currentDocument(), changed));
  };
  return (
    <textarea
      ref={field}
      className="note-field nodrag nopan nowheel"
      aria-label={t('Text of the note')}
      defaultValue={note.text}
      maxLength={10_000}
      onInput={(event) => growField(event.currentTarget)}
      onBlur={(event) => commit(event.currentTarget)}
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
          maxWidth={MOST_SIZE}
          maxHeight={MOST_SIZE}
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
