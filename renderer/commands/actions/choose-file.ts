/** Asks for a file: with the desktop's own dialog where there is one, else with the page's. */
import type { ImageKind } from '../../../shared/kinds/fields/image-kinds';
import { call } from '../../connection/client';
import { useSession } from '../../connection/session-store';
import { askForFile, askForImage } from '../../ui/dialogs';

function startDirectory(path: string): string {
  const folder = path.slice(0, path.lastIndexOf('/'));
  return folder !== '' ? folder : (useSession.getState().hello?.home ?? '/');
}

/** True where the desktop's dialogs are used; they ask before a file is replaced. */
export function hasNativeDialogs(): boolean {
  return useSession.getState().hello?.nativeDialogs === true;
}

/**
 * The path of an existing file, or null when the user changed their mind.
 *
 * @param near a path whose folder is shown first; may be empty
 */
export async function chooseFile(
  title: string,
  extensions: readonly string[],
  near: string,
): Promise<string | null> {
  const directory = startDirectory(near);
  if (!hasNativeDialogs()) {
    return askForFile({ mode: 'open', title, extensions, directory, suggestion: '' });
  }
  return (await call('dialog.open', { title, extensions: [...extensions], directory })).path;
}

/**
 * The path of an image of the library or of any other file, or null when the user changed their mind.
 *
 * @param kinds of the images that fit
 * @param formats of those; empty for all
 */
export async function chooseImage(
  title: string,
  kinds: readonly ImageKind[],
  extensions: readonly string[],
  near: string,
  formats: readonly string[] = [],
): Promise<string | null> {
  const answer = await askForImage({ title, kinds, formats });
  if (answer === 'file') return chooseFile(title, extensions, near);
  return answer?.path ?? null;
}

/** The path to save to, or null when the user changed their mind. */
export async function chooseSavePath(
  title: string,
  near: string,
  fileName: string,
): Promise<string | null> {
  const directory = startDirectory(near);
  if (!hasNativeDialogs()) {
    return askForFile({
      mode: 'save',
      title,
      extensions: ['vdelab'],
      directory,
      suggestion: fileName,
    });
  }
  return (await call('dialog.save', { title, suggestion: `${directory}/${fileName}` })).path;
}
