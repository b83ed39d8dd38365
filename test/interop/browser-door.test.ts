/** Where the token of `vdelab serve` stands: in no command line, and in no log. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  closeSync,
  existsSync,
  mkdtempSync,
  openSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { allProcesses } from '../../electron/system/processes/process-group';
import { ownFolders } from '../harness/own-folders';
import { numberIn } from '../harness/processes';
import { type RunningProgram, startProgram } from '../harness/programs';
import { eventually } from '../harness/vde-client';

const cli = resolve(import.meta.dirname, '../../dist/electron/cli.js');
const DOOR = /\/\S+\/open\.html/;
const TOKEN = /token=([\w-]{43})/;

describe('the token of the browser shell', () => {
  let folder: string;
  let environment: Record<string, string>;

  beforeEach(() => {
    folder = mkdtempSync('/tmp/vdb-');
    // Stands in for the program that opens a browser, and keeps what it was told.
    const opener = join(folder, 'xdg-open');
    writeFileSync(
      opener,
      `#!/bin/sh\necho $$ > ${folder}/pid\nprintf '%s ' "$0" "$@" > ${folder}/opened\nexec sleep 100\n`,
    );
    chmodSync(opener, 0o755);
    environment = {
      PATH: `${folder}:${process.env.PATH}`,
      DISPLAY: ':none',
      ...ownFolders(folder),
    };
  });

  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const opened = () => {
    const file = join(folder, 'opened');
    return existsSync(file) && readFileSync(file, 'utf8').trim().split(' ');
  };

  /** Ends the stand-in, which runs on as a browser does. */
  function closeBrowser(): void {
    const pid = numberIn(join(folder, 'pid'));
    if (pid !== null) process.kill(pid);
  }

  it('stands in no command line when a browser is opened', async () => {
    const program: RunningProgram = startProgram(
      process.execPath,
      [cli, 'serve', '--open', '--example', 'first-ping'],
      environment,
    );
    try {
      const [, printed] = await program.printed(TOKEN);
      const [, door = ''] = (await eventually('the browser', opened)) as string[];
      expect(door).toMatch(DOOR);
      expect(statSync(door).mode & 0o777).toBe(0o600);
      expect(statSync(resolve(door, '..')).mode & 0o777).toBe(0o700);
      const [, behind] = TOKEN.exec(readFileSync(door, 'utf8')) ?? [];
      expect(behind).toMatch(/^[\w-]{43}$/);
      for (const line of allProcesses().map(commandLine)) {
        expect(line).not.toContain(printed);
        expect(line).not.toContain(behind);
      }
    } finally {
      closeBrowser();
      await program.stop();
    }
  });

  it('stands in no log: where output goes to a file, only the door is named', async () => {
    const log = join(folder, 'log');
    const output = openSync(log, 'w');
    const child = spawn(process.execPath, [cli, 'serve'], {
      env: { ...process.env, ...environment },
      stdio: ['ignore', output, output],
    });
    closeSync(output);
    try {
      const text = () => readFileSync(log, 'utf8');
      const [door] = await eventually('the door', () => DOOR.exec(text()));
      const [, token = ''] = TOKEN.exec(readFileSync(door, 'utf8')) ?? [];
      expect(token).not.toBe('');
      expect(text()).not.toContain('token');
      const address = /url=([^"]+)"/.exec(readFileSync(door, 'utf8'))![1]!;
      const answer = await fetch(address, { redirect: 'manual' });
      expect(answer.status).toBe(303);
      expect(text()).not.toContain(token);
      child.kill('SIGTERM');
      await once(child, 'exit');
      expect(existsSync(door)).toBe(false);
    } finally {
      child.kill('SIGKILL');
    }
  });
});

function commandLine(pid: number): string {
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'latin1').replaceAll('\0', ' ');
  } catch {
    // It ended a moment ago.
    return '';
  }
}
