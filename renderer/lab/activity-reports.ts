/** Reports to the log what only this page knows: its edits by their names, and messages that it shows. */

import type { Params } from '../../shared/contract/service';
import { call } from '../connection/client';
import { useDocument } from '../document/store/document-store';
import type { History } from '../document/store/history';
import { t } from '../i18n/translate';
import { afterFrame } from '../ui/after-frame';
import { useNotices } from '../ui/notices';

type Report = Params<'activity.report'>;

/** What a person did between two states of the history; null for nothing new. Pure. */
export function happenedBetween(before: History, now: History): string | null {
  const [was, is] = [before.past.at(-1), now.past.at(-1)];
  if (now.future.length > before.future.length) {
    return t('Undone: {{step}}', { step: now.future.at(-1)?.label ?? '' });
  }
  if (is === undefined || is === was) return null;
  if (now.future.length < before.future.length && now.future.length > 0) {
    return t('Done again: {{step}}', { step: is.label });
  }
  // A drag or a slider is one step that grows.
  const grows = now.past.length === before.past.length && is.key !== null && is.key === was?.key;
  return grows ? null : is.label;
}

type Happening = Pick<Report, 'topic' | 'level' | 'text'> & Partial<Report>;

async function report(happening: Happening): Promise<void> {
  await afterFrame();
  // Without a connection there is nobody to remember it; the banner says so already.
  await call('activity.report', { next: '', record: null, ...happening }).catch(() => {});
}

function followEdits(): void {
  useDocument.subscribe(({ history, opening }, before) => {
    if (history === before.history || opening !== before.opening) return;
    const text = happenedBetween(before.history, history);
    if (text !== null) void report({ topic: 'edit', level: 'info', text });
  });
}

function subscribeNotices(): void {
  let last = 0;
  useNotices.subscribe(({ notices }) => {
    for (const { id, tone, message, next, record } of notices) {
      if (id <= last) continue;
      last = id;
      const level = tone === 'failure' ? 'failure' : 'info';
      void report({ topic: 'message', level, text: message, next, record });
    }
  });
}

/** Reports for the life of the page. */
export function reportActivity(): void {
  followEdits();
  subscribeNotices();
}
