/** What machines use of this computer, as the service last sent it; only while a table shows it. */

import type { NodeUsage } from '../../shared/contract/service-usage';
import { onEvent } from '../connection/client';
import { pageStore } from '../page/page-state';

export const useUsage = pageStore<{ nodes: Readonly<Record<string, NodeUsage>> }>(() => ({
  nodes: {},
}));

/** Takes samples as they come. */
export function subscribeUsage(): void {
  onEvent('lab.usage', (usage) => useUsage.setState(usage));
}

/** Nobody looks any more: an old sample would be taken for a new one. */
export function forgetUsage(): void {
  useUsage.setState({ nodes: {} });
}
