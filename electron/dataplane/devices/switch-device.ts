/**
 * A switch or hub with its place: external clients join the same ports that cables plug into. Tells the
 * main thread what becomes of it.
 */

import type { PortGuest } from '../../../shared/contract/service';
import { FailureError } from '../../../shared/failure/failure';
import type { Sightings, Storm, SwitchView, VlanTree } from '../../../shared/lab/switch-view';
import type { StartupFailure } from '../../../shared/rules/startup-failure';
import { dropSlot, type PortCounters } from '../../engine/core/counters';
import { MAX_CLIENTS } from '../../engine/core/limits';
import { OrderedWork } from '../../engine/core/ordered-work';
import { configureVlans, type DrawnVlans } from '../../engine/switch/configure-vlans';
import type { Fabric } from '../../engine/switch/fabric';
import { admittedTo } from '../../engine/switch/port-access';
import { Switch } from '../../engine/switch/switch';
import { debugFeed } from '../../management/debug-feed';
import { belongsTo } from '../../system/folders/accounts';
import type { DescriptorRecord } from '../shared/descriptors';
import {
  type DeviceCommand,
  plainExtras,
  type SwitchConfiguration,
  type SwitchPlace,
} from '../shared/protocol';
import { groupId, type SocketPermissions } from '../vde/socket-files';
import { type AdoptedListener, VdeDirectory, type VdeHost } from '../vde/vde-directory';
import { type EndpointContext, type EndpointRecord, VdeEndpoint } from '../vde/vde-endpoint';
import type { AdoptedManagement } from './management-socket';
import { guestsOf } from './switch-guests';
import { SwitchManagement } from './switch-management';
import { viewOf } from './switch-view';

const REFUSED = dropSlot('refused-handshake');

type SwitchCommand = Extract<DeviceCommand, { type: 'switch' }>;
type FormerRecord = Extract<DescriptorRecord, { role: 'former' }>;

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
  /** Folders in which it listened before. */
  readonly former: readonly FormerRecord[];
  readonly management: AdoptedManagement | null;
  readonly endpoints: readonly EndpointRecord[];
}

export class SwitchDevice implements VdeHost {
  readonly device: string;
  readonly switch: Switch;
  /** Changes of many ports and startup commands, in the order in which they were asked for. */
  readonly tasks: OrderedWork;
  readonly #reports: SwitchReports;
  /** The ports that are drawn. */
  #portCount: number;
  readonly #context: EndpointContext;
  readonly #presence: PresenceListener;
  #permissions: SocketPermissions;
  #place: SwitchPlace;
  #directory: VdeDirectory;
  /** Where it listened before, as long as sockets of clients are there. */
  readonly #former: VdeDirectory[];
  readonly #management: SwitchManagement;
  readonly #clients = new Set<VdeEndpoint>();
  #reserved: ReadonlySet<number> = new Set();
  #drawn: DrawnVlans = {};

  constructor(
    command: SwitchCommand,
    fabric: Fabric,
    context: EndpointContext,
    presence: PresenceListener,
    reports: SwitchReports,
    countersOf: (port: number) => PortCounters,
    adopted: AdoptedPlace,
  ) {
    const extras = { ...plainExtras, ...command.extras };
    this.device = command.id;
    this.#reports = reports;
    this.#portCount = command.ports;
    this.#permissions = permissionsOf(command, extras.directoryMode, command.id);
    this.#place = command;
    this.#context = context;
    this.tasks = new OrderedWork(context.chores, context.round.budget);
    this.#presence = presence;
    const management: SwitchManagement = new SwitchManagement(
      { ...command, extras },
      context,
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
    this.#directory = new VdeDirectory(command.directory, this, context, adopted.listener);
    this.#former = adopted.former.map(
      ({ path, fd, madeDirectory }) =>
        new VdeDirectory(path, this, context, { fd: null, folder: fd, madeDirectory }),
    );
    this.configure(command.configuration);
    for (const record of adopted.endpoints) this.joined(record);
    try {
      this.#management.open(adopted.management);
    } catch (error) {
      this.close();
      throw error;
    }
  }

  get permissions(): SocketPermissions {
    return this.#permissions;
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

  /** Throws a FailureError, and changes nothing, while something is on a port that would go. */
  setPorts(ports: number): void {
    if (this.switch.membership.redraw(ports) === null) {
      this.#portCount = ports;
      this.#reports.portsChanged(this);
      return;
    }
    throw new FailureError({
      code: 'address-in-use',
      message: `Something is on a port above ${ports}, so the switch keeps its ${this.switch.membership.portCount} ports.`,
      next: 'Unplug what is there, or restart the switch, which sends external clients away.',
      record: this.device,
    });
  }

  /**
   * Listens elsewhere, or to others, from now on. Who has joined stays. Throws a FailureError, with everything
   * as it was, when that cannot be.
   */
  move(place: SwitchPlace): void {
    const before = { permissions: this.#permissions, place: this.#place };
    const { directory, mode, group } = before.place;
    const isSame = mode === place.mode && group === place.group;
    if (isSame && directory === place.directory) return;
    const { directoryMode = null } = before.permissions;
    this.#permissions = permissionsOf(place, directoryMode, this.device);
    this.#place = place;
    try {
      if (directory === place.directory) this.#directory.reopen();
      else this.#listenAt(place.directory);
      this.#management.placed(place);
    } catch (error) {
      this.#permissions = before.permissions;
      this.#place = before.place;
      if (directory === place.directory) this.#directory.reopen();
      throw error;
    }
  }

  /** Opens the management socket elsewhere. Throws a FailureError, with the former one open, if it cannot. */
  manageAt(path: string): void {
    this.#management.move(path);
  }

  #listenAt(path: string): void {
    const former = this.#former.findIndex((one) => one.path === path);
    const known = this.#former[former];
    const next = known ?? new VdeDirectory(path, this, this.#context, null);
    known?.reopen();
    if (known !== undefined) this.#former.splice(former, 1);
    this.#directory.retire();
    this.#former.push(this.#directory);
    this.#directory = next;
    this.#leaveFormer();
  }

  /** Lets go of where it listened before once nobody is there any more. */
  #leaveFormer(): void {
    for (const former of [...this.#former]) {
      const isUsed = [...this.#clients].some(({ record }) => former.holds(record));
      if (isUsed || !former.isDeserted) continue;
      former.close();
      this.#former.splice(this.#former.indexOf(former), 1);
    }
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
    const client = new VdeEndpoint(record, this.#context, port, port.counters, () => {
      this.#clients.delete(client);
      const home = this.#former.find((former) => former.holds(record)) ?? this.#directory;
      home.removeDataSocket(record);
      this.#leaveFormer();
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
    for (const place of [this.#directory, ...this.#former]) place.expire(now);
    this.#leaveFormer();
  }

  close(): void {
    this.tasks.clear();
    this.#management.close();
    for (const client of [...this.#clients]) client.close();
    this.switch.close();
    for (const place of [this.#directory, ...this.#former]) place.close();
  }

  #usersOn(port: number): number[] {
    return [...this.#clients]
      .filter(({ record }) => record.port === port)
      .map(({ record }) => record.uid);
  }
}

/** @param directoryMode of a directory that is made; null for what follows from the sockets' mode */
function permissionsOf(
  { mode, group }: SwitchPlace,
  directoryMode: number | null,
  device: string,
): SocketPermissions {
  return { mode, directoryMode, group: groupId(group, device) };
}
