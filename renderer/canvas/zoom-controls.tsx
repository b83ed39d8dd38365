/** Zoom in, zoom out, fit. */
import { Panel, useStore } from '@xyflow/react';
import { Hand, Maximize, Minus, Plus } from 'lucide-react';
import { t } from '../ui/translate';
import { toggleSetting, useCanvasSettings } from './canvas-settings';
import { fitDrawing, zoomIn, zoomOut } from './view-port';

export function ZoomControls() {
  const percent = useStore(({ transform }) => Math.round(transform[2] * 100));
  const hand = useCanvasSettings((settings) => settings.hand);
  return (
    <Panel position="bottom-left" className="zoom-controls">
      <button type="button" aria-label="Zoom out" title="Zoom out" onClick={zoomOut}>
        <Minus />
      </button>
      <output aria-label="Zoom">{percent}%</output>
      <button type="button" aria-label="Zoom in" title="Zoom in" onClick={zoomIn}>
        <Plus />
      </button>
      <button type="button" aria-label="Fit drawing" title="Fit drawing" onClick={fitDrawing}>
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
    </Panel>
  );
}
