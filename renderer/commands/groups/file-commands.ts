/** Labs as files, and the library of images. */
import { FilePlus, FolderOpen, FolderTree, HardDrive, Image, Save } from 'lucide-react';
import { t } from '../../i18n/translate';
import { showDialog, showImages } from '../../ui/dialogs';
import { exportDocument, exportPng, exportScript, exportSvg } from '../actions/export-actions';
import { newLab, openLab, saveLab, saveLabAs } from '../actions/file-actions';
import { importTemplate } from '../actions/template-actions';
import { always, type Commands } from '../model/command';

export const fileCommands = {
  'file.new': {
    label: t('New lab'),
    place: 'file/open',
    icon: FilePlus,
    shortcuts: ['Mod+Alt+N'],
    enabled: always,
    run: newLab,
  },
  'file.open': {
    label: t('Open…'),
    place: 'file/open',
    icon: FolderOpen,
    shortcuts: ['Mod+O'],
    worksIn: ['fields'],
    enabled: always,
    run: openLab,
  },
  'file.examples': {
    label: t('Examples…'),
    place: 'file/open',
    context: { targets: ['canvas'], group: 'more' },
    icon: FolderTree,
    enabled: always,
    run: () => showDialog('examples'),
  },
  'file.save': {
    label: t('Save'),
    place: 'file/save',
    icon: Save,
    shortcuts: ['Mod+S'],
    worksIn: ['fields'],
    enabled: always,
    run: saveLab,
  },
  'file.saveAs': {
    label: t('Save as…'),
    place: 'file/save',
    shortcuts: ['Mod+Shift+S'],
    worksIn: ['fields'],
    enabled: always,
    run: saveLabAs,
  },
  'file.images': {
    label: t('Library of images'),
    place: 'file/library',
    icon: HardDrive,
    enabled: always,
    run: showImages,
  },
  'file.importTemplate': {
    label: t('Import template…'),
    place: 'file/library',
    enabled: always,
    run: importTemplate,
  },
  'export.png': {
    label: t('Export picture (PNG)'),
    place: 'file/export',
    icon: Image,
    enabled: always,
    run: exportPng,
  },
  'export.svg': {
    label: t('Export drawing (SVG)'),
    place: 'file/export',
    enabled: always,
    run: exportSvg,
  },
  'export.script': {
    label: t('Export shell script'),
    place: 'file/export',
    enabled: always,
    run: exportScript,
  },
  'export.document': {
    label: t('Download a copy of the lab'),
    place: 'file/export',
    enabled: always,
    run: exportDocument,
  },
} as const satisfies Commands;
