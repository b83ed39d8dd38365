/** What can be drawn: drag a thing to the canvas, or press it to put it in a free place. */

import type { ReactNode } from 'react';
import { addInFreePlace } from '../canvas/add-node';
import { PALETTE_TYPE } from '../canvas/palette-drag';
import { TemplateGroup, templateDrop } from '../templates/template-group';
import {
  type Addable,
  addableMachines,
  addableNetwork,
  addableNotes,
  addableOutside,
} from '../ui/addable-kinds';
import { KindSymbol } from '../ui/kind-symbol';
import { kindTitles } from '../ui/symbol-shapes';
import { t } from '../ui/translate';
import { DrawingPalette } from './drawing-palette';

const groups: { title: string; items: readonly Addable[]; More?: () => ReactNode }[] = [
  { title: 'Network', items: addableNetwork },
  { title: 'Machines', items: addableMachines },
  { title: 'Outside', items: addableOutside },
  { title: 'Notes and shapes', items: addableNotes, More: DrawingPalette },
];

function PaletteItem({ kind, name, hint }: Addable) {
  return (
    <button
      type="button"
      className="palette-item"
      aria-label={t(name)}
      title={t('{{name}}: drag to the drawing, or press', { name: t(name) })}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.setData(PALETTE_TYPE, kind);
        event.dataTransfer.effectAllowed = 'copy';
      }}
      onClick={() => addInFreePlace(kind)}
    >
      <KindSymbol kind={kind} size={28} />
      <span className="palette-text">
        <span className="palette-title">{t(kindTitles[kind])}</span>
        <span className="palette-hint">{t(hint)}</span>
      </span>
    </button>
  );
}

export function Palette() {
  return (
    <nav className="palette" aria-label={t('Palette')} {...templateDrop}>
      {groups.map(({ title, items, More }) => (
        <section key={title} aria-label={t(title)}>
          <h2>{t(title)}</h2>
          {items.map((item) => (
            <PaletteItem key={item.kind} {...item} />
          ))}
          {More !== undefined && <More />}
        </section>
      ))}
      <TemplateGroup />
    </nav>
  );
}
