/** A switch or hub with its place: outside clients join the same ports that cables plug into. */
import type { PortCounters } from '../engine/counters';
import { dropSlot } from '../engine/counters';
import type { Fabric } from '../engine/fabric';
import { Switch } from '../engine/switch';
import type { DeviceCommand } from './protocol';
import { groupId, type SocketPermissions } from './socket-files';
import { VdeDirectory, type VdeHost } from './vde-directory';
import { type EndpointRecord, type EndpointSurroundings, VdeEndpoint } from './vde-endpoint';

const REFUSED = dropSlot('refused-handshake');

type SwitchCommand = Extract<DeviceCommand, { type: 'switch' }>;

/** Hears of clients that come and go. */
export interface PresenceListener {
  joined(port: number, description: string): void;
  left(port: number): void;
}

export interface AdoptedPlace {
  readonly listener: { readonly fd: number; readonly madeDirectory: boolean } | null;
  readonly endpoints: readonly EndpointRecord[];
}

export class SwitchDevice implements VdeHost {
  readonly device: string;
  readonly permissions: SocketPermissions;
  readonly switch: Switch;
  readonly #surroundings: EndpointSurroundings;
  readonly #presence: PresenceListener;
  readonly #directory: VdeDirectory;
  readonly #clients = new Set<VdeEndpoint>();
  #reserved: ReadonlySet<number> = new Set();

  constructor(
    command: SwitchCommand,
    fabric: Fabric,
    surroundings: EndpointSurroundings,
    presence: PresenceListener,
    countersOf: (port: number) => PortCounters,
    adopted: AdoptedPlace,
  ) {
    this.device = command.id;
    this.permissions = { mode: command.mode, group: groupId(command.group, command.id) };
    this.#surroundings = surroundings;
    this.#presence = presence;
    this.switch = new Switch(fabric, command, countersOf);
    this.#directory = new VdeDirectory(command.directory, this, surroundings, adopted.listener);
    for (const record of adopted.endpoints) this.joined(record);
  }

  /** Sets the ports that clients without a wish do not get. */
  reserve(ports: readonly number[]): void {
    this.#reserved = new Set(ports);
  }

  /** The port for a client: vde_switch's rules on numbers, port 0 and shared ports (port.c). */
  admit(wanted: number | null, uid: number): number | null {
    if (wanted === null) {
      const free = this.switch.freePort((port) => this.#reserved.has(port));
      return free === -1 ? null : free;
    }
    if (this.switch.port(wanted) === undefined) return null;
    const isRoot = uid === 0;
    if (wanted === 0 && !isRoot && uid !== process.getuid?.()) return null;
    const others = [...this.#clients].filter(({ record }) => record.port === wanted);
    return isRoot || others.every(({ record }) => record.uid === uid) ? wanted : null;
  }

  joined(record: EndpointRecord): void {
    const port = this.switch.port(record.port)!;
    const client = new VdeEndpoint(record, this.#surroundings, port, port.counters, () => {
      this.#clients.delete(client);
      port.detach(client.egress);
      this.#presence.left(record.port);
    });
    this.#clients.add(client);
    port.attach(client.egress);
    this.#presence.joined(record.port, record.description);
  }

  refused(): void {
    this.switch.port(0)!.counters.countDrop(REFUSED);
  }

  expire(now: number): void {
    this.switch.expire();
    this.#directory.expire(now);
  }

  close(): void {
    for (const client of [...this.#clients]) client.close();
    this.#directory.close();
  }
}
