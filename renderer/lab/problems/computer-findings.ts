/** What the service finds wrong with the drawing: what its programs say of it, and what this computer lacks. */

import type { Finding } from '../../../shared/failure/finding';
import { call, onConnected, onEvent } from '../../connection/client';
import { pageStore } from '../../page/page-state';
import { raiseThrown } from '../../ui/notices';

export const useComputerFindings = pageStore<{ findings: readonly Finding[] }>(() => ({
  findings: [],
}));

/** Keeps them as the service last told them, for the life of the page. */
export function subscribeComputerFindings(): void {
  onEvent('checks.changed', ({ findings }) => useComputerFindings.setState({ findings }));
  onConnected(() => {
    call('checks.get', {}).then((told) => useComputerFindings.setState(told), raiseThrown);
  });
}
