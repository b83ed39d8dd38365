/** New, open, save: what the file menu does with whole documents. */

import { failureOf } from '../../shared/failure';
import type { Workspace } from '../../shared/service';
import { FILE_EXTENSION } from '../../shared/topology';
import { editsArrived, markSaved, showWorkspace, useDocument } from '../document/document-store';
import { call } from '../session/client';
import { labProgress } from '../session/lab-actions';
import { confirmDone, raise, raiseThrown } from '../session/notices';
import { ask } from '../ui/dialogs';
import { t } from '../ui/translate';
import { chooseFile, chooseSavePath, hasNativeDialogs } from './choose-file';

/** The document's name as a file name, without anything that a shell or a file system minds. */
export function fileNameOf(name: string, extension: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return `${plain === '' ? 'lab' : plain}${extension}`;
}

async function save(path: string | null, overwrite: boolean): Promise<boolean> {
  try {
    const target = path === null ? {} : { path, overwrite };
    const workspace = await call('workspace.save', target);
    markSaved(workspace);
    confirmDone(t('Saved to {{path}}', { path: workspace.path ?? t('the lab file') }));
    return true;
  } catch (error) {
    const failure = failureOf(error);
    if (failure.code !== 'file-exists' || path === null || overwrite) {
      raise(failure);
      return false;
    }
    return replaceAfterAsking(path);
  }
}

async function replaceAfterAsking(path: string): Promise<boolean> {
  const answer = await ask({
    title: t('Replace the file?'),
    text: t('{{path}} exists already. Its content would be lost.', { path }),
    confirm: t('Replace'),
    danger: true,
  });
  return answer === 'confirm' ? save(path, true) : false;
}

/** Saves under a path that the user chooses. False when they changed their mind or it failed. */
export async function saveLabAs(): Promise<boolean> {
  try {
    await editsArrived();
    const { document, path } = useDocument.getState();
    const suggestion = fileNameOf(document.name, FILE_EXTENSION);
    const chosen = await chooseSavePath(t('Save the lab as'), path ?? '', suggestion);
    if (chosen === null) return false;
    const full = chosen.endsWith(FILE_EXTENSION) ? chosen : `${chosen}${FILE_EXTENSION}`;
    return await save(full, hasNativeDialogs() && full === chosen);
  } catch (error) {
    raiseThrown(error);
    return false;
  }
}

/** Saves to the file that the lab came from; asks for one when it has none. */
export async function saveLab(): Promise<boolean> {
  await editsArrived();
  return useDocument.getState().path === null ? saveLabAs() : save(null, false);
}

/** What another lab does to the machines of this one; empty when none runs. */
function stopWarning(): string {
  const { running, moving } = labProgress(useDocument.getState().document);
  return running + moving === 0 ? '' : ` ${t('Its running machines will be stopped.')}`;
}

/** Asks before machines are stopped; there is nothing to ask when none runs. */
async function mayStop(): Promise<boolean> {
  const warning = stopWarning();
  if (warning === '') return true;
  const answer = await ask({
    title: t('Leave the running lab?'),
    text: t('“{{name}}” is saved.{{warning}}', {
      name: useDocument.getState().document.name,
      warning,
    }),
    confirm: t('Stop and go on'),
  });
  return answer === 'confirm';
}

/** Asks what to do with unsaved changes. False when the user wants to stay. */
async function mayLeave(): Promise<boolean> {
  const { dirty, document } = useDocument.getState();
  if (!dirty || Object.keys(document.nodes).length === 0) return mayStop();
  const answer = await ask({
    title: t('Save the changes first?'),
    text: t('“{{name}}” has changes that are not in its file yet.{{warning}}', {
      name: document.name,
      warning: stopWarning(),
    }),
    confirm: t('Save'),
    other: t("Don't save"),
  });
  if (answer === 'confirm') return saveLab();
  return answer === 'other';
}

async function replaceBy(next: () => Promise<Workspace | null>): Promise<void> {
  try {
    await editsArrived();
    if (!(await mayLeave())) return;
    const workspace = await next();
    if (workspace !== null) showWorkspace(workspace);
  } catch (error) {
    raiseThrown(error);
  }
}

export function newLab(): Promise<void> {
  return replaceBy(() => call('workspace.new', {}));
}

export function openLab(): Promise<void> {
  return replaceBy(async () => {
    const near = useDocument.getState().path ?? '';
    const path = await chooseFile(t('Open a lab'), ['vdelab'], near);
    return path === null ? null : call('workspace.open', { path });
  });
}

/** Opens a lab whose path is known. */
export function openRecent(path: string): Promise<void> {
  return replaceBy(() => call('workspace.open', { path }));
}

export function openExample(id: string): Promise<void> {
  return replaceBy(() => call('workspace.openExample', { id }));
}

/** Takes over unsaved work that was found. */
export async function recover(id: string): Promise<void> {
  try {
    showWorkspace(await call('workspace.recover', { id }));
  } catch (error) {
    raiseThrown(error);
  }
}

/** Throws unsaved work away for good. */
export async function discardRecovery(id: string): Promise<void> {
  try {
    const { recovery } = await call('workspace.discardRecovery', { id });
    useDocument.setState({ recovery });
  } catch (error) {
    raiseThrown(error);
  }
}
