/** The CD drive of a running QEMU machine: what is in it, and putting something else in. */
import { z } from 'zod';
import { type QmpClient, QmpError } from './qmp-client';

type Qmp = Pick<QmpClient, 'execute' | 'onEvent'>;

const driveSchema = z.object({
  device: z.string(),
  qdev: z.string().optional(),
  removable: z.boolean(),
  inserted: z.object({ file: z.string() }).optional(),
});

/** How long a guest may take to let go of a CD that it is asked for. */
const LET_GO_MS = 3000;

type Drive = z.infer<typeof driveSchema>;

async function driveOf(qmp: Qmp): Promise<Drive | null> {
  const drives = z.array(driveSchema).parse(await qmp.execute('query-block'));
  return drives.find(({ removable }) => removable) ?? null;
}

/** Path of the image in the drive, empty for none; null without a drive. Rejects with a QmpError. */
export async function mediumOf(qmp: Qmp): Promise<string | null> {
  const drive = await driveOf(qmp);
  return drive === null ? null : (drive.inserted?.file ?? '');
}

/** Puts an image in, or ejects with an empty path. Rejects with a QmpError. */
export async function changeMedium(qmp: Qmp, path: string): Promise<void> {
  const drive = await driveOf(qmp);
  if (drive === null) throw new QmpError('there is no CD drive');
  const id = drive.qdev === undefined ? { device: drive.device } : { id: drive.qdev };
  const change = () =>
    path === ''
      ? qmp.execute('eject', id)
      : qmp.execute('blockdev-change-medium', { ...id, filename: path, format: 'raw' });
  try {
    await change();
  } catch (error) {
    // A guest that locked the tray was asked by this, and may open it.
    if (!(error instanceof QmpError) || !error.message.includes('locked')) throw error;
    await trayMoved(qmp, LET_GO_MS);
    await change();
  }
}

/** Resolves when the tray was moved or the time is up. */
function trayMoved(qmp: Qmp, timeoutMs: number): Promise<void> {
  return new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      forget();
      resolve();
    };
    const timer = setTimeout(done, timeoutMs);
    const forget = qmp.onEvent(({ event }) => {
      if (event === 'DEVICE_TRAY_MOVED') done();
    });
  });
}
