/**
 * What a cable does to the frames of one direction, in the order in which it happens: MTU, loss,
 * duplication, queue and bandwidth, delay and order, corruption (vde-2's wirefilter.c).
 */
import { z } from 'zod';

const percent = z.number().min(0).max(100);

export const conditionsSchema = z.object({
  /** Time that a frame is on its way, in milliseconds. */
  delay: z.number().min(0).max(60_000),
  /** How far the delay strays to either side of `delay`, in milliseconds; never below zero in sum. */
  jitter: z.number().min(0).max(60_000),
  /** Of the delay: even over delay +- jitter, or normal with a standard deviation of jitter / 3. */
  distribution: z.enum(['uniform', 'normal']),
  /** Frames that are lost, in percent. */
  loss: percent,
  /**
   * Frames that are lost in one go, on average (Gilbert's model); 1: each for itself. With a loss near
   * 100 % they are more, for otherwise too many frames would pass between two goes.
   */
  burst: z.number().min(1).max(10_000),
  /** Frames that arrive twice, in percent. */
  duplicate: percent,
  /** Frames that take no delay and so overtake the ones before them, in percent; all others keep order. */
  reorder: percent,
  /** Bits that are turned over in each megabyte (10^6 bytes); no more than 1,024 in one frame. */
  corrupt: z.number().min(0).max(8_000_000),
  /** Kilobits per second (1000 bits), or 0 for no limit. Counted over the frame without preamble. */
  bandwidth: z.number().min(0).max(100_000_000),
  /** Bytes that may pass at once after a pause, when there is a bandwidth. */
  burstBytes: z.number().int().min(0).max(100_000_000),
  /** Frames that may wait for the bandwidth, beside the one that is being sent; more are dropped. */
  queue: z.number().int().min(1).max(100_000),
  /** Longest frame that passes, in bytes without the check sequence, header included; 0: any. */
  mtu: z.number().int().min(0).max(9234),
});

export type Conditions = z.infer<typeof conditionsSchema>;

/** What a cable does to the frames of its two directions; null: a direction that changes nothing. */
export interface CableState {
  /** Whether it carries frames at all; down means no carrier at both ends. */
  readonly up: boolean;
  readonly aToB: Conditions | null;
  readonly bToA: Conditions | null;
}

/** Conditions that change nothing, to build on. */
export const perfectConditions: Conditions = {
  delay: 0,
  jitter: 0,
  distribution: 'uniform',
  loss: 0,
  burst: 1,
  duplicate: 0,
  reorder: 0,
  corrupt: 0,
  bandwidth: 0,
  burstBytes: 0,
  queue: 1000,
  mtu: 0,
};
