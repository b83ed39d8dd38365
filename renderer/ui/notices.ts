/** Messages for the person at the screen: failures with their next step, and short confirmations. */

import { type Failure, failureOf } from '../../shared/failure/failure';
import { pageState, pageStore } from '../page/page-state';

export interface Notice {
  id: number;
  tone: 'failure' | 'done';
  message: string;
  next: string;
  detail: string;
  record: string | null;
  /** What can be done about it at once. */
  action?: { label: string; act: () => void };
}

const MAX_NOTICES = 4;
export const useNotices = pageStore<{ notices: readonly Notice[] }>(() => ({ notices: [] }));

/** The id of the latest message. */
const latest = pageState(() => ({ id: 0 }));

function show(notice: Omit<Notice, 'id'>): number {
  const { notices } = useNotices.getState();
  const id = ++latest().id;
  // The same message again replaces the one that stands there, so that a burst stays readable.
  const others = notices.filter(({ message }) => message !== notice.message);
  useNotices.setState({ notices: [...others, { ...notice, id }].slice(-MAX_NOTICES) });
  return id;
}

/**
 * Shows an expected failure.
 *
 * @returns what to dismiss when it does not matter any more
 */
export function raise({ message, next, said = '', detail = '', record = '' }: Failure): number {
  // The line that says so first: what comes before and after it matters less.
  const words = [said, detail].filter((text) => text !== '').join('\n\n');
  const about = record === '' ? null : record;
  return show({ tone: 'failure', message, next, detail: words, record: about });
}

/** Says that something was not done, with what can be done about it at once. */
export function raiseWithAction(
  message: string,
  next: string,
  action: NonNullable<Notice['action']>,
): void {
  show({ tone: 'failure', message, next, detail: '', record: null, action });
}

/** Shows whatever was thrown; a bug is shown with its detail. */
export function raiseThrown(error: unknown): void {
  raise(failureOf(error));
}

/** Says that something was done. */
export function confirmDone(message: string): void {
  show({ tone: 'done', message, next: '', detail: '', record: null });
}

function keep(isKept: (notice: Notice) => boolean): void {
  const { notices } = useNotices.getState();
  const kept = notices.filter(isKept);
  if (kept.length < notices.length) useNotices.setState({ notices: kept });
}

export function dismiss(id: number): void {
  keep((notice) => notice.id !== id);
}

export function dismissAll(): void {
  keep(() => false);
}

/** Dismisses the failures of records that this is not about any more. */
export function dismissRecords(isOver: (record: string) => boolean): void {
  keep(({ tone, record }) => tone !== 'failure' || record === null || !isOver(record));
}
