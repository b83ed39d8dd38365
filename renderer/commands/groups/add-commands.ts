/** Adding to the drawing, and deleting from it. */
import { Plus, Trash2 } from 'lucide-react';
import { t } from '../../i18n/translate';
import { showDialog } from '../../ui/dialogs';
import { addHere } from '../actions/add-here';
import { deleteSelection } from '../actions/delete-actions';
import { always, type Commands } from '../model/command';
import { isAnySelected } from '../model/selected';

export const addCommands = {
  'edit.add': {
    label: t('Add…'),
    place: 'edit/change',
    icon: Plus,
    shortcuts: ['A'],
    enabled: always,
    run: addHere,
  },
  'edit.addMany': {
    label: t('Add many…'),
    place: 'edit/change',
    enabled: always,
    run: () => showDialog('addMany'),
  },
  'edit.delete': {
    label: t('Delete'),
    place: 'edit/change',
    context: { targets: ['node', 'drawing', 'cable', 'selection'], group: 'delete' },
    icon: Trash2,
    shortcuts: ['Delete', 'Backspace'],
    isAboutSelection: true,
    enabled: isAnySelected,
    run: deleteSelection,
  },
} as const satisfies Commands;
