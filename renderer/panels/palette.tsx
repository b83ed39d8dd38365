/** What can be drawn: drag a thing to the canvas, or press it to put it in a free place. */

import type { ReactNode } from 'react';
import type { NodeKind } from '../../shared/topology';
import { PALETTE_TYPE } from '../canvas/palette-drag';
import { addInFreePlace } from '../canvas/view-port';
import { TemplateGroup, templateDrop } from '../templates/template-group';
import { KindSymbol } from '../ui/kind-symbol';
import { kindTitles } from '../ui/symbol-shapes';
import { t } from '../ui/translate';
import { DrawingPalette } from './drawing-palette';

interface Item {
  kind: NodeKind;
  /** The accessible name. */
  name: string;
  hint: string;
}

const groups: { title: string; items: Item[]; More?: () => ReactNode }[] = [
  {
    title: 'Network',
    items: [
      { kind: 'switch', name: 'Add switch', hint: 'Learns addresses' },
      { kind: 'hub', name: 'Add hub', hint: 'Repeats to every port' },
    ],
  },
  {
    title: 'Machines',
    items: [
      { kind: 'pc', name: 'Add PC', hint: 'Built in, needs nothing' },
      { kind: 'qemu', name: 'Add QEMU machine', hint: 'A full virtual machine' },
      { kind: 'host', name: 'Add namespace host', hint: 'A shell, no image' },
      { kind: 'uml', name: 'Add User-Mode Linux machine', hint: 'Linux as a process' },
      { kind: 'vbox', name: 'Add VirtualBox machine', hint: 'One that you have' },
    ],
  },
  {
    title: 'Outside',
    items: [
      { kind: 'nat', name: 'Add internet access', hint: 'DHCP, no root' },
      { kind: 'tap', name: 'Add tap', hint: 'An interface here' },
      { kind: 'plug', name: 'Add outside plug', hint: 'Any VDE network' },
    ],
  },
  {
    title: 'Notes and shapes',
    items: [{ kind: 'note', name: 'Add note', hint: 'Text on the canvas' }],
    More: DrawingPalette,
  },
];

function PaletteItem({ kind, name, hint }: Item) {
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
