/** A machine's card: a private VDE directory for one client, and a passage to the card's cable. */

import { Passage } from '../../engine/cable/nic-port';
import { dropSlot, type PortCounters } from '../../engine/core/counters';
import type { SocketPermissions } from '../vde/socket-files';
import { VdeDirectory, type VdeHost } from '../vde/vde-directory';
import { type EndpointRecord, type EndpointSurroundings, VdeEndpoint } from '../vde/vde-endpoint';
import type { AdoptedPlace, PresenceListener } from './switch-device';

const REFUSED = dropSlot('refused-handshake');
/** The number that the client's port has in the name of its data socket. */
const ONLY_PORT = 1;

export class CardDevice implements VdeHost {
  readonly device: string;
  readonly permissions: SocketPermissions = { mode: 0o600, group: null };
  readonly passage: Passage;
  readonly #surroundings: EndpointSurroundings;
  readonly #presence: PresenceListener;
  readonly #directory: VdeDirectory;
  #client: VdeEndpoint | null = null;

  constructor(
    device: string,
    directory: string,
    surroundings: EndpointSurroundings,
    presence: PresenceListener,
    counters: PortCounters,
    adopted: AdoptedPlace,
  ) {
    this.device = device;
    this.#surroundings = surroundings;
    this.#presence = presence;
    this.passage = new Passage(counters);
    this.#directory = new VdeDirectory(directory, this, surroundings, adopted.listener);
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
      this.#surroundings,
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
