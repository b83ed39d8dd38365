/**
 * Management commands that hang or end the data plane's thread: `hang/loop` never returns,
 * `hang/read PATH` waits in a system call, `hang/die` ends the thread, `hang/busy MS` works for a while.
 */
import { readFileSync } from 'node:fs';
import type { ManagementCommand } from '../../../electron/management/command';
import { managementCommands } from '../../../electron/management/session/command-table';

function busy(ms: number): null {
  const end = performance.now() + ms;
  while (performance.now() < end);
  return null;
}

const command = (path: string, run: NonNullable<ManagementCommand['run']>): ManagementCommand => ({
  path,
  syntax: '',
  description: 'for tests',
  run,
});

(managementCommands as ManagementCommand[]).push(
  command('hang/loop', () => busy(Number.POSITIVE_INFINITY)),
  command('hang/busy', (ms) => busy(Number(ms))),
  command('hang/read', (path) => {
    readFileSync(path);
    return null;
  }),
  command('hang/die', () => process.exit(1)),
);
