/** The history as a menu below the undo button: a choice jumps over several steps at once. */
import { jumpInHistory, useDocument } from '../../document/store/document-store';
import type { History } from '../../document/store/history';
import { t } from '../../i18n/translate';
import { type MenuEntry, openMenu } from '../../ui/menu/floating-menu-store';

/** Steps on either side; who wants more opens the list again. */
const MOST = 30;

function choice(label: string, steps: number): MenuEntry {
  return { kind: 'choice', label, act: () => jumpInHistory(steps) };
}

/**
 * What could be done again stands above, what can be taken back below, the nearest steps in the
 * middle. Pure but for what the choices do.
 */
export function historyEntries({ past, future }: History): MenuEntry[] {
  const again = future
    .slice(-MOST)
    .map(({ label }, index, steps) => choice(label, steps.length - index));
  const back = past
    .toReversed()
    .slice(0, MOST)
    .map(({ label }, index) => choice(label, -(index + 1)));
  return [
    ...(again.length > 0 ? [{ kind: 'heading', text: t('Redo up to') } as const, ...again] : []),
    ...(again.length > 0 && back.length > 0 ? [{ kind: 'line' } as const] : []),
    ...(back.length > 0 ? [{ kind: 'heading', text: t('Undo up to') } as const, ...back] : []),
  ];
}

export function showHistory(): void {
  const entries = historyEntries(useDocument.getState().history);
  if (entries.length === 0) return;
  const button = window.document.querySelector('[data-history-menu]')?.getBoundingClientRect();
  const at = { x: button?.left ?? 0, y: (button?.bottom ?? 0) + 4 };
  openMenu({ title: t('Undo history'), at, entries });
}
