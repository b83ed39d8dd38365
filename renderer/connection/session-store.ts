/** Which service this page talks to, and whether it can be reached. */

import type { Result } from '../../shared/contract/service';
import { pageStore } from '../page/page-state';
import { raise, raiseThrown } from '../ui/notices';
import { call, onConnected, onConnectionChange, onEvent } from './client';

type Hello = Result<'hello'>;

interface SessionState {
  hello: Hello | null;
  connection: 'opening' | 'open' | 'lost';
}

export const useSession = pageStore<SessionState>(() => ({ hello: null, connection: 'opening' }));

async function greet(): Promise<void> {
  try {
    useSession.setState({ hello: await call('hello', {}) });
  } catch (error) {
    raiseThrown(error);
  }
}

/** Keeps track of the connection for the life of the page. */
export function subscribeSession(): void {
  onConnectionChange((connected) =>
    useSession.setState({ connection: connected ? 'open' : 'lost' }),
  );
  onConnected(() => void greet());
  onEvent('failure.raised', raise);
}
