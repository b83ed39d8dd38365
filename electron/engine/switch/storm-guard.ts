/**
 * Notices loops and holds them down. That an address is seen at another port is no sign of one: hosts are
 * moved, addresses fail over, two hosts may have the same. A loop is told by what only a loop does: it
 * brings the very same frame back. A frame that reaches a switch for the second time on its one way
 * through the lab is such a proof. Where cables delay, and outside of the lab, that cannot be seen; when
 * addresses change ports to and fro there, the switch sends a probe, and to get it back is the proof.
 *
 * While a loop lasts, every frame is flooded once: copies end here, everything else passes.
 */
import type { Storm } from '../../../shared/lab/switch-view';
import { FloodMemory, fingerprint } from './flood-memory';

/** Changes of ports within a second that are worth a probe: a host that is moved makes one. */
const STRAYS_PER_SECOND = 2;
const WINDOW_MS = 1_000;
/** Time between two probes while addresses go on changing ports; it doubles up to the longer one. */
const FIRST_PAUSE_MS = 100;
const LONGEST_PAUSE_MS = 1_000;
/** A loop is gone when nothing came round for this long, in milliseconds. */
const CALM_MS = 5_000;
/**
 * How much longer than twice the way of a probe the same frame by the same port of the loop is taken for a
 * copy: probes find the way free.
 */
const MORE_MS = 20;
/** VLANs that one switch probes at a time. */
const MAX_PROBED_VLANS = 16;

/** The way of a frame that was on no delayed cable and not outside of the lab. */
export const AT_ONCE = -1;

/** What the guard needs of its switch. */
export interface GuardHost {
  /** A loop was noticed, more of its ports are known, or it is over. */
  changed(storm: Storm | null): void;
  /** Asks for a probe of a VLAN, soon. */
  probe(vlan: number): void;
  /** Forgets the addresses behind a port: copies may have led there. */
  forget(port: number): void;
}

export class StormGuard {
  readonly #host: GuardHost;
  #memory: FloodMemory | null = null;
  #windowStart = Number.NEGATIVE_INFINITY;
  #strays = 0;
  #lastStray = Number.NEGATIVE_INFINITY;
  #nextProbe = Number.NEGATIVE_INFINITY;
  #pauseMs = FIRST_PAUSE_MS;
  #lastSign = Number.NEGATIVE_INFINITY;
  /** 0 while every copy can be told by its one way through the lab. */
  #repeatMs = 0;
  readonly #ports = new Set<number>();
  readonly #vlans = new Set<number>();

  constructor(host: GuardHost) {
    this.#host = host;
  }

  /** Whether a loop is held down now. */
  get isOn(): boolean {
    return this.#memory !== null;
  }

  /** An address of a VLAN was seen at another port than before. */
  stray(vlan: number, now: number): void {
    if (now - this.#lastStray > CALM_MS) this.#pauseMs = FIRST_PAUSE_MS;
    this.#lastStray = now;
    if (now - this.#windowStart >= WINDOW_MS) {
      this.#windowStart = now;
      this.#strays = 0;
    }
    if (++this.#strays < STRAYS_PER_SECOND || now < this.#nextProbe) return;
    this.#nextProbe = now + this.#pauseMs;
    this.#pauseMs = Math.min(this.#pauseMs * 2, LONGEST_PAUSE_MS);
    this.#host.probe(vlan);
  }

  /**
   * A frame that had left by one port came back by another, or by the same.
   *
   * @param lapMs how long a probe took; {@link AT_ONCE} for a frame on its one way through the lab
   */
  cameRound(vlan: number, left: number, back: number, lapMs: number, now: number): void {
    this.#lastSign = now;
    if (lapMs !== AT_ONCE) this.#repeatMs = Math.max(this.#repeatMs, 2 * lapMs + MORE_MS);
    if (this.#vlans.size < MAX_PROBED_VLANS) this.#vlans.add(vlan);
    const known = this.#ports.size;
    for (const port of [left, back]) {
      if (this.#ports.has(port)) continue;
      this.#ports.add(port);
      this.#host.forget(port);
    }
    if (this.isOn && this.#ports.size === known) return;
    this.#memory ??= new FloodMemory();
    this.#host.changed({ ports: [...this.#ports].sort((one, other) => one - other) });
  }

  /** Whether a frame that would be flooded is a copy; to be asked of each of them while a loop is held down. */
  isCopy(
    vlan: number,
    port: number,
    tagged: boolean,
    bytes: Uint8Array,
    start: number,
    length: number,
    now: number,
  ): boolean {
    const print = fingerprint(vlan, tagged, bytes, start, length);
    const repeatMs = this.#ports.has(port) ? this.#repeatMs : null;
    if (this.#memory === null || this.#memory.isNew(print, port, now, repeatMs)) return false;
    this.#lastSign = now;
    return true;
  }

  /** Finds out whether the loop is still there, and ends what is over; to be called each second. */
  tick(now: number): void {
    if (!this.isOn) return;
    if (now - this.#lastSign > CALM_MS + this.#repeatMs) this.end();
    else for (const vlan of this.#vlans) this.#host.probe(vlan);
  }

  /** Takes the loop for gone: the ways that frames take were changed. */
  end(): void {
    this.#strays = 0;
    this.#ports.clear();
    this.#vlans.clear();
    this.#repeatMs = 0;
    if (!this.isOn) return;
    this.#memory = null;
    this.#host.changed(null);
  }
}
