/** Zoom in, zoom out, fit, and when the overview shows. */
import { Panel, useStore } from '@xyflow/react';
import { Hand, Map as MapIcon, Maximize, Minus, Plus } from 'lucide-react';
import { useSettings } from '../../i18n/settings';
import { t } from '../../i18n/translate';
import { toggleSetting, useCanvasSettings } from '../viewport/canvas-settings';
import { nextOverviewMode } from '../viewport/overview-mode';
import { fitDrawing, zoomIn, zoomOut } from '../viewport/view-port';

function OverviewButton() {
  const mode = useSettings(({ overview }) => overview);
  const name = t('Overview: {{mode}}', { mode: t(mode) });
  return (
    <button
      type="button"
      aria-label={name}
      title={name}
      data-mode={mode}
      onClick={nextOverviewMode}
    >
      <MapIcon />
    </button>
  );
}

export function ZoomControls() {
  const percent = useStore(({ transform }) => Math.round(transform[2] * 100));
  const hand = useCanvasSettings((settings) => settings.hand);
  return (
    <Panel position="bottom-left" className="zoom-controls">
      <button type="button" aria-label={t('Zoom out')} title={t('Zoom out')} onClick={zoomOut}>
        <Minus />
      </button>
      <output aria-label={t('Zoom')}>{percent}%</output>
      <button type="button" aria-label={t('Zoom in')} title={t('Zoom in')} onClick={zoomIn}>
        <Plus />
      </button>
      <button
        type="button"
        aria-label={t('Fit drawing')}
        title={t('Fit drawing')}
        onClick={fitDrawing}
      >
        <Maximize />
      </button>
      <button
        type="button"
        aria-label={t('Drag moves the view')}
        aria-pressed={hand}
        title={t('Drag moves the view (H); else it selects')}
        onClick={() => toggleSetting('hand')}
      >
        <Hand />
      </button>
      <OverviewButton />
    </Panel>
  );
}
