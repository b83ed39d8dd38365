/** What can be drawn: drag a thing to the canvas, or press it to put it in a free place. */

import { PanelLeftClose, PanelLeftOpen } from 'lucide-react';
import type { ReactNode } from 'react';
import { paletteWidths } from '../../../shared/contract/settings';
import { perform } from '../../commands/perform';
import { shortcutTextOf } from '../../commands/registry/registry';
import { isPaletteOpen, usePanels } from '../../editor/navigation/panel-store';
import { addInFreePlace } from '../../editor/placing/add-node';
import { PALETTE_TYPE } from '../../editor/placing/palette-drag';
import { changeSettings, useSettings } from '../../i18n/settings';
import { t } from '../../i18n/translate';
import { KindSymbol } from '../../kinds/kind-symbol';
import { type Addable, addableKinds, kindViews } from '../../kinds/registry';
import { IconButton } from '../../ui/button';
import { PanelEdge } from '../../ui/panel-edge';
import { TemplateGroup, templateDrop } from '../templates/template-group';
import { DrawingPalette } from './drawing-palette';

/** As wide as its symbols want it. */
const RAIL_WIDTH = 52;

const groups: { title: string; part: Addable['part']; More?: () => ReactNode }[] = [
  { title: 'Network', part: 'network' },
  { title: 'Machines', part: 'machines' },
  { title: 'External', part: 'outside' },
  { title: 'Notes and shapes', part: 'notes', More: DrawingPalette },
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
        <span className="palette-title">{t(kindViews[kind].title)}</span>
        <span className="palette-hint">{t(hint)}</span>
      </span>
    </button>
  );
}

function useOpen(): boolean {
  const panels = usePanels();
  return useSettings((settings) => isPaletteOpen(panels, settings));
}

export function Palette() {
  const open = useOpen();
  const palette = useSettings((settings) => settings.palette);
  return (
    <div className="palette-side" style={open ? undefined : { width: RAIL_WIDTH }}>
      <nav
        className="palette"
        aria-label={t('Palette')}
        data-rail={!open || undefined}
        {...templateDrop}
      >
        {groups.map(({ title, part, More }) => (
          <section key={title} aria-label={t(title)}>
            <h2>{t(title)}</h2>
            {addableKinds
              .filter((item) => item.part === part)
              .map((item) => (
                <PaletteItem key={item.kind} {...item} />
              ))}
            {More !== undefined && <More />}
          </section>
        ))}
        <TemplateGroup />
        <div className="palette-fold">
          <IconButton
            name={open ? t('Collapse palette') : t('Expand palette')}
            shortcut={shortcutTextOf('view.palette')}
            aria-expanded={open}
            onClick={() => perform('view.palette')}
          >
            {open ? <PanelLeftClose /> : <PanelLeftOpen />}
          </IconButton>
        </div>
      </nav>
      {open && (
        <PanelEdge
          label={t('Width of the palette')}
          side="right"
          width={palette.width}
          {...paletteWidths}
          setWidth={(width) => changeSettings({ palette: { ...palette, width } })}
          fold={() => perform('view.palette')}
        />
      )}
    </div>
  );
}
