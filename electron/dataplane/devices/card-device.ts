/** A machine's card: a private VDE directory for one client, and a passage to the card's cable. */

import { NicPort } from '../../engine/cable/nic-port';
import { dropSlot, type PortCounters } from '../../engine/core/counters';
import type { SocketPermissions } from '../vde/socket-files';
import { VdeDirectory, type VdeHost } from '../vde/vde-directory';
import { type EndpointContext, type EndpointRecord, VdeEndpoint } from '../vde/vde-endpoint';
import type { AdoptedPlace, PresenceListener } from './switch-device';

const REFUSED = dropSlot('refused-handshake');
/** The number that the client's port has in the name of its data socket. */
const ONLY_PORT = 1;

export class CardDevice implements VdeHost {
  readonly device: string;
  readonly permissions: SocketPermissions = { mode: 0o600, group: null };
  readonly passage: NicPort;
  readonly #context: EndpointContext;
  readonly #presence: PresenceListener;
  readonly #directory: VdeDirectory;
  #client: VdeEndpoint | null = null;

  constructor(
    device: string,
    directory: string,
    context: EndpointContext,
    presence: PresenceListener,
    counters: PortCounters,
    adopted: AdoptedPlace,
  ) {
    this.device = device;
    this.#context = context;
    this.#presence = presence;
    this.passage = new NicPort(counters);
    this.#directory = new VdeDirectory(directory, this, context, adopted.listener);
    for (const record of adopted.endpoints) this.joined(record);
  }

  /** One client at a time: a second one would share the card's address. */
  admit(): number | null {
    return this.#client === null ? ONLY_PORT : null;
  }

  joined(record: EndpointRecord): void {
    const { passage } = this;
    this.#client = new VdeEndpoint(
      record,
      this.#context,
      passage.fromOutside,
      passage.counters,
      () => {
        this.#client = null;
        this.#directory.removeDataSocket(record);
        passage.setOutside(null);
        this.#presence.left(0);
      },
    );
    passage.setOutside(this.#client.egress);
    this.#presence.joined(0, record.description);
  }

  refused(): void {
    this.passage.counters.countDrop(REFUSED);
  }

  expire(now: number): void {
    this.#directory.expire(now);
    this.#client?.egress.expire();
  }

  close(): void {
    this.#client?.close();
    this.#directory.close();
  }
}
