/** What stands in a shape, which becomes a field on a double-click. */
import { useEffect, useRef } from 'react';
import type { ShapeNode } from '../../../shared/document/topology';
import { changeNode } from '../../document/edits/edits';
import { currentDocument, edit } from '../../document/store/document-store';
import { t } from '../../i18n/translate';
import { endRename, useRename } from '../scene/rename';

const MOST = 200;

function commit(id: string, text: string): void {
  endRename();
  const shape = currentDocument().nodes[id];
  if (shape?.kind !== 'shape') return;
  const changed = { ...shape, text: text.trim().slice(0, MOST) };
  edit(t('Change caption'), changeNode(currentDocument(), changed));
}

function CaptionField({ shape }: { shape: ShapeNode }) {
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.select(), []);
  return (
    <input
      ref={field}
      className="shape-caption-field nodrag nopan"
      aria-label={t('Caption')}
      defaultValue={shape.text}
      maxLength={MOST}
      onBlur={(event) => commit(shape.id, event.currentTarget.value)}
      onKeyDown={(event) => {
        event.stopPropagation();
        // As in a note: what was written stays, and undo takes it back.
        if (event.key === 'Enter' || event.key === 'Escape') event.currentTarget.blur();
      }}
    />
  );
}

export function Caption({ shape }: { shape: ShapeNode }) {
  const editing = useRename(({ id }) => id === shape.id);
  if (editing) return <CaptionField shape={shape} />;
  return shape.text === '' ? null : <div className="shape-caption">{shape.text}</div>;
}
