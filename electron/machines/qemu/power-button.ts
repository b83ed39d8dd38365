/**
 * The power button of a QEMU machine. QEMU tells when it was pressed (POWERDOWN) and when the guest has
 * switched itself off (SHUTDOWN), but not whether the guest took notice: one without ACPI, in its boot
 * loader or without an operating system just goes on. So its console and its disks are looked at: a
 * guest that shuts down says so, or reads its programs and writes its files out. As long as it does, it
 * is waited for; one that only happens to be busy is too, which is better than a power cut.
 */
import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import type { QmpClient } from './qmp-client';

export interface Silence {
  /** How long nothing may happen after the press before the guest counts as deaf. */
  readonly atFirstMs: number;
  /** How long nothing may happen later on. systemd says after 5 s what it is waiting for, and goes on. */
  readonly laterMs: number;
}

const SILENCE: Silence = { atFirstMs: 2000, laterMs: 6000 };
const POLL_MS = 100;

const blockStatsSchema = z.array(
  z.object({
    stats: z.object({
      rd_operations: z.number(),
      wr_operations: z.number(),
      flush_operations: z.number(),
    }),
  }),
);

/**
 * Presses the button and watches the guest. Never resolves: the end of QEMU is the answer. Rejects when
 * the guest is silent for too long, QEMU cannot be asked or is gone, or the signal aborts.
 *
 * @param printed how much the guest has printed on its console
 */
export async function pressPowerButton(
  qmp: Pick<QmpClient, 'execute'>,
  printed: () => number,
  signal: AbortSignal,
  silence = SILENCE,
): Promise<never> {
  const activity = async () => `${printed()} ${await diskOperations(qmp)}`;
  let last = await activity();
  await qmp.execute('system_powerdown');
  let end = performance.now() + silence.atFirstMs;
  while (performance.now() < end) {
    await delay(POLL_MS, undefined, { signal });
    const now = await activity();
    if (now !== last) end = performance.now() + silence.laterMs;
    last = now;
  }
  throw new Error('the guest does not react to its power button');
}

async function diskOperations(qmp: Pick<QmpClient, 'execute'>): Promise<number> {
  const devices = blockStatsSchema.parse(await qmp.execute('query-blockstats'));
  return devices.reduce(
    (sum, { stats }) => sum + stats.rd_operations + stats.wr_operations + stats.flush_operations,
    0,
  );
}
