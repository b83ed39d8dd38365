/**
 * Waits for a guest whose power button was pressed. No monitor tells whether the guest took notice: one
 * without ACPI, in its boot loader or without an operating system just goes on. So what it does is looked
 * at: a guest that shuts down says so, or reads its programs and writes its files out. As long as it does,
 * it is waited for; one that only happens to be busy is too, which is better than a power cut.
 */
import { setTimeout as delay } from 'node:timers/promises';

export interface Silence {
  /** How long nothing may happen after the press before the guest counts as deaf. */
  readonly atFirstMs: number;
  /** How long nothing may happen later on. systemd says after 5 s what it is waiting for, and goes on. */
  readonly laterMs: number;
}

const SILENCE: Silence = { atFirstMs: 2000, laterMs: 6000 };
const POLL_MS = 100;

export interface PressedGuest {
  press(): Promise<unknown>;
  /** What the guest has done so far, as a text that changes when it does more. */
  activity(): Promise<string>;
}

/**
 * Presses the button and watches the guest. Never resolves: the end of the machine is the answer. Rejects
 * when the guest is silent for too long, cannot be asked or is gone, or the signal aborts.
 */
export async function watchShutdown(
  guest: PressedGuest,
  signal: AbortSignal,
  silence = SILENCE,
): Promise<never> {
  let last = await guest.activity();
  await guest.press();
  let end = performance.now() + silence.atFirstMs;
  while (performance.now() < end) {
    await delay(POLL_MS, undefined, { signal });
    const now = await guest.activity();
    if (now !== last) end = performance.now() + silence.laterMs;
    last = now;
  }
  throw new Error('the guest does not react to its power button');
}
