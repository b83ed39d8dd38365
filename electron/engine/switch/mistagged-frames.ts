/** Frames with a tag that came in by a port that is no trunk for their VLAN, and so are dropped. */
import { MAX_VLAN } from '../../../shared/vde/vde-limits';

/** It is over when none came for so long, in milliseconds. */
const OVER_MS = 60_000;
/** Pairs of port and VLAN that are remembered; a sender of all VLANs is told by these as well. */
const MAX_REMEMBERED = 512;
const TAG_VALUES = 4096;

/** By port, ascending, the VLANs of the tags, ascending. */
export type Mistagged = readonly { readonly port: number; readonly vlans: number[] }[];

export class MistaggedFrames {
  /** When the last one came, by port and VLAN. */
  readonly #seen = new Map<number, number>();

  /** Takes note of one. Returns whether it is the first of its kind. */
  saw(port: number, vlan: number, now: number): boolean {
    // 0 is no VLAN but a priority, and 4095 is reserved (802.1Q, 9.6): no trunk would help.
    if (vlan < 1 || vlan > MAX_VLAN) return false;
    const key = port * TAG_VALUES + vlan;
    const isFirst = !this.#seen.has(key);
    if (isFirst && this.#seen.size >= MAX_REMEMBERED) return false;
    this.#seen.set(key, now);
    return isFirst;
  }

  forgetPort(port: number): void {
    for (const key of this.#seen.keys()) {
      if (Math.floor(key / TAG_VALUES) === port) this.#seen.delete(key);
    }
  }

  clear(): void {
    this.#seen.clear();
  }

  /**
   * What there is now; what is over is forgotten.
   *
   * @param isMember whether a port carries a VLAN by now
   */
  list(now: number, isMember: (port: number, vlan: number) => boolean): Mistagged {
    const byPort = new Map<number, number[]>();
    for (const [key, at] of this.#seen) {
      const port = Math.floor(key / TAG_VALUES);
      const vlan = key % TAG_VALUES;
      if (now - at > OVER_MS || isMember(port, vlan)) this.#seen.delete(key);
      else byPort.set(port, [...(byPort.get(port) ?? []), vlan]);
    }
    return [...byPort]
      .sort(([one], [other]) => one - other)
      .map(([port, vlans]) => ({ port, vlans: vlans.sort((one, other) => one - other) }));
  }
}
