/** What of the drawing is shown, and how. */
import {
  Crosshair,
  Map as MapIcon,
  Maximize,
  Search,
  SunMoon,
  ZoomIn,
  ZoomOut,
} from 'lucide-react';
import { openSearch } from '../../editor/search/node-search-store';
import { togglePortLabels } from '../../editor/viewport/cable-view';
import { toggleSetting } from '../../editor/viewport/canvas-settings';
import { nextOverviewMode } from '../../editor/viewport/overview-mode';
import {
  fitDrawing,
  fitSelection,
  zoomIn,
  zoomOut,
  zoomToActualSize,
} from '../../editor/viewport/view-port';
import { t } from '../../i18n/translate';
import { showDialog } from '../../ui/dialogs';
import { changeTheme } from '../../ui/theme';
import { always, type Commands } from '../model/command';
import { isAnySelected } from '../model/selected';

export const viewCommands = {
  'view.commands': {
    label: t('Command palette'),
    place: 'view/find',
    context: { targets: ['canvas'], group: 'more' },
    shortcuts: ['Mod+K', 'Mod+Shift+P'],
    worksIn: ['fields'],
    enabled: always,
    run: () => showDialog('commands'),
  },
  'view.find': {
    label: t('Find on the drawing'),
    place: 'view/find',
    context: { targets: ['canvas'], group: 'view' },
    icon: Search,
    shortcuts: ['Mod+F'],
    worksIn: ['fields'],
    enabled: always,
    run: openSearch,
  },
  'view.fit': {
    label: t('Fit drawing'),
    place: 'zoom/zoom',
    context: { targets: ['canvas'], group: 'view' },
    icon: Maximize,
    shortcuts: ['Mod+0'],
    enabled: always,
    run: fitDrawing,
  },
  'view.fitSelection': {
    label: t('Zoom to selection'),
    place: 'zoom/zoom',
    context: { targets: ['node', 'drawing', 'selection'], group: 'go' },
    icon: Crosshair,
    shortcuts: ['F'],
    isAboutSelection: true,
    enabled: isAnySelected,
    run: fitSelection,
  },
  'view.actualSize': {
    label: t('Zoom to 100 %'),
    place: 'zoom/zoom',
    context: { targets: ['canvas'], group: 'view' },
    shortcuts: ['1'],
    enabled: always,
    run: zoomToActualSize,
  },
  'view.zoomIn': {
    label: t('Zoom in'),
    place: 'zoom/zoom',
    icon: ZoomIn,
    shortcuts: ['Mod+=', 'Mod++'],
    enabled: always,
    run: zoomIn,
  },
  'view.zoomOut': {
    label: t('Zoom out'),
    place: 'zoom/zoom',
    icon: ZoomOut,
    shortcuts: ['Mod+-'],
    enabled: always,
    run: zoomOut,
  },
  'view.grid': {
    label: t('Show grid'),
    place: 'view/drawing',
    shortcuts: ['G'],
    enabled: always,
    checked: ({ settings }) => settings.canvas.grid,
    run: () => toggleSetting('grid'),
  },
  'view.snapGrid': {
    label: t('Snap to grid'),
    place: 'view/drawing',
    shortcuts: ['Shift+G'],
    enabled: always,
    checked: ({ settings }) => settings.canvas.snapGrid,
    run: () => toggleSetting('snapGrid'),
  },
  'view.hand': {
    label: t('Drag moves the view'),
    place: 'view/drawing',
    shortcuts: ['H'],
    enabled: always,
    checked: ({ settings }) => settings.canvas.hand,
    run: () => toggleSetting('hand'),
  },
  'view.overview': {
    label: t('Overview'),
    labelNow: ({ settings }) => t('Overview: {{mode}}', { mode: t(settings.overview) }),
    place: 'view/drawing',
    icon: MapIcon,
    enabled: always,
    run: nextOverviewMode,
  },
  'view.theme': {
    label: t('Theme'),
    alias: t('Light, dark, appearance'),
    place: 'view/looks',
    icon: SunMoon,
    shortcuts: ['Mod+Shift+L'],
    enabled: always,
    run: changeTheme,
  },
  'view.portLabels': {
    label: t('Show or hide port labels'),
    labelNow: ({ settings }) =>
      settings.cables.labels ? t('Hide port labels') : t('Show port labels'),
    place: 'view/looks',
    enabled: always,
    run: togglePortLabels,
  },
} as const satisfies Commands;
