/**
 * The browser's copy, cut and paste events, which come of keys in any layout and need no permission.
 * Fields, terminals and text that somebody selected keep them.
 */

import type { Page } from '../../page/page';
import { useDialog } from '../../ui/dialogs';
import { raiseThrown } from '../../ui/notices';
import { pasteText, takeSelection } from '../actions/clipboard-actions';
import { removeSelection } from '../actions/delete-actions';
import { TYPING } from './typing';

const OWN_CLIPBOARD = `${TYPING}, .xterm, .screen-host, dialog`;

/** Whether the focus is where copying and pasting mean something else than the drawing. */
function isElsewhere(): boolean {
  if (useDialog.getState().dialog !== null) return true;
  return window.document.activeElement?.closest(OWN_CLIPBOARD) != null;
}

/** Whether somebody selected text to copy it; the drawing's own focus goes before. */
function isTextSelected(): boolean {
  const onCanvas = window.document.activeElement?.closest('.react-flow') != null;
  return !onCanvas && window.getSelection()?.isCollapsed === false;
}

/** Gives the selection to the clipboard; false when it is somebody else's event. */
function take(event: ClipboardEvent): boolean {
  if (isElsewhere() || isTextSelected()) return false;
  const text = takeSelection();
  if (text === null) return false;
  event.clipboardData?.setData('text/plain', text);
  event.preventDefault();
  return true;
}

function handlePaste(event: ClipboardEvent): void {
  if (isElsewhere()) return;
  event.preventDefault();
  pasteText(event.clipboardData?.getData('text/plain') ?? '').catch(raiseThrown);
}

/** Hears them for the life of the page. */
export function subscribeClipboard(page: Page): void {
  page.listen(window, 'copy', (event) => void take(event));
  page.listen(window, 'cut', (event) => {
    if (take(event)) removeSelection('cut').catch(raiseThrown);
  });
  page.listen(window, 'paste', handlePaste);
}
