/** Help. */
import { Keyboard } from 'lucide-react';
import { DOCUMENTATION_PATH } from '../../../shared/contract/documentation';
import { t } from '../../i18n/translate';
import { showDialog } from '../../ui/dialogs';
import { always, type Commands } from '../model/command';

export const helpCommands = {
  'help.documentation': {
    label: t('Documentation'),
    place: 'help/help',
    enabled: always,
    run: () => window.open(DOCUMENTATION_PATH, '_blank', 'noopener'),
  },
  'help.parts': {
    label: t('What is installed'),
    place: 'help/help',
    enabled: always,
    run: () => showDialog('parts'),
  },
  'help.shortcuts': {
    label: t('Keyboard shortcuts'),
    place: 'help/help',
    icon: Keyboard,
    shortcuts: ['Shift+?'],
    enabled: always,
    run: () => showDialog('shortcuts'),
  },
  'help.reportBug': {
    label: t('Report a bug…'),
    place: 'help/help',
    enabled: always,
    run: () => showDialog('bug'),
  },
  'help.about': {
    label: t('About Vdelab'),
    place: 'help/help',
    enabled: always,
    run: () => showDialog('about'),
  },
} as const satisfies Commands;
