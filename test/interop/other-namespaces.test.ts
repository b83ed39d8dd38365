import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { DocumentWorkspace } from '../../electron/document/workspace';
import { ImageClaims } from '../../electron/images/image-claims';
import { openInstance } from '../../electron/instances/stale-instances';
import { draftName } from '../../electron/system/processes/drafts';
import { tryLock } from '../../electron/system/processes/owner-lock';
import { thisOwner } from '../../electron/system/processes/process-owner';
import { emptyDiff } from '../../shared/document/document-diff';
import { trustIn } from '../harness/own-file';
import { describeWith } from '../harness/parts';

let folder: string;
const at = (name: string) => join(folder, name);

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'vdelab-place-'));
  for (const name of ['run', 'images', 'claims']) mkdirSync(at(name));
  await work();
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** What an instance that runs, which is this process, keeps in the folders of its user. */
async function work(): Promise<void> {
  const workspace = await DocumentWorkspace.create({
    directory: at('autosave'),
    owner: thisOwner(),
    trust: trustIn(at('trust')),
    examplesDirectory: at('examples'),
    onFailure: (failure) => {
      throw new Error(failure.message);
    },
  });
  const { revision, document } = workspace.get();
  workspace.change(revision, { ...emptyDiff(), name: [document.name, 'unsaved'] });
  await workspace.close();
  writeFileSync(join(at('images'), draftName('download')), 'half');
  openInstance(at('run'));
  await tryLock(at('lock'));
  writeFileSync(at('disk'), 'x');
  const holder = { document: 'd', id: 'n', name: 'n', purpose: 'run' } as const;
  await new ImageClaims(at('claims')).claim(holder, [{ path: at('disk'), use: 'write' }]);
}

/** What a second instance sees, started by the words before it. */
async function second(...wrap: string[]): Promise<unknown> {
  const tsx = createRequire(import.meta.url).resolve('tsx');
  const script = resolve(import.meta.dirname, '../harness/second-instance.ts');
  const [program = '', ...args] = [...wrap, process.execPath, '--import', tsx, script, folder];
  const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
  const [out, complaints] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    child.exitCode ?? once(child, 'exit'),
  ]);
  if (out === '') throw new Error(complaints);
  return JSON.parse(out);
}

const untouched = { offers: 0, drafts: 1, cleared: 0, locked: false, disk: 'image-busy' };

describeWith(['root'], 'What an instance that runs has written down', () => {
  const places: [name: string, ...wrap: string[]][] = [
    ['beside it'],
    ['in another PID namespace', 'unshare', '--pid', '--fork', '--kill-child', '--mount-proc'],
    ['in one that sees the /proc of the first', 'unshare', '--pid', '--fork', '--kill-child'],
    ['in another time namespace', 'unshare', '--time', '--boottime', '100000', '--fork'],
    [
      'on a computer of another name',
      'unshare',
      '--uts',
      'sh',
      '-c',
      'hostname elsewhere; "$@"',
      '-',
    ],
  ];
  it.each(places)('is left alone %s', async (_, ...wrap) => {
    expect(await second(...wrap)).toEqual(untouched);
  });
});
