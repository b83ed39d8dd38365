/**
 * Switches, hubs and cables as the data plane puts them together, with a clock that is set by hand and
 * with what must hold after every step: frames stay in their VLAN, none grows, counters add up.
 */

import { Cable } from '../../../electron/engine/cable/cable';
import { NicPort } from '../../../electron/engine/cable/nic-port';
import {
  COUNTERS_PER_PORT,
  type CounterValues,
  PortCounters,
} from '../../../electron/engine/core/counters';
import { MAX_WAITING_BYTES } from '../../../electron/engine/core/limits';
import { TimerQueue } from '../../../electron/engine/core/timer-queue';
import { TurnBudget } from '../../../electron/engine/core/turn-budget';
import { isBpduAddress } from '../../../electron/engine/frames/bpdu';
import { MAX_FRAME_BYTES } from '../../../electron/engine/frames/ethernet';
import type { FrameSink } from '../../../electron/engine/frames/frame-sink';
import { isTagged, TAG_BYTES, vlanInTag } from '../../../electron/engine/frames/retag';
import { Fabric } from '../../../electron/engine/switch/fabric';
import { Switch } from '../../../electron/engine/switch/switch';
import type { CableState, Conditions } from '../../../shared/document/cable-conditions';
import { perfectConditions } from '../../../shared/document/cable-conditions';
import { promise } from '../target';

export const PORTS = 8;
const BPDU_MOST = 57;
/** Turns of the loop at one time: frames that circle in a cable without delay never end. */
const MOST_TURNS = 8;

interface DrawnCable {
  readonly cable: Cable;
  readonly aToB: PortCounters;
  readonly bToA: PortCounters;
  state: CableState;
  /** All that was ever asked of it, per direction. */
  readonly duplicates: [boolean, boolean];
}

/** A host that counts what comes to it. */
export interface TestHost {
  readonly passage: NicPort;
  /** Frames that came, as the first bytes of their payload. */
  readonly heard: number[];
}

export class EngineLab {
  /** A clock of the budget that goes on by a millisecond whenever it is looked at. */
  #looks = 0;
  readonly fabric = new Fabric(new TurnBudget(() => this.#looks++));
  readonly timers = new TimerQueue();
  readonly switches: Switch[] = [];
  readonly hosts: TestHost[] = [];
  readonly cables: DrawnCable[] = [];
  /** Frames that left switches in this part of a turn, and the most of any; own BPDUs since it was set to 0. */
  sent = 0;
  most = 0;
  /** Of all parts that have ended. */
  total = 0;
  bpdus = 0;
  /** Own BPDUs by the port that they left by, since it was last cleared. */
  readonly bpdusOf = new Map<string, number>();
  /** No frame may leave longer than this, in bytes. */
  longest = 0;
  /** Whether a cable may have spoilt frames: then tags are put into what had one. */
  #spoils = false;
  #seed = 1;

  counters(): PortCounters {
    return new PortCounters(new Float64Array(COUNTERS_PER_PORT), 0);
  }

  addSwitch(settings: { hub: boolean; priority: number; fstp: boolean }): Switch {
    const number = this.switches.length + 1;
    const mac = `00ff0000${number.toString(16).padStart(4, '0')}`;
    const { hub, priority } = settings;
    const made = new Switch(this.fabric, { ports: PORTS, hub, mac, priority }, () =>
      this.counters(),
    );
    if (settings.fstp) made.tree.enable(true);
    this.switches.push(made);
    return made;
  }

  addHost(): TestHost {
    const host: TestHost = { passage: new NicPort(this.counters()), heard: [] };
    host.passage.setOutside({
      accept: (bytes, start, length) => {
        if (isBpduAddress(bytes, start)) return;
        host.heard.push(bytes[start + length - 1]!);
      },
    });
    this.hosts.push(host);
    return host;
  }

  join(a: Plug, b: Plug, state: CableState): void {
    const aToB = this.counters();
    const bToA = this.counters();
    const around = { fabric: this.fabric, timers: this.timers, aToB, bToA, seed: this.#seed++ };
    for (const { device, port } of [a, b]) {
      if (device instanceof Switch) device.port(port)!.attach(this.#watcher(device, port));
    }
    const duplicates: [boolean, boolean] = [mayDouble(state.aToB), mayDouble(state.bToA)];
    this.#spoils ||= maySpoil(state);
    this.cables.push({ cable: new Cable(a, b, around, state), aToB, bToA, state, duplicates });
  }

  setCable(drawn: DrawnCable, state: CableState): void {
    drawn.state = state;
    this.#spoils ||= maySpoil(state);
    drawn.duplicates[0] ||= mayDouble(state.aToB);
    drawn.duplicates[1] ||= mayDouble(state.bToA);
    drawn.cable.setState(state);
  }

  /** Sends a frame from a host, as its socket does. */
  send(host: TestHost, frame: Uint8Array): void {
    const { budget } = this.fabric;
    budget.begin();
    this.fabric.admit();
    host.passage.fromOutside.accept(frame, 0, frame.length);
    this.turn();
  }

  /** The parts of a turn that have work, until there is none at this time. */
  turn(): void {
    const { budget, trees, memory, now } = this.fabric;
    for (let turns = 0; turns < MOST_TURNS; turns++) {
      this.most = Math.max(this.most, this.sent);
      this.total += this.sent;
      this.sent = 0;
      budget.begin();
      this.timers.run(now, budget);
      budget.begin();
      this.fabric.admit();
      trees.run(budget);
      promise(memory.usedBytes <= MAX_WAITING_BYTES, 'frames that wait take too much memory');
      if (trees.isEmpty && this.timers.next > now) return;
    }
  }

  /** Goes on to a later time: what is due comes out, and switches look at their clocks. */
  wait(ms: number, steps: number): void {
    for (let step = 0; step < steps; step++) {
      this.fabric.now += ms / steps;
      this.turn();
      this.fabric.budget.begin();
      this.fabric.admit();
      for (const one of this.switches) one.expire();
      this.turn();
    }
  }

  /** Takes all cables away; then nothing is on its way, and everything must have been counted. */
  end(): void {
    for (const { cable } of this.cables) cable.remove();
    for (const { aToB, bToA, duplicates } of this.cables) {
      checkDirection(aToB.read(), duplicates[0]);
      checkDirection(bToA.read(), duplicates[1]);
    }
    promise(this.timers.next === Number.POSITIVE_INFINITY, 'something is still due');
    for (const one of this.switches) one.close();
    promise(this.fabric.memory.usedBytes === 0, 'memory of frames is not given back');
    promise(this.fabric.trees.isEmpty, 'a switch that is gone has something to say');
    promise(this.fabric.hops === 0 || this.cables.length > 0, 'frames are within switches');
  }

  /** Those of others are only handed on, by a switch that takes no part. */
  #countBpdu(owner: Switch, number: number, source: Uint8Array): void {
    const own = owner.tree.self.slice(4);
    if (Buffer.from(source).toString('hex') !== own) return;
    this.bpdus++;
    const port = `${own} ${number}`;
    this.bpdusOf.set(port, (this.bpdusOf.get(port) ?? 0) + 1);
  }

  /** Sees what leaves by a port, beside the cable that is plugged into it. */
  #watcher(owner: Switch, number: number): FrameSink {
    return {
      accept: (bytes, start, length) => {
        this.sent++;
        promise(length <= MAX_FRAME_BYTES, 'a frame is longer than VDE carries');
        if (isBpduAddress(bytes, start)) {
          this.#countBpdu(owner, number, bytes.subarray(start + 6, start + 12));
          return;
        }
        const isShort = this.#spoils || length <= Math.max(this.longest, BPDU_MOST);
        promise(isShort, 'a frame has grown');
        if (!owner.isHub) checkVlan(owner, number, bytes, start);
      },
    };
  }
}

export type Plug = { device: Switch | NicPort; port: number };

function maySpoil({ aToB, bToA }: CableState): boolean {
  return (aToB?.corrupt ?? 0) + (bToA?.corrupt ?? 0) > 0;
}

function mayDouble(conditions: Conditions | null): boolean {
  return conditions !== null && conditions.duplicate > 0;
}

/** What leaves by a port is of a VLAN of which the port is a member and where it is not blocked. */
function checkVlan(owner: Switch, number: number, bytes: Uint8Array, start: number): void {
  const { untagged } = owner.port(number)!;
  const tagged = isTagged(bytes, start)
    ? owner.membership.vlans.get(vlanInTag(bytes, start))
    : null;
  const plain =
    untagged !== null && untagged.members[number] === 1 && untagged.blocked[number] === 0;
  const withTag =
    tagged !== null &&
    tagged !== undefined &&
    tagged.members[number] === 1 &&
    tagged.blocked[number] === 0;
  promise(plain || withTag, 'a frame leaves by a port that is not in its VLAN');
}

function checkDirection({ framesIn, framesOut, drops }: CounterValues, doubles: boolean): void {
  const dropped = Object.values(drops).reduce((sum, count) => sum + count, 0);
  const accounted = framesOut + dropped;
  const isRight = doubles
    ? accounted >= framesIn && accounted <= 2 * framesIn
    : accounted === framesIn;
  promise(isRight, `in ${framesIn}, out ${framesOut}, dropped ${dropped}`);
}

/** The longest that a frame may become: with one tag put in. */
export const grown = (length: number) => length + TAG_BYTES;

export const perfect: CableState = { up: true, aToB: null, bToA: null };
export const conditions = (change: Partial<Conditions>): Conditions => ({
  ...perfectConditions,
  ...change,
});
