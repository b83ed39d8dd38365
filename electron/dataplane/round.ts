/**
 * One turn of the worker's loop: receive a batch, hand each frame to the engine, flush. Also the
 * place where frames enter, so the only one that checks their length.
 */
import { dropSlot, type PortCounters } from '../engine/counters';
import { HEADER_BYTES, MAX_FRAME_BYTES } from '../engine/ethernet';
import type { Fabric } from '../engine/fabric';
import type { FrameSink } from '../engine/frame-sink';
import type { Egress, EgressRound } from './egress';
import { FrameArena } from './frame-arena';

const RUNT = dropSlot('runt');
const OVERSIZE = dropSlot('oversize');

export class Round implements EgressRound {
  readonly arena = new FrameArena();
  readonly #fabric: Fabric;
  readonly #scheduled: Egress[] = [];
  #scheduledCount = 0;
  /** Where the frames of the batch at hand go, and whether to others as well. */
  #receiver: Egress | null = null;
  #severalReceivers = false;

  constructor(fabric: Fabric) {
    this.#fabric = fabric;
  }

  get now(): number {
    return this.#fabric.now;
  }

  reaches(egress: Egress): void {
    if (this.#receiver === egress) return;
    if (this.#receiver === null) this.#receiver = egress;
    else this.#severalReceivers = true;
  }

  schedule(egress: Egress): void {
    this.#scheduled[this.#scheduledCount++] = egress;
  }

  flushAll(): void {
    for (let index = 0; index < this.#scheduledCount; index++) this.#scheduled[index]!.flush();
    this.#scheduledCount = 0;
    this.arena.releaseLoose();
  }

  /**
   * Receives one batch from a socket or tap and forwards it. Returns where it went, if that is one
   * receiver that could not take all of it and has had little time yet: then no more should be read.
   */
  receive(fd: number, isTap: boolean, inlet: FrameSink, counters: PortCounters): Egress | null {
    this.#receiver = null;
    this.#severalReceivers = false;
    const arena = this.arena;
    const count = isTap ? arena.receiveFromTap(fd) : arena.receiveFromSocket(fd);
    for (let slot = 0; slot < count; slot++) {
      const length = arena.lengthOf(slot);
      if (length < HEADER_BYTES) {
        // vde-2's library says goodbye with an empty datagram: no frame, and no fault.
        if (length > 0) counters.countDrop(RUNT);
      } else if (length > MAX_FRAME_BYTES) {
        counters.countDrop(OVERSIZE);
      } else {
        this.#fabric.admit();
        inlet.accept(arena.bytes, arena.startOf(slot), arena.pad(slot, length));
      }
    }
    this.flushAll();
    const receiver = this.#receiver;
    if (receiver === null || this.#severalReceivers) return null;
    return (receiver as Egress).wantsPause ? receiver : null;
  }
}
