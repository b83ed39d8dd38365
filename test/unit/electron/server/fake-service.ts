/** A service that answers every call with what it was asked, and remembers who came and went. */
import type { Service } from '../../../../electron/service/service';
import type { Session } from '../../../../electron/service/session';
import type { EventMessage, Reply } from '../../../../shared/contract/service';
import { usualSettings } from '../../../../shared/contract/settings';

export class FakeService implements Service {
  readonly isLabRunning = false;
  settings = usualSettings;
  readonly privateDirectory = '/nowhere';
  readonly listeners = new Set<(message: EventMessage) => void>();
  readonly requests: unknown[] = [];

  connect(send: (message: EventMessage) => void): Session {
    this.listeners.add(send);
    return {
      handle: async (request): Promise<Reply> => {
        this.requests.push(request);
        return { id: 1, ok: true, value: request };
      },
      close: () => {
        this.listeners.delete(send);
      },
    };
  }

  skipGrace(): void {}

  async close(): Promise<void> {}
}
