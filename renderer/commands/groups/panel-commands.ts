/** The panels around the drawing, and the views in the dock. */
import { PanelBottom } from 'lucide-react';
import { toggleDock } from '../../consoles/tabs/console-store';
import { openView } from '../../consoles/tabs/dock-views';
import {
  isInspectorWanted,
  isPaletteOpen,
  toggleInspector,
  togglePalette,
} from '../../editor/navigation/panel-store';
import { t } from '../../i18n/translate';
import { always, type Commands } from '../model/command';

export const panelCommands = {
  'view.table': {
    label: t('Lab table'),
    place: 'view/panels',
    shortcuts: ['Mod+Alt+1'],
    enabled: always,
    run: () => openView('table'),
  },
  'view.problems': {
    label: t('Problems'),
    place: 'view/panels',
    shortcuts: ['Mod+Alt+2'],
    enabled: always,
    run: () => openView('problems'),
  },
  'view.activity': {
    label: t('Activity'),
    place: 'view/panels',
    shortcuts: ['Mod+Alt+3'],
    enabled: always,
    run: () => openView('activity'),
  },
  'view.palette': {
    label: t('Collapse or expand palette'),
    labelNow: ({ panels, settings }) =>
      isPaletteOpen(panels, settings) ? t('Collapse palette') : t('Expand palette'),
    place: 'view/panels',
    shortcuts: ['Mod+B'],
    enabled: always,
    run: togglePalette,
  },
  'view.inspector': {
    label: t('Show or hide inspector'),
    labelNow: ({ panels, settings, ids }) =>
      isInspectorWanted(panels, settings, ids.size) ? t('Hide inspector') : t('Show inspector'),
    place: 'view/panels',
    shortcuts: ['Mod+Alt+B'],
    enabled: always,
    run: toggleInspector,
  },
  'view.dock': {
    label: t('Show or hide consoles'),
    labelNow: ({ dock }) => (dock.open ? t('Hide consoles') : t('Show consoles')),
    place: 'view/panels',
    icon: PanelBottom,
    shortcuts: ['Mod+J'],
    enabled: always,
    run: toggleDock,
  },
} as const satisfies Commands;
