import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { z } from 'zod';
import { rememberBounds, restoreBounds } from '../../../../../electron/desktop/window-bounds';
import { fingerprintAt, readDocumentFile } from '../../../../../electron/document/document-file';
import { DocumentWorkspace } from '../../../../../electron/document/workspace';
import { inspectImage } from '../../../../../electron/images/image-file';
import { ImageLibrary } from '../../../../../electron/images/library';
import { clearStaleInstances } from '../../../../../electron/instances/stale-instances';
import { checkImage } from '../../../../../electron/machines/common/image-check';
import { noteNow } from '../../../../../electron/machines/host/host-notes';
import { ProofMemory } from '../../../../../electron/machines/uml/proof-memory';
import { inspectUmlKernel } from '../../../../../electron/machines/uml/uml-dialect';
import { writeFileAtomically } from '../../../../../electron/system/files/atomic-file';
import { JsonFile } from '../../../../../electron/system/files/json-file';
import { programContent } from '../../../../../electron/system/files/program-content';
import { readRegularSync } from '../../../../../electron/system/files/regular-file';
import { tryLock } from '../../../../../electron/system/processes/owner-lock';
import { thisOwner } from '../../../../../electron/system/processes/process-owner';
import { Templates } from '../../../../../electron/templates/templates';
import { failureOf } from '../../../../../shared/failure/failure';
import { trustIn } from '../../../../harness/own-file';

let folder: string;
const servers: Server[] = [];
const at = (...names: string[]) => join(folder, ...names);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vdelab-no-file-'));
});
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
  rmSync(folder, { recursive: true, force: true });
});

/** A named pipe that nobody writes to: whoever opens it waits for ever. */
function pipe(...names: string[]): string {
  const path = at(...names);
  mkdirSync(join(path, '..'), { recursive: true });
  execFileSync('mkfifo', [path]);
  return path;
}

async function socket(): Promise<string> {
  const server = createServer();
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(at('socket'), resolve));
  return at('socket');
}

const messageOf = (done: Promise<unknown>) =>
  done.then(
    () => 'done',
    (error: unknown) => failureOf(error).message,
  );

describe('In place of the file of a lab', () => {
  it.each<[string, () => string | Promise<string>]>([
    ['a named pipe', () => pipe('lab.vdelab')],
    ['a socket', socket],
    ['a folder', () => folder],
    ['a device', () => '/dev/zero'],
    ['a device', () => '/dev/tty'],
  ])('%s is named and not opened', async (what, make) => {
    const path = await make();
    const sentence = `${path} is ${what}, not a file.`;
    expect(await messageOf(readDocumentFile(path))).toBe(sentence);
    expect(await messageOf(fingerprintAt(path))).toBe(sentence);
    // Never where it would do harm if it were not refused.
    if (path.startsWith(folder))
      expect(await messageOf(writeFileAtomically(path, 'x'))).toBe(sentence);
    expect(() => readRegularSync(path)).toThrow(sentence);
    const link = at('link');
    symlinkSync(path, link);
    expect(await messageOf(readDocumentFile(link))).toBe(`${link} is ${what}, not a file.`);
  });

  it('a file that the system cannot read is named, with what to do', async () => {
    const message = '/proc/self/mem could not be opened: the system cannot do that now.';
    expect(await messageOf(readDocumentFile('/proc/self/mem'))).toBe(message);
  });

  it('a file without an end is not read to it', async () => {
    const path = '/proc/self/pagemap';
    expect(await messageOf(readDocumentFile(path))).not.toBe('done');
  });
});

describe('A named pipe in place of', () => {
  it('unsaved work is offered as unreadable, and can be discarded', async () => {
    pipe('autosave', '999999999-1.json');
    const workspace = await DocumentWorkspace.create({
      directory: at('autosave'),
      owner: thisOwner(),
      trust: trustIn(at('trust')),
      examplesDirectory: at('examples'),
      onFailure: (failure) => {
        throw new Error(failure.message);
      },
    });
    const [offer] = workspace.get().recovery;
    expect(offer?.name).toBe('Unreadable work');
    expect((await workspace.discardRecovery(offer!.id)).recovery).toEqual([]);
    expect(await messageOf(workspace.save(pipe('lab.vdelab')))).toMatch(/is a named pipe/);
  });

  it('a list is as an empty one, and replaced', async () => {
    pipe('names.json');
    const names = new JsonFile(at('names.json'), z.array(z.string()), []);
    expect(await names.read()).toEqual([]);
  });

  it('a template does not hide the others', async () => {
    pipe('templates', 'one.vdelab-template');
    const templates = new Templates({ directory: at('templates'), tellChanged: () => {} });
    const { broken } = await templates.list();
    expect(broken.map(({ message }) => message)).toEqual([
      expect.stringMatching(/is a named pipe, not a file/),
    ]);
  });

  it('an image, a kernel and the list of images is refused', async () => {
    const path = pipe('disk.img');
    expect(await messageOf(inspectImage(path))).toMatch(/is no file/);
    expect(await inspectUmlKernel(path)).toBeNull();
    expect((await checkImage({ id: 'n', name: 'pc' }, 'disk image', path))?.message).toBe(
      'The disk image of pc is a named pipe.',
    );
    pipe('images', 'library.json');
    expect(await messageOf(new ImageLibrary(at('images')).entries())).toMatch(/a named pipe/);
  });

  it('the place of the window is forgotten, and closing it waits for nobody', () => {
    const bounds = { x: 0, y: 0, width: 800, height: 600, isMaximized: false };
    const path = pipe('window.json');
    rememberBounds(path, bounds);
    expect(restoreBounds(path, [bounds])).toBeNull();
    rememberBounds(at('other.json'), bounds);
    rememberBounds(at('other.json'), { ...bounds, x: 1 });
    expect(restoreBounds(at('other.json'), [bounds])).toEqual({ ...bounds, x: 1 });
  });

  it('the proofs of kernels are none, and replaced', async () => {
    pipe('uml-proofs.json');
    const memory = new ProofMemory(() => folder);
    expect(await memory.recall('0'.repeat(64))).toBeNull();
  });

  it('a lock, a note, an owner or a journal keeps nobody waiting', async () => {
    expect(await messageOf(tryLock(pipe('lock')))).toMatch(/a named pipe/);
    pipe('status');
    expect(noteNow(folder, 'status')).toBeNull();
    pipe('run', 'abc12', 'owner.json');
    pipe('run', 'abc12', 'journal');
    expect(await clearStaleInstances(at('run'))).toEqual([]);
  });
});

describe('In place of a kernel', () => {
  // It is a regular file by what it says of itself; only root may open it.
  it.runIf(process.getuid?.() === 0)(
    'a file that never gives its next byte is not waited for',
    async () => {
      expect(await programContent('/proc/kmsg')).toBeNull();
      expect(await messageOf(inspectUmlKernel('/proc/kmsg'))).not.toBe('done');
    },
  );

  it('a file of 100 GB is not read', async () => {
    writeFileSync(at('kernel'), '');
    truncateSync(at('kernel'), 100e9);
    expect(await programContent(at('kernel'))).toBeNull();
    expect(await inspectUmlKernel(at('kernel'))).toBeNull();
  });
});

it('takes over a lock that was torn by a loss of power', async () => {
  writeFileSync(at('lock'), '');
  expect(await tryLock(at('lock'))).toBe(true);
  writeFileSync(at('lock'), '{"pid":1,');
  expect(await tryLock(at('lock'))).toBe(true);
});
