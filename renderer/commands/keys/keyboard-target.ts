/**
 * Which node or cable the keys are about. It is the one that the keyboard was led to, selected or not, until something
 * else is selected: the focus stays where a press or a dialog left it, and then tells nothing of what a person sees selected.
 */

import { useSelection } from '../../document/store/selection';
import { renderedRecord } from '../../editor/scene/rendered-record';
import type { Page } from '../../page/page';
import { pageState } from '../../page/page-state';
import { isGivenBack } from '../../ui/given-focus';

interface Focused {
  meant: string | null;
  /** Whether a button of the mouse is down. */
  pressed: boolean;
}

const focused = pageState((): Focused => ({ meant: null, pressed: false }));

/** The id of what a key on this element is about; null where it is about what is selected. */
export function keyboardTarget(target: Element): string | null {
  const { meant } = focused();
  return renderedRecord(target) === meant ? meant : null;
}

function handleFocus({ target }: FocusEvent): void {
  const record = target instanceof Element ? renderedRecord(target) : undefined;
  if (record !== undefined && !focused().pressed && !isGivenBack()) focused().meant = record;
}

function setPressed(now: boolean): () => void {
  return () => {
    focused().pressed = now;
  };
}

/** Watches the focus for the life of the page. */
export function subscribeKeyboardTarget(page: Page): void {
  page.listen(window, 'focusin', handleFocus);
  for (const [type, now] of [
    ['pointerdown', true],
    ['pointerup', false],
    ['pointercancel', false],
    ['keydown', false],
  ] as const) {
    page.listen(window, type, setPressed(now), { capture: true, passive: true });
  }
  useSelection.subscribe(() => {
    focused().meant = null;
  });
}
