/**
 * Copy, cut, paste and duplicate. The system's clipboard carries a part of a drawing as the text of a
 * document, so that it goes from window to window. What comes from another window may be a stranger's, and so
 * may what is copied here: a copy gets names of its own, and is asked about as what it was copied from.
 */

import type { TopologyDocument } from '../../../shared/document/topology';
import { FailureError } from '../../../shared/failure/failure';
import {
  fragmentOf,
  printFragment,
  type ReadFragment,
  readFragment,
} from '../../document/edits/fragment';
import { formatRecords } from '../../document/edits/step-labels';
import { currentDocument } from '../../document/store/document-store';
import { selectedNodes } from '../../document/store/selection';
import { placeBeside, placeFragment, type Untrusted } from '../../editor/placing/place-fragment';
import { pointerOnCanvas } from '../../editor/viewport/pointer-place';
import { t } from '../../i18n/translate';
import { pendingAmong } from '../../lab/permissions';
import { pageState } from '../../page/page-state';
import { removeSelection } from './delete-actions';

/** What this page copied last. */
interface Copied {
  readonly text: string;
  /** Its nodes of which something was pending in the drawing that it was copied from. */
  readonly untrusted: Promise<Untrusted>;
  /** Whether the system's clipboard refused it, so that only this page has it. */
  readonly isOnlyHere: boolean;
}

const clipboard = pageState((): { copied: Copied | null } => ({ copied: null }));

/** The selected nodes with the cables among them; null when none is selected. */
export function selectedFragment(): TopologyDocument | null {
  const ids = new Set(selectedNodes());
  return ids.size === 0 ? null : fragmentOf(currentDocument(), ids, crypto.randomUUID());
}

/** Remembers what is selected and gives it as text for the clipboard; null when there is nothing. */
export function takeSelection(): string | null {
  const fragment = selectedFragment();
  if (fragment === null) return null;
  const text = printFragment(fragment);
  clipboard().copied = { text, untrusted: untrustedAmong(fragment), isOnlyHere: false };
  return text;
}

/** Which of the nodes are not this user's own. */
async function untrustedAmong({ nodes }: TopologyDocument): Promise<Untrusted> {
  try {
    return await pendingAmong(Object.keys(nodes));
  } catch {
    // Without an answer all of them are asked about.
    return 'all';
  }
}

/** Copies for a menu or a button; keys have the browser's own event, see clipboard-events.ts. */
export async function copySelection(): Promise<void> {
  const text = takeSelection();
  if (text === null) return;
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    // Refused, or not there without HTTPS: then it can at least be pasted in this page.
    const { copied } = clipboard();
    if (copied?.text === text) clipboard().copied = { ...copied, isOnlyHere: true };
  }
}

export async function cutSelection(): Promise<void> {
  await copySelection();
  await removeSelection('cut');
}

function nothingToPaste(): FailureError {
  return new FailureError({
    code: 'bad-request',
    message: t('The clipboard holds no part of a drawing.'),
    next: t('Select something in a drawing and copy it, then paste.'),
  });
}

/** What the text of the clipboard stands for: what this page copied, or what anybody else did. */
function sourceOf(text: string): { read: ReadFragment; untrusted: Untrusted | Promise<Untrusted> } {
  const { copied } = clipboard();
  if (copied?.text === text) return { read: readFragment(text), untrusted: copied.untrusted };
  const read = readFragment(text);
  if (read.kind !== 'foreign' || !copied?.isOnlyHere) return { read, untrusted: 'all' };
  return { read: readFragment(copied.text), untrusted: copied.untrusted };
}

/** Pastes the text of the clipboard. Throws a FailureError when it holds nothing of a drawing. */
export async function pasteText(text: string): Promise<void> {
  const { read, untrusted } = sourceOf(text);
  if (read.kind === 'broken') throw new FailureError(read.failure);
  if (read.kind === 'foreign') throw nothingToPaste();
  const ids = Object.keys(read.fragment.nodes);
  if (ids.length === 0) throw nothingToPaste();
  const label = t('Paste {{what}}', { what: formatRecords(read.fragment, ids) });
  const pointer = pointerOnCanvas();
  placeFragment(label, read.fragment, pointer, await untrusted);
}

async function clipboardText(): Promise<string> {
  try {
    return await navigator.clipboard.readText();
  } catch (error) {
    const { copied } = clipboard();
    if (copied !== null) return copied.text;
    throw new FailureError(
      {
        code: 'permission',
        message: t('The browser does not let this page read the clipboard.'),
        next: t('Paste with Ctrl+V.'),
      },
      { cause: error },
    );
  }
}

/** Pastes for a menu or a button. */
export async function paste(): Promise<void> {
  await pasteText(await clipboardText());
}

/** Draws the selected nodes once more, beside themselves. */
export async function duplicateSelection(): Promise<void> {
  const fragment = selectedFragment();
  if (fragment === null) return;
  const untrusted = await untrustedAmong(fragment);
  const what = formatRecords(fragment, Object.keys(fragment.nodes));
  placeBeside(t('Duplicate {{what}}', { what }), fragment, untrusted);
}
