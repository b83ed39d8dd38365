/** The log of what happened, as the service keeps it. */

import { type ActivityEntry, MAX_ACTIVITY_ENTRIES } from '../../shared/contract/service-activity';
import { call, onConnected, onEvent } from '../connection/client';
import { pageStore } from '../page/page-state';
import { raiseThrown } from '../ui/notices';

export const useActivity = pageStore<{ entries: readonly ActivityEntry[] }>(() => ({
  entries: [],
}));

/** Appends entries that are not there yet; pure. */
export function withEntries(
  known: readonly ActivityEntry[],
  added: readonly ActivityEntry[],
): readonly ActivityEntry[] {
  const last = known.at(-1)?.id ?? 0;
  const news = added.filter(({ id }) => id > last);
  return news.length === 0 ? known : [...known, ...news].slice(-MAX_ACTIVITY_ENTRIES);
}

async function fetchAll(): Promise<void> {
  try {
    useActivity.setState(await call('activity.list', {}));
  } catch (error) {
    raiseThrown(error);
  }
}

/** Keeps the log in step with the service for the life of the page. */
export function subscribeActivity(): void {
  onConnected(() => void fetchAll());
  onEvent('activity.added', ({ entries }) =>
    useActivity.setState((state) => ({ entries: withEntries(state.entries, entries) })),
  );
}
