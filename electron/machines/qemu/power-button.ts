/**
 * The power button of a QEMU machine. QEMU tells when it was pressed (POWERDOWN) and when the guest has
 * switched itself off (SHUTDOWN), and its disks and console tell what the guest does in between.
 */
import { z } from 'zod';
import { type Silence, watchShutdown } from '../common/shutdown-watch';
import type { QmpClient } from './qmp-client';

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
 * Presses the button and watches the guest, see {@link watchShutdown}.
 *
 * @param printed how much the guest has printed on its console
 */
export function pressPowerButton(
  qmp: Pick<QmpClient, 'execute'>,
  printed: () => number,
  signal: AbortSignal,
  silence?: Silence,
): Promise<never> {
  const guest = {
    activity: async () => `${printed()} ${await diskOperations(qmp)}`,
    press: () => qmp.execute('system_powerdown'),
  };
  return watchShutdown(guest, signal, silence);
}

async function diskOperations(qmp: Pick<QmpClient, 'execute'>): Promise<number> {
  const devices = blockStatsSchema.parse(await qmp.execute('query-blockstats'));
  return devices.reduce(
    (sum, { stats }) => sum + stats.rd_operations + stats.wr_operations + stats.flush_operations,
    0,
  );
}
