/** What is done with templates: kept, drawn, taken in from files, given away, deleted. */

import {
  MAX_TEMPLATE_BYTES,
  TEMPLATE_EXTENSION,
  type Template,
} from '../../../shared/contract/service-templates';
import { printDocument } from '../../../shared/document/document-print';
import type { TopologyDocument } from '../../../shared/document/topology';
import { FailureError } from '../../../shared/failure/failure';
import { call } from '../../connection/client';
import { download } from '../../connection/download';
import type { Point } from '../../document/records/new-node';
import { placeFragment, placeInFree, type Untrusted } from '../../editor/placing/place-fragment';
import { t } from '../../i18n/translate';
import { showTemplates, useTemplates } from '../../lab/template-store';
import { ask, showTemplateForm } from '../../ui/dialogs';
import { confirmDone, raiseThrown } from '../../ui/notices';
import { chooseFile } from './choose-file';
import { selectedFragment } from './clipboard-actions';
import { fileNameOf } from './file-actions';

const NOBODY: ReadonlySet<string> = new Set();

/** Draws a template, as one step. @param pointer where to, in pixels of the window; null for a free place */
export async function drawTemplate(id: string, pointer: Point | null): Promise<void> {
  const { document, isOwn } = await call('templates.get', { id });
  const label = t('Add {{what}}', { what: document.name });
  const untrusted: Untrusted = isOwn ? NOBODY : 'all';
  if (pointer === null) placeInFree(label, document, untrusted);
  else placeFragment(label, document, pointer, untrusted);
}

/** Asks how the selection shall be called as a template, and keeps it. */
export function saveSelectionAsTemplate(): void {
  const fragment = selectedFragment();
  if (fragment !== null) showTemplateForm({ fragment });
}

/** Keeps a part of a drawing. Throws what the service refused. */
export async function saveTemplate(
  document: TopologyDocument,
  name: string,
  description: string,
): Promise<void> {
  showTemplates(await call('templates.save', { document, name, description }));
  confirmDone(t('“{{name}}” is in the palette now.', { name }));
}

/** Gives a template another name and description. Throws what the service refused. */
export async function changeTemplate(id: string, name: string, description: string): Promise<void> {
  showTemplates(await call('templates.change', { id, name, description }));
}

/** Deletes a template after a question; what was drawn from it stays. */
export async function removeTemplate({ id, name }: Template): Promise<void> {
  const answer = await ask({
    title: t('Delete the template?'),
    text: t('“{{name}}” goes from the palette for good. What was drawn from it stays.', { name }),
    confirm: t('Delete'),
    danger: true,
  });
  if (answer === 'confirm') showTemplates(await call('templates.remove', { id }));
}

/** Hands the user a template as a file. */
export async function exportTemplate({ id, name }: Template): Promise<void> {
  const { document } = await call('templates.get', { id });
  const content = new Blob([printDocument(document)], { type: 'application/json' });
  download(fileNameOf(name, TEMPLATE_EXTENSION), content);
}

function tellImported(id: string): void {
  const template = useTemplates.getState().templates.find((one) => one.id === id);
  confirmDone(t('“{{name}}” is in the palette now.', { name: template?.name ?? id }));
}

/** Takes in a file that the user chooses. */
export async function importTemplate(): Promise<void> {
  const extension = TEMPLATE_EXTENSION.slice(1);
  const path = await chooseFile(t('Import a template'), [extension], '');
  if (path === null) return;
  const list = await call('templates.importFile', { path });
  showTemplates(list);
  tellImported(list.id);
}

async function importDropped(file: File): Promise<void> {
  if (file.size > MAX_TEMPLATE_BYTES) {
    throw new FailureError({
      code: 'document-broken',
      message: t('{{name}} is too large for a template.', { name: file.name }),
      next: t('Check that it is the right file.'),
    });
  }
  const list = await call('templates.importText', { text: await file.text() });
  showTemplates(list);
  tellImported(list.id);
}

/** Takes in files that were dropped on the page, one after the other. */
export async function importFiles(files: readonly File[]): Promise<void> {
  for (const file of files) await importDropped(file).catch(raiseThrown);
}
