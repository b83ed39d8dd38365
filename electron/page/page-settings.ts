/**
 * Puts the user's settings into the page as it is served. The page has them before it paints for the first
 * time, so that it does not show the wrong theme until the service has answered.
 */
import type { Settings } from '../../shared/contract/settings';
import { type PageFile, readPageFile } from './page-files';

/** What stands in renderer/index.html. */
const PLACE = '<meta name="vdelab-settings" content="" />';
const ROOT = '<html lang="en">';

const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '"': '&quot;',
  '<': '&lt;',
  '>': '&gt;',
};

function inAttribute(text: string): string {
  return text.replace(/[&"<>]/g, (character) => escapes[character]!);
}

/** The page with the settings in it. Where it has no place for them, it asks the service. */
export function withSettings(html: string, settings: Settings): string {
  const content = inAttribute(JSON.stringify(settings));
  const theme = settings.theme === 'system' ? '' : ` data-theme="${settings.theme}"`;
  return html
    .replace(PLACE, () => `<meta name="vdelab-settings" content="${content}" />`)
    .replace(ROOT, () => `<html lang="en"${theme}>`);
}

/** A file of the page, see {@link readPageFile}; the page itself with the settings. */
export async function readPage(
  root: string,
  pathname: string,
  settings: Settings,
): Promise<PageFile | null> {
  const file = await readPageFile(root, pathname);
  if (file === null || !file.mediaType.startsWith('text/html')) return file;
  return { ...file, body: Buffer.from(withSettings(file.body.toString(), settings)) };
}
