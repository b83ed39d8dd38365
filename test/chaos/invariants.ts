/** What holds after every step of a chaos run, whatever the step did. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readDocumentFile } from '../../electron/document/document-file';
import type { Traffic } from '../../shared/contract/service';
import { isAlive } from '../../shared/lab/machine-state';
import type { App } from './app';
import { hold, holdWithin } from './finding';

/** How long starts and stops may take on a computer with much else to do, in milliseconds. */
const SETTLE_MS = 60_000;
const QUIET_MS = 30_000;

/** The document is whole on the disk, and no node is for ever on its way. */
export async function holdAfterStep(app: App, folder: string): Promise<void> {
  await readDocumentFile(join(folder, 'lab.vdelab'));
  await holdWithin(
    'nodes are under way for ever',
    SETTLE_MS,
    async () => (await app.call('lab.get', {}))?.nodes ?? {},
    (nodes) =>
      Object.values(nodes).every(({ state }) => state !== 'starting' && state !== 'stopping'),
  );
}

/** What came out of each cable's direction, or was dropped, beside what went in. */
function balances({ cables }: Traffic): string {
  return Object.entries(cables)
    .map(([id, { aToB, bToA }]) => `${id}:${balance(aToB)}:${balance(bToA)}`)
    .join(' ');
}

function balance({ framesIn, framesOut, drops }: Traffic['cables'][string]['aToB']): string {
  const dropped = Object.values(drops).reduce((sum, count) => sum + count, 0);
  return `${framesIn}=${framesOut}+${dropped}`;
}

/** Once nothing is on its way, what went into a cable came out of it or was dropped for a reason. */
export async function holdCounters(app: App): Promise<void> {
  let before = '';
  await holdWithin(
    'counters of a cable do not add up',
    QUIET_MS,
    async () => {
      const now = balances(await app.traffic());
      const isQuiet = now === before;
      before = now;
      return { isQuiet, now };
    },
    ({ isQuiet, now }) => isQuiet && unequal(now).length === 0,
  );
}

function unequal(all: string): string[] {
  return all.split(/[ :]/).filter((part) => {
    const [inside, out, dropped] = part.split(/[=+]/).map(Number);
    return part.includes('=') && inside !== out! + dropped!;
  });
}

/** Nothing of a lab that is stopped is left: processes, sockets, folders. */
export async function holdNothingLeft(app: App, directories: readonly string[]): Promise<void> {
  const status = await app.call('lab.get', {});
  const alive = Object.entries(status?.nodes ?? {}).filter(([, { state }]) => isAlive(state));
  hold('nodes are alive after all were stopped', alive.length === 0, alive);
  await holdWithin(
    'processes are left',
    QUIET_MS,
    () => app.children(),
    (left) => left.length === 0,
  );
  await holdWithin(
    'sockets are left',
    QUIET_MS,
    () => app.leftovers(),
    (left) => left.length === 0,
  );
  const kept = directories.filter((directory) => existsSync(join(directory, 'ctl')));
  hold('directories of switches are left', kept.length === 0, kept);
}
