/**
 * What a switch watches for beside its work: loops, addresses that are on the network twice, and frames of
 * VLANs for which their port is no trunk.
 */
import { NO_SIGHTINGS, type Sightings } from '../../../shared/lab/switch-view';
import type { Workable } from '../core/work-queue';
import { DoubleAddresses } from './double-addresses';
import type { Fabric } from './fabric';
import { LoopProbes } from './loop-probe';
import { macIn } from './mac-table';
import { MistaggedFrames } from './mistagged-frames';
import { AT_ONCE, StormGuard } from './storm-guard';
import type { SwitchListener } from './switch-listener';
import type { Passing, Vlan, VlanPort } from './vlan';

/** Probes of which it is known when they were sent. */
const REMEMBERED_PROBES = 64;

/** What watching needs of its switch. */
export interface WatchedSwitch {
  readonly fabric: Fabric;
  readonly listener: SwitchListener;
  /** The switch's address as 12 hexadecimal digits. */
  readonly mac: string;
  /** The ports by which a flooded frame of a VLAN leaves: without a tag, and with one. */
  waysOf(vlan: number): Pick<Vlan, 'plain' | 'tagged'> | undefined;
  isMember(port: number, vlan: number): boolean;
  /** Forgets the addresses behind a port. */
  forget(port: number): void;
}

export class SwitchWatch implements Workable {
  readonly guard: StormGuard;
  readonly doubles: DoubleAddresses;
  readonly #mistagged = new MistaggedFrames();
  readonly #of: WatchedSwitch;
  readonly #probes: LoopProbes;
  /** VLANs in which a probe is to be sent. */
  readonly #wanted = new Set<number>();
  readonly #sentAt = new Float64Array(REMEMBERED_PROBES);
  #number = 0;
  /** The probe that is just on its one way through the lab. */
  #sending = -1;
  #told = JSON.stringify(NO_SIGHTINGS);

  /** @param chance gives numbers from 0 to below 1 */
  constructor(of: WatchedSwitch, chance: () => number) {
    this.#of = of;
    this.#probes = new LoopProbes(of.mac, chance);
    this.doubles = new DoubleAddresses(() => this.#tell());
    this.guard = new StormGuard({
      changed: (storm) => {
        // What goes round comes by several ports, and proves nothing about who sent it.
        if (storm !== null) {
          this.doubles.clear();
          this.#tell();
        }
        of.listener.stormChanged(storm);
      },
      probe: (vlan) => {
        this.#wanted.add(vlan);
        of.fabric.trees.add(this);
      },
      forget: (port) => of.forget(port),
    });
  }

  /** An address was seen at another port than before. */
  moved(bytes: Uint8Array, source: number, vlan: number, from: number, to: number): void {
    const { now } = this.#of.fabric;
    this.guard.stray(vlan, now);
    if (!this.guard.isOn) this.doubles.moved(macIn(bytes, source), vlan, from, to, now);
  }

  /** A frame of ARP passed, or, where that was asked for, one of IPv4. */
  saw(
    isArp: boolean,
    vlan: number,
    port: number,
    bytes: Uint8Array,
    start: number,
    length: number,
    tagBytes: number,
  ): void {
    if (this.guard.isOn) return;
    const frame = { bytes, start, length, tagBytes };
    this.doubles.saw(frame, isArp, vlan, port, this.#of.fabric.now);
  }

  /** A frame with a tag came by a port that is no member of its VLAN. */
  mistagged(port: number, vlan: number): void {
    if (this.#mistagged.saw(port, vlan, this.#of.fabric.now)) this.#tell();
  }

  /** A frame that had passed already came in again by a port. */
  cameRound(passing: Passing, vlan: number, port: number): void {
    const left = passing.out === -1 ? passing.port : passing.out;
    this.guard.cameRound(vlan, left, port, AT_ONCE, this.#of.fabric.now);
  }

  /** Whether a frame is a probe of this switch, which ends here. */
  isOwnProbe(
    vlan: number,
    port: number,
    tagged: boolean,
    bytes: Uint8Array,
    start: number,
    length: number,
  ): boolean {
    const probe = this.#probes.read(bytes, start, length, tagged);
    // From one VLAN into another there may be a cable that joins the two: that is no loop.
    if (probe === null || probe.vlan !== vlan) return false;
    const { now } = this.#of.fabric;
    const sentAt = this.#sentAt[probe.number % REMEMBERED_PROBES]!;
    const lapMs = probe.number === this.#sending ? AT_ONCE : now - sentAt;
    this.guard.cameRound(vlan, probe.port, port, lapMs, now);
    return true;
  }

  /** Sends the probes that are wanted, a VLAN at a time. */
  work(): boolean {
    for (const vlan of this.#wanted) {
      this.#wanted.delete(vlan);
      const ways = this.#of.waysOf(vlan);
      for (const port of ways?.plain ?? []) this.#send(vlan, port, false);
      for (const port of ways?.tagged ?? []) this.#send(vlan, port, true);
      break;
    }
    return this.#wanted.size > 0;
  }

  /** To be called each second. */
  tick(now: number): void {
    this.guard.tick(now);
    this.#tell();
  }

  /** Nobody is on a port any more: whatever went round took another way. */
  emptied(port: number): void {
    this.doubles.forgetPort(port);
    this.#mistagged.forgetPort(port);
    this.guard.end();
    this.#tell();
  }

  /** To be called when the switch goes away. */
  close(): void {
    this.guard.end();
    this.doubles.clear();
    this.#mistagged.clear();
    this.#tell();
    this.#of.fabric.trees.remove(this);
  }

  /** Says what is to be seen, if that has changed. */
  #tell(): void {
    const { now } = this.#of.fabric;
    const sightings: Sightings = {
      doubles: this.doubles.list(now),
      mistagged: [...this.#mistagged.list(now, (port, vlan) => this.#of.isMember(port, vlan))],
    };
    const told = JSON.stringify(sightings);
    if (told === this.#told) return;
    this.#told = told;
    this.#of.listener.sightingsChanged(sightings);
  }

  #send(vlan: number, port: VlanPort, tagged: boolean): void {
    const { fabric } = this.#of;
    const number = this.#number;
    this.#number = (number + 1) % 0x1_0000_0000;
    this.#sentAt[number % REMEMBERED_PROBES] = fabric.now;
    const frame = this.#probes.frame({ vlan, port: port.number, number }, tagged);
    fabric.admit();
    this.#sending = number;
    port.transmit(frame, 0, frame.length);
    this.#sending = -1;
  }
}
