/** New, open, save: what the file menu does with whole documents. */

import { MAX_LAB_TEXT, type Result, type Workspace } from '../../../shared/contract/service';
import type { CopiedDisks, DisksOfCopy } from '../../../shared/contract/service-trust';
import { FILE_EXTENSION } from '../../../shared/document/topology';
import { FailureError, failureOf } from '../../../shared/failure/failure';
import { bytesText } from '../../../shared/text/quantities';
import { call, onEvent } from '../../connection/client';
import {
  editsArrived,
  markSaved,
  showWorkspace,
  useDocument,
} from '../../document/store/document-store';
import { t } from '../../i18n/translate';
import { labProgress } from '../../lab/lab-actions';
import { ask } from '../../ui/dialogs';
import { confirmDone, raise, raiseThrown } from '../../ui/notices';
import { chooseFile, chooseSavePath, hasNativeDialogs } from './choose-file';

/** The document's name as a file name, without anything that a shell or a file system minds. */
export function fileNameOf(name: string, extension: string): string {
  const plain = name
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-')
    .replace(/^-+|-+$/g, '');
  return `${plain === '' ? 'lab' : plain}${extension}`;
}

function savedText(path: string, disks: CopiedDisks): string {
  if (disks === 'copied') {
    return t('Saved to {{path}}, as a lab of its own: what its machines wrote was copied.', {
      path,
    });
  }
  if (disks === 'fresh') {
    return t('Saved to {{path}}, as a lab of its own: its machines begin with fresh disks.', {
      path,
    });
  }
  return t('Saved to {{path}}', { path });
}

/** @param disks what a copy gets of what the machines wrote; undefined where nobody had to be asked */
async function save(
  path: string | null,
  overwrite: boolean,
  disks?: DisksOfCopy,
): Promise<boolean> {
  try {
    const target = path === null ? {} : { path, overwrite };
    const workspace = await call('workspace.save', {
      ...target,
      ...(disks === undefined ? {} : { disks }),
    });
    markSaved(workspace);
    confirmDone(savedText(workspace.path ?? t('the lab file'), workspace.disks));
    return true;
  } catch (error) {
    const failure = failureOf(error);
    if (failure.code !== 'file-exists' || path === null || overwrite) {
      raise(failure);
      return false;
    }
    return replaceAfterAsking(path, disks);
  }
}

/** More than this is only copied after a question: it takes a while, and room. */
const MUCH_BYTES = 256 * 1024 * 1024;

type Copy = Result<'disks.ofCopy'>['copy'];

const needsQuestion = (copy: Copy): copy is NonNullable<Copy> =>
  copy !== null && (copy.bytes > MUCH_BYTES || copy.running.length > 0);

/**
 * What a copy at the path gets of what the machines wrote: undefined for all, null for no copy after all.
 *
 * @param known what a copy elsewhere would take along: mostly there is nothing to ask, and no time is lost
 */
async function disksForCopy(path: string, known: Copy): Promise<DisksOfCopy | undefined | null> {
  if (!needsQuestion(known)) return undefined;
  const { copy } = await call('disks.ofCopy', { path });
  if (!needsQuestion(copy)) return undefined;
  const [names, size] = [copy.running.join(', '), bytesText(copy.bytes)];
  const stops = copy.running.length > 0;
  const answer = await ask({
    title: t('Copy what the machines wrote?'),
    text: stops
      ? t(
          'The copy is a lab of its own, with disks of its own. To copy what was written, {{size}}, these machines are stopped, which write now: {{names}}.',
          { names, size },
        )
      : t('The copy is a lab of its own, with disks of its own. The machines wrote {{size}}.', {
          size,
        }),
    confirm: stops ? t('Stop and copy') : t('Copy the disks'),
    other: stops ? t('Stop and begin with fresh disks') : t('Begin with fresh disks'),
  });
  if (answer === null) return null;
  return answer === 'confirm' ? 'copy' : 'fresh';
}

async function replaceAfterAsking(path: string, disks?: DisksOfCopy): Promise<boolean> {
  const answer = await ask({
    title: t('Replace the file?'),
    text: t('{{path}} exists already. Its content would be lost.', { path }),
    confirm: t('Replace'),
    danger: true,
  });
  return answer === 'confirm' ? save(path, true, disks) : false;
}

/** Saves under a path that the user chooses. False when they changed their mind or it failed. */
export async function saveLabAs(): Promise<boolean> {
  try {
    await editsArrived();
    const { document, path } = useDocument.getState();
    const suggestion = fileNameOf(document.name, FILE_EXTENSION);
    const { copy } = await call('disks.ofCopy', {});
    const chosen = await chooseSavePath(t('Save the lab as'), path ?? '', suggestion);
    if (chosen === null) return false;
    const full = chosen.endsWith(FILE_EXTENSION) ? chosen : `${chosen}${FILE_EXTENSION}`;
    const disks = await disksForCopy(full, copy);
    if (disks === null) return false;
    return await save(full, hasNativeDialogs() && full === chosen, disks);
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

/** Opens a copy of a lab that was dropped on the page. */
export function openDropped(file: File): Promise<void> {
  return replaceBy(async () => {
    if (file.size > MAX_LAB_TEXT) throw tooLargeToDrop(file.name);
    return call('workspace.openText', { text: await file.text() });
  });
}

function tooLargeToDrop(name: string): FailureError {
  return new FailureError({
    code: 'bad-request',
    message: t('{{name}} is too large to be dropped.', { name }),
    next: t('Open it by File, Open.'),
  });
}

/** Opens labs that are asked for from outside of the window, for the life of the page. */
export function subscribeWantedLabs(): void {
  onEvent('workspace.wanted', ({ path, example }) => {
    if (path !== undefined) void openRecent(path);
    else if (example !== undefined) void openExample(example);
  });
}

export function openExample(id: string): Promise<void> {
  return replaceBy(() => call('workspace.openExample', { id }));
}

/** Takes over unsaved work that was found. */
export async function recover(id: string): Promise<void> {
  await replaceBy(() => call('workspace.recover', { id }));
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
