/**
 * A switch or hub with its place: outside clients join the same ports that cables plug into. Tells the
 * main thread what becomes of it.
 */

import type { PortGuest } from '../../shared/service';
import type { StartupFailure } from '../../shared/startup-failure';
import type { Sightings, Storm, SwitchView, VlanTree } from '../../shared/switch-view';
import { configureVlans, type DrawnVlans } from '../engine/configure-vlans';
import { dropSlot, type PortCounters } from '../engine/counters';
import type { Fabric } from '../engine/fabric';
import { MAX_CLIENTS } from '../engine/limits';
import { OrderedWork } from '../engine/ordered-work';
import { admittedTo } from '../engine/port-access';
import { Switch } from '../engine/switch';
import { debugFeed } from '../management/debug-feed';
import { belongsTo } from './accounts';
import type { AdoptedManagement } from './management-socket';
import { type DeviceCommand, plainExtras, type SwitchConfiguration } from './protocol';
import { groupId, type SocketPermissions } from './socket-files';
import { guestsOf } from './switch-guests';
import { SwitchManagement } from './switch-management';
import { viewOf } from './switch-view';
import { type AdoptedListener, VdeDirectory, type VdeHost } from './vde-directory';
import { type EndpointRecord, type EndpointSurroundings, VdeEndpoint } from './vde-endpoint';

const REFUSED = dropSlot('refused-handshake');

type SwitchCommand = Extract<DeviceCommand, { type: 'switch' }>;

/** Hears of clients that come and go. */
export interface PresenceListener {
  joined(port: number, description: string): void;
  left(port: number): void;
}

/** Hears what a switch notices. */
export interface SwitchReports {
  /** {@link SwitchDevice.guests} may have changed; to be looked at when the turn is over. */
  portsChanged(device: SwitchDevice): void;
  /** {@link SwitchDevice.trees} may have changed; to be looked at when the turn is over. */
  treesChanged(device: SwitchDevice): void;
  storm(storm: Storm | null): void;
  sightings(sightings: Sightings): void;
  /** The console has something to show. */
  printed(text: string): void;
  startupFailed(failure: StartupFailure): void;
  /** The console of a standard input has answered all that was typed. */
  answered(): void;
  /** A management command ended the switch. */
  shutDown(): void;
}

export interface AdoptedPlace {
  readonly listener: AdoptedListener | null;
  readonly management: AdoptedManagement | null;
  readonly endpoints: readonly EndpointRecord[];
}

export class SwitchDevice implements VdeHost {
  readonly device: string;
  readonly permissions: SocketPermissions;
  readonly switch: Switch;
  /** Changes of many ports and set-up commands, in the order in which they were asked for. */
  readonly tasks: OrderedWork;
  readonly #reports: SwitchReports;
  /** The ports that are drawn. */
  readonly #portCount: number;
  readonly #surroundings: EndpointSurroundings;
  readonly #presence: PresenceListener;
  readonly #directory: VdeDirectory;
  readonly #management: SwitchManagement;
  readonly #clients = new Set<VdeEndpoint>();
  #reserved: ReadonlySet<number> = new Set();
  #drawn: DrawnVlans = {};

  constructor(
    command: SwitchCommand,
    fabric: Fabric,
    surroundings: EndpointSurroundings,
    presence: PresenceListener,
    reports: SwitchReports,
    countersOf: (port: number) => PortCounters,
    adopted: AdoptedPlace,
  ) {
    const extras = { ...plainExtras, ...command.extras };
    this.device = command.id;
    this.permissions = {
      mode: command.mode,
      directoryMode: extras.directoryMode,
      group: groupId(command.group, command.id),
    };
    this.#reports = reports;
    this.#portCount = command.ports;
    this.#surroundings = surroundings;
    this.tasks = new OrderedWork(surroundings.chores, surroundings.round.budget);
    this.#presence = presence;
    const management: SwitchManagement = new SwitchManagement(
      { ...command, extras },
      surroundings,
      this,
      { ...reports, portsChanged: () => reports.portsChanged(this) },
    );
    this.#management = management;
    this.switch = new Switch(
      fabric,
      {
        ports: command.ports,
        hub: command.hub,
        mac: command.mac.replaceAll(':', ''),
        priority: command.configuration.priority,
      },
      countersOf,
      {
        ...debugFeed((path, message) => management.tell(path, message)),
        treesChanged: () => reports.treesChanged(this),
        stormChanged: (storm) => reports.storm(storm),
        sightingsChanged: (sightings) => reports.sightings(sightings),
      },
    );
    this.#directory = new VdeDirectory(command.directory, this, surroundings, adopted.listener);
    this.configure(command.configuration);
    for (const record of adopted.endpoints) this.joined(record);
    try {
      this.#management.open(adopted.management);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  /** For a person, or for the standard input of `vdelab switch`. */
  get console(): SwitchManagement['console'] {
    return this.#management.console;
  }

  /** The user of the clients on a port; null if nobody is there, or only cables. */
  currentUser(port: number): number | null {
    return this.#usersOn(port)[0] ?? null;
  }

  /** Brings VLANs and spanning tree to what is drawn; with very many VLANs, in the turns that follow. */
  configure(configuration: SwitchConfiguration): void {
    this.tasks.add(this.#configuring(configuration));
  }

  *#configuring({ vlans, fstp, priority }: SwitchConfiguration): Generator<void, void> {
    yield* configureVlans(this.switch.membership, this.#drawn, vlans);
    this.#drawn = vlans;
    this.switch.tree.setPriority(priority);
    if (!this.switch.isHub) this.switch.tree.enable(fstp);
  }

  /** The spanning trees as they are now; none when the switch takes no part. */
  trees(): VlanTree[] {
    return this.switch.tree.views();
  }

  view(): SwitchView {
    return viewOf(this.switch);
  }

  /** Who has ports that no cable of the drawing is on, or shares one with it. */
  guests(): PortGuest[] {
    return guestsOf(this.switch.membership, this.#portCount);
  }

  resetCounters(): void {
    for (const { counters } of this.switch.membership.ports) counters.reset();
  }

  /** Sets the ports that clients without a wish do not get. */
  reserve(ports: readonly number[]): void {
    this.#reserved = new Set(ports);
  }

  admit(wanted: number | null, uid: number): number | null {
    if (this.#clients.size >= MAX_CLIENTS) return null;
    return admittedTo(
      this.switch.membership,
      wanted,
      {
        uid,
        manages: uid === process.getuid?.(),
        belongsTo: (gid) => belongsTo(uid, gid),
      },
      (port) => this.#usersOn(port),
      (port) => this.#reserved.has(port),
    );
  }

  joined(record: EndpointRecord): void {
    const port = this.switch.port(record.port)!;
    const client = new VdeEndpoint(record, this.#surroundings, port, port.counters, () => {
      this.#clients.delete(client);
      this.#directory.removeDataSocket(record);
      port.detach(client.egress);
      this.#presence.left(record.port);
      this.#reports.portsChanged(this);
    });
    this.#clients.add(client);
    port.attach(client.egress, {
      id: record.fd,
      module: 'unix prog',
      description: record.description,
      close: () => client.close(),
    });
    this.#presence.joined(record.port, record.description);
    this.#reports.portsChanged(this);
  }

  refused(): void {
    this.switch.port(0)!.counters.countDrop(REFUSED);
  }

  expire(now: number): void {
    this.switch.expire();
    for (const client of this.#clients) client.egress.expire();
    this.#directory.expire(now);
  }

  close(): void {
    this.tasks.clear();
    this.#management.close();
    for (const client of [...this.#clients]) client.close();
    this.switch.close();
    this.#directory.close();
  }

  #usersOn(port: number): number[] {
    return [...this.#clients]
      .filter(({ record }) => record.port === port)
      .map(({ record }) => record.uid);
  }
}
