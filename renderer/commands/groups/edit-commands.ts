/** Undo, the clipboard, and what is done to the things that are selected. */
import {
  ClipboardPaste,
  Copy,
  CopyPlus,
  History as HistoryIcon,
  LayoutTemplate,
  Pencil,
  Redo2,
  Scissors,
  Undo2,
} from 'lucide-react';
import { redoEdit, undoEdit } from '../../document/store/document-store';
import type { Step } from '../../document/store/history';
import { t } from '../../i18n/translate';
import {
  copySelection,
  cutSelection,
  duplicateSelection,
  paste,
} from '../actions/clipboard-actions';
import { showHistory } from '../actions/history-menu';
import { renameSelection } from '../actions/record-actions';
import { saveSelectionAsTemplate } from '../actions/template-actions';
import { always, type Commands } from '../model/command';
import { isNodeSelected, isOneNode } from '../model/selected';

/** "Undo Move 3 nodes" */
function withStep(label: string, steps: readonly Step[]): string {
  return [label, steps.at(-1)?.label ?? ''].join(' ').trim();
}

export const editCommands = {
  'edit.undo': {
    label: t('Undo'),
    labelNow: ({ history }) => withStep(t('Undo'), history.past),
    place: 'edit/undo',
    context: { targets: ['canvas'], group: 'undo' },
    icon: Undo2,
    shortcuts: ['Mod+Z'],
    enabled: ({ history }) => history.past.length > 0,
    run: undoEdit,
  },
  'edit.redo': {
    label: t('Redo'),
    labelNow: ({ history }) => withStep(t('Redo'), history.future),
    place: 'edit/undo',
    context: { targets: ['canvas'], group: 'undo' },
    icon: Redo2,
    shortcuts: ['Mod+Shift+Z', 'Mod+Y'],
    enabled: ({ history }) => history.future.length > 0,
    run: redoEdit,
  },
  'edit.cut': {
    label: t('Cut'),
    place: 'edit/clipboard',
    context: { targets: ['node', 'drawing', 'selection'], group: 'copy' },
    icon: Scissors,
    shortcuts: ['Mod+X'],
    isClipboardEvent: true,
    isAboutSelection: true,
    enabled: isNodeSelected,
    run: cutSelection,
  },
  'edit.copy': {
    label: t('Copy'),
    place: 'edit/clipboard',
    context: { targets: ['node', 'drawing', 'selection'], group: 'copy' },
    icon: Copy,
    shortcuts: ['Mod+C'],
    isClipboardEvent: true,
    isAboutSelection: true,
    enabled: isNodeSelected,
    run: copySelection,
  },
  'edit.paste': {
    label: t('Paste'),
    place: 'edit/clipboard',
    context: { targets: ['canvas'], group: 'add' },
    icon: ClipboardPaste,
    shortcuts: ['Mod+V'],
    isClipboardEvent: true,
    isAboutSelection: true,
    enabled: always,
    run: paste,
  },
  'edit.duplicate': {
    label: t('Duplicate'),
    place: 'edit/clipboard',
    context: { targets: ['node', 'drawing', 'selection'], group: 'copy' },
    icon: CopyPlus,
    shortcuts: ['Mod+D'],
    isAboutSelection: true,
    enabled: isNodeSelected,
    run: duplicateSelection,
  },
  'edit.saveTemplate': {
    label: t('Save as template…'),
    place: 'edit/clipboard',
    context: { targets: ['node', 'selection'], group: 'copy' },
    icon: LayoutTemplate,
    enabled: isNodeSelected,
    run: saveSelectionAsTemplate,
  },
  'edit.history': {
    label: t('Undo history'),
    place: 'edit/clipboard',
    icon: HistoryIcon,
    shortcuts: ['Mod+Alt+Z'],
    enabled: ({ history }) => history.past.length + history.future.length > 0,
    run: showHistory,
  },
  'edit.rename': {
    label: t('Rename'),
    place: 'edit/change',
    context: {
      targets: ['node', 'drawing'],
      group: 'connect',
      label: (target) => (target === 'drawing' ? t('Edit text') : t('Rename')),
    },
    icon: Pencil,
    shortcuts: ['F2'],
    isAboutSelection: true,
    enabled: isOneNode,
    run: renameSelection,
  },
} as const satisfies Commands;
