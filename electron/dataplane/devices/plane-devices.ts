/** The devices of the worker, by id: made as the main thread orders it, and closed again. */
import { COUNTERS_PER_PORT, PortCounters } from '../../engine/core/counters';
import type { Device } from '../../engine/core/device';
import type { Fabric } from '../../engine/switch/fabric';
import { type CounterRange, slotIn } from '../shared/counter-table';
import type { Command, DeviceCommand, Notice } from '../shared/protocol';
import type { EndpointContext } from '../vde/vde-endpoint';
import type { LeftDescriptors } from './adopted';
import { CardDevice } from './card-device';
import { PcDevice } from './pc-device';
import type { PcQueue } from './pc-queue';
import { type PresenceListener, SwitchDevice } from './switch-device';
import { portForTap, portless, SwitchTap } from './switch-tap';
import { TapDevice } from './tap-device';

export interface PlaneDevice {
  /** Its first counter slot, which stands for it in signs of life. */
  readonly slot: number;
  readonly device: Device;
  close(): void;
  resetCounters(): void;
  expire?(now: number): void;
}

/** What devices are made with. */
export interface DeviceContext {
  readonly fabric: Fabric;
  readonly endpoints: EndpointContext;
  readonly pcs: PcQueue;
  readonly left: LeftDescriptors;
  readonly notify: (notice: Notice) => void;
  countersAt(slot: number): PortCounters;
  treesChanged(device: SwitchDevice): void;
  portsChanged(device: SwitchDevice): void;
}

type Making<Type> = Extract<DeviceCommand, { type: Type }>;
type CountersOf = (port: number) => PortCounters;

export class PlaneDevices {
  readonly switches = new Map<string, SwitchDevice>();
  readonly #pcs = new Map<string, PcDevice>();
  readonly #all = new Map<string, PlaneDevice>();
  /** Where the counters of a switch's ports are. */
  readonly #ranges = new Map<string, CounterRange[]>();
  readonly #around: DeviceContext;

  constructor(around: DeviceContext) {
    this.#around = around;
  }

  /** Makes a device; throws a FailureError, with nothing half made, when it cannot. */
  make(command: DeviceCommand): void {
    this.#all.set(command.id, this.#made(command));
  }

  get(id: string): PlaneDevice | undefined {
    return this.#all.get(id);
  }

  /** All as they are while they are gone through: those that are removed meanwhile are left out. */
  all(): Iterable<PlaneDevice> {
    return this.#all.values();
  }

  /** All as they are now, by id. */
  entries(): [string, PlaneDevice][] {
    return [...this.#all];
  }

  /** The console of a built-in PC or a switch. */
  consoleOf(id: string) {
    return this.#pcs.get(id) ?? this.switches.get(id)?.console;
  }

  remove(id: string): void {
    this.#all.get(id)?.close();
    this.#all.delete(id);
    this.switches.delete(id);
    this.#pcs.delete(id);
    this.#ranges.delete(id);
  }

  /** Changes how many ports a switch has. Throws a FailureError, and changes nothing, when it cannot. */
  setPorts({ id, ports, added }: Extract<Command, { type: 'ports' }>): void {
    const ranges = this.#ranges.get(id);
    const isNews = added !== null && ranges?.every(({ slot }) => slot !== added.slot) === true;
    if (isNews) ranges?.push(added);
    this.switches.get(id)?.setPorts(ports);
  }

  /** Changes the host name of a built-in PC. */
  rename(id: string, hostname: string): void {
    this.#pcs.get(id)?.rename(hostname);
  }

  #made(command: DeviceCommand): PlaneDevice {
    const countersOf = (port: number) => this.#around.countersAt(command.slot + port);
    switch (command.type) {
      case 'switch':
        return this.#switch(command);
      case 'card':
        return this.#card(command, countersOf(0));
      case 'tap':
        return this.#tap(command, countersOf(0));
      case 'switch-tap':
        return this.#switchTap(command);
      case 'pc':
        return this.#pc(command, countersOf);
    }
  }

  #switch(command: Making<'switch'>): PlaneDevice {
    const { notify } = this.#around;
    const { slot, ports } = command;
    const ranges: CounterRange[] = command.ranges
      ? [...command.ranges]
      : [{ first: 0, slot, count: ports + 1 }];
    this.#ranges.set(command.id, ranges);
    const made = new SwitchDevice(
      command,
      this.#around.fabric,
      this.#around.endpoints,
      this.#presenceOf(command.id),
      {
        treesChanged: (device) => this.#around.treesChanged(device),
        portsChanged: (device) => this.#around.portsChanged(device),
        storm: (storm) => notify({ type: 'storm', device: command.id, storm }),
        sightings: (sightings) => notify({ type: 'sightings', device: command.id, sightings }),
        printed: (text) => notify({ type: 'printed', device: command.id, text }),
        startupFailed: (failure) => notify({ type: 'startup-failed', device: command.id, failure }),
        answered: () => notify({ type: 'answered', device: command.id }),
        shutDown: () => notify({ type: 'shut-down', device: command.id }),
      },
      (port) => {
        const slot = slotIn(ranges, port);
        return slot === null ? privateCounters() : this.#around.countersAt(slot);
      },
      this.#around.left.take(command.id).place,
    );
    this.switches.set(command.id, made);
    return {
      slot: command.slot,
      device: made.switch,
      close: () => made.close(),
      resetCounters: () => made.resetCounters(),
      expire: (now) => made.expire(now),
    };
  }

  #card(command: Making<'card'>, counters: PortCounters): PlaneDevice {
    const made = new CardDevice(
      command.id,
      command.directory,
      this.#around.endpoints,
      this.#presenceOf(command.id),
      counters,
      this.#around.left.take(command.id).place,
    );
    return {
      slot: command.slot,
      device: made.passage,
      close: () => made.close(),
      resetCounters: () => counters.reset(),
      expire: (now) => made.expire(now),
    };
  }

  #tap(command: Making<'tap'>, counters: PortCounters): PlaneDevice {
    const made = new TapDevice(
      command.id,
      command.interface,
      this.#around.endpoints,
      counters,
      this.#around.left.take(command.id).tap,
    );
    return {
      slot: command.slot,
      device: made.passage,
      close: () => made.close(),
      resetCounters: () => counters.reset(),
      expire: () => made.expire(),
    };
  }

  #switchTap(command: Making<'switch-tap'>): PlaneDevice {
    const { switch: onto } = this.switches.get(command.switch)!;
    const made = new SwitchTap(
      command.id,
      command.interface,
      portForTap(onto, command.id),
      this.#around.endpoints,
      this.#around.left.take(command.id).tap,
    );
    return {
      slot: command.slot,
      device: portless,
      close: () => made.close(),
      resetCounters: () => {},
      expire: () => made.expire(),
    };
  }

  #pc(command: Making<'pc'>, countersOf: CountersOf): PlaneDevice {
    const { notify } = this.#around;
    const made = new PcDevice(
      command.settings,
      {
        fabric: this.#around.fabric,
        print: (text) => notify({ type: 'printed', device: command.id, text }),
        startupFailed: (failure) => notify({ type: 'startup-failed', device: command.id, failure }),
        begins: () => this.#around.endpoints.loop.pulse.serve(command.slot),
        schedule: (pc) => this.#around.pcs.schedule(pc),
        timers: this.#around.pcs.timers,
      },
      countersOf,
    );
    this.#pcs.set(command.id, made);
    return {
      slot: command.slot,
      device: made,
      close: () => made.close(),
      resetCounters: () => {
        for (const card of command.settings.macs.keys()) countersOf(card).reset();
      },
    };
  }

  #presenceOf(device: string): PresenceListener {
    const { notify } = this.#around;
    return {
      joined: (port, description) => notify({ type: 'joined', device, port, description }),
      left: (port) => notify({ type: 'left', device, port }),
    };
  }
}

/** Counters of a port that was added to a running switch: nobody outside of the worker sees them. */
function privateCounters(): PortCounters {
  return new PortCounters(new Float64Array(COUNTERS_PER_PORT), 0);
}
