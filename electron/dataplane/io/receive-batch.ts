/**
 * One turn of the worker's loop: receive a batch, hand each frame to the engine, flush. Also the
 * place where frames enter, so the only one that checks their length.
 */
import { dropSlot, type PortCounters } from '../../engine/core/counters';
import type { TurnBudget } from '../../engine/core/turn-budget';
import type { WaitingMemory } from '../../engine/core/waiting-memory';
import { HEADER_BYTES, MAX_FRAME_BYTES } from '../../engine/frames/ethernet';
import type { FrameSink } from '../../engine/frames/frame-sink';
import type { Fabric } from '../../engine/switch/fabric';
import type { Egress, EgressBatch } from './egress';
import { BATCH_FRAMES, FrameArena } from './frame-arena';

const RUNT = dropSlot('runt');
const OVERSIZE = dropSlot('oversize');
const OVERLOAD = dropSlot('overload');

export class ReceiveBatch implements EgressBatch {
  readonly arena = new FrameArena();
  readonly #fabric: Fabric;
  readonly #scheduled: Egress[] = [];
  #scheduledCount = 0;
  /** Frames that are received at once: few while each takes long, so that the others stay in their socket. */
  #most = BATCH_FRAMES;
  /** Where the frames of the batch at hand go, and whether to others as well. */
  #receiver: Egress | null = null;
  #severalReceivers = false;

  constructor(fabric: Fabric) {
    this.#fabric = fabric;
  }

  get now(): number {
    return this.#fabric.now;
  }

  get budget(): TurnBudget {
    return this.#fabric.budget;
  }

  get memory(): WaitingMemory {
    return this.#fabric.memory;
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
    const { arena } = this;
    const { budget } = this.#fabric;
    const count = isTap
      ? arena.receiveFromTap(fd, this.#most)
      : arena.receiveFromSocket(fd, this.#most);
    for (let slot = 0; slot < count; slot++) {
      const length = arena.lengthOf(slot);
      if (length < HEADER_BYTES) {
        // vde-2's library says goodbye with an empty datagram: no frame, and no fault.
        if (length > 0) counters.countDrop(RUNT);
      } else if (length > MAX_FRAME_BYTES) {
        counters.countDrop(OVERSIZE);
      } else if (budget.isOverdue) {
        counters.countDrop(OVERLOAD);
      } else {
        this.#fabric.admit();
        inlet.accept(arena.bytes, arena.startOf(slot), arena.pad(slot, length));
      }
    }
    this.flushAll();
    this.#most = budget.isSpent
      ? Math.max(1, this.#most >> 1)
      : Math.min(BATCH_FRAMES, this.#most * 2);
    const receiver = this.#receiver;
    if (receiver === null || this.#severalReceivers) return null;
    return (receiver as Egress).wantsPause ? receiver : null;
  }
}
