/** Messages for the person at the screen: failures with their next step, and short confirmations. */
import { create } from 'zustand';
import { type Failure, failureOf } from '../../shared/failure';

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
let nextId = 1;

export const useNotices = create<{ notices: readonly Notice[] }>(() => ({ notices: [] }));

function show(notice: Omit<Notice, 'id'>): void {
  const { notices } = useNotices.getState();
  // The same message again replaces the one that stands there, so that a burst stays readable.
  const others = notices.filter(({ message }) => message !== notice.message);
  useNotices.setState({ notices: [...others, { ...notice, id: nextId++ }].slice(-MAX_NOTICES) });
}

/** Shows an expected failure. */
export function raise({ message, next, detail = '', record = '' }: Failure): void {
  show({ tone: 'failure', message, next, detail, record: record === '' ? null : record });
}

/** Says that locked things were left alone, with a way to unlock them. */
export function raiseLocked(message: string, action: NonNullable<Notice['action']>): void {
  show({ tone: 'failure', message, next: '', detail: '', record: null, action });
}

/** Shows whatever was thrown; a bug is shown with its detail. */
export function raiseThrown(error: unknown): void {
  raise(failureOf(error));
}

/** Says that something was done. */
export function confirmDone(message: string): void {
  show({ tone: 'done', message, next: '', detail: '', record: null });
}

export function dismiss(id: number): void {
  useNotices.setState(({ notices }) => ({ notices: notices.filter((one) => one.id !== id) }));
}
