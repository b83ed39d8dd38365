import * as promises from 'node:fs/promises';
import { mkdtemp, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { listFiles } from '../../../../electron/document/file-list';
import { DocumentWorkspace } from '../../../../electron/document/workspace';
import { writeFileAtomically } from '../../../../electron/system/files/atomic-file';
import { thisOwner } from '../../../../electron/system/processes/process-owner';
import { emptyDiff } from '../../../../shared/document/document-diff';
import type { Failure } from '../../../../shared/failure/failure';
import { trustIn } from '../../../harness/own-file';

const examplesDirectory = join(import.meta.dirname, '../../../../assets/examples');
let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vdelab-workspace-'));
});
afterEach(() => rm(folder, { recursive: true }));

const thrown = (failure: Failure) => {
  throw new Error(failure.message);
};
const create = (owner = thisOwner(), onFailure: (failure: Failure) => void = thrown) =>
  DocumentWorkspace.create({
    directory: join(folder, 'autosave'),
    owner,
    examplesDirectory,
    trust: trustIn(join(folder, 'trust')),
    onFailure,
  });
const rename = (from: string, to: string) => ({
  ...emptyDiff(),
  name: [from, to] as [string, string],
});
const failing = (code: string) => ({ failure: expect.objectContaining({ code }) });
/** No process can have it: the kernel's limit is 4194304. */
const dead = { ...thisOwner(), pid: 999_999_999, startTime: 1 };

describe('DocumentWorkspace', () => {
  it('opens an example, changes, saves and opens it again', async () => {
    const workspace = await create();
    const opened = await workspace.openExample('first-ping');
    const onChange = vi.fn();
    workspace.onChange(onChange);
    workspace.change(opened.revision, rename('First ping', 'Mine'));
    expect(onChange).toHaveBeenCalledOnce();
    expect(workspace.get().dirty).toBe(true);
    const path = join(folder, 'a.vdelab');
    expect(await workspace.save(path)).toMatchObject({ path, dirty: false });
    expect((await (await create()).open(path)).document).toEqual(workspace.document);
    await workspace.close();
  });

  it('refuses stale changes', async () => {
    const workspace = await create();
    const { document, revision } = await workspace.openExample('first-ping');
    const note = document.nodes.note1!;
    const nodes = { ...emptyDiff().nodes, added: [note] };
    expect(() => workspace.change(revision, { ...emptyDiff(), nodes })).toThrow(/another window/);
    expect(() => workspace.change(revision - 1, emptyDiff())).toThrow(/another window/);
  });

  it('does not replace what somebody else wrote, unless told to', async () => {
    const workspace = await create();
    const path = join(folder, 'a.vdelab');
    await workspace.save(path);
    await writeFile(path, 'theirs');
    await expect(workspace.save()).rejects.toMatchObject(failing('file-exists'));
    expect(await readFile(path, 'utf8')).toBe('theirs');
    await workspace.save(undefined, true);
    expect(await readFile(path, 'utf8')).toContain('"format": "vdelab"');
  });

  it('offers the unsaved work of a dead instance until it is recovered', async () => {
    const lost = await create(dead);
    const opened = await lost.openExample('first-ping');
    lost.change(opened.revision, rename('First ping', 'Unsaved'));
    await lost.close();
    const next = await create();
    const [offer] = next.get().recovery;
    expect(offer).toMatchObject({ name: 'Unsaved', path: null, nodeCount: 4 });
    const recovered = await next.recover(offer!.id);
    expect(recovered).toMatchObject({ dirty: true, recovery: [] });
    expect(recovered.document).toEqual(lost.document);
    expect(await readdir(join(folder, 'autosave'))).toHaveLength(1);
    await expect(next.recover('../../etc/passwd')).rejects.toMatchObject(failing('not-found'));
    await next.save(join(folder, 'b.vdelab'));
    expect(await readdir(join(folder, 'autosave'))).toEqual([]);
  });

  it('says once that unsaved work cannot be kept, and goes on', async () => {
    const told: string[] = [];
    await writeFile(join(folder, 'autosave'), 'a file where the folder should be');
    const workspace = await create(thisOwner(), ({ message }) => told.push(message));
    const edit = async (from: string, to: string) => {
      const { revision } = workspace.get();
      workspace.change(revision, rename(from, to));
      await workspace.close();
    };
    await edit('Untitled lab', 'a');
    await edit('a', 'b');
    expect(told).toEqual([expect.stringContaining('could not be made for unsaved work')]);
    expect(workspace.document.name).toBe('b');
    const path = join(folder, 'a.vdelab');
    await workspace.save(path);
    expect(await readFile(path, 'utf8')).toContain('"name": "b"');
    await rm(join(folder, 'autosave'));
    await edit('b', 'c');
    await rm(join(folder, 'autosave'), { recursive: true });
    await writeFile(join(folder, 'autosave'), '');
    await edit('c', 'd');
    expect(told).toHaveLength(2);
  });

  it('says that a lab cannot be saved on a full disk, and keeps it unsaved', async () => {
    const workspace = await create();
    const { revision } = workspace.get();
    workspace.change(revision, rename('Untitled lab', 'a'));
    await expect(workspace.save('/dev/full')).rejects.toMatchObject(failing('file-forbidden'));
    await expect(workspace.save('/proc/a.vdelab')).rejects.toMatchObject(failing('file-missing'));
    expect(workspace.get()).toMatchObject({ dirty: true, path: null });
  });

  it('does not offer the work of a live instance', async () => {
    const live = await create();
    live.change(live.get().revision, rename('Untitled lab', 'x'));
    await live.close();
    expect((await create(dead)).get().recovery).toEqual([]);
  });
});

describe('writeFileAtomically', () => {
  it('keeps the mode and follows a link', async () => {
    await writeFile(join(folder, 'real'), 'old', { mode: 0o640 });
    await symlink('real', join(folder, 'link'));
    await writeFileAtomically(join(folder, 'link'), 'new');
    expect(await readFile(join(folder, 'real'), 'utf8')).toBe('new');
    expect((await stat(join(folder, 'real'))).mode & 0o777).toBe(0o640);
    expect((await readdir(folder)).sort()).toEqual(['link', 'real']);
  });

  it.each([
    ['ENOSPC', 'disk-full'],
    ['EACCES', 'file-forbidden'],
    ['EROFS', 'file-forbidden'],
    ['ENOENT', 'file-missing'],
  ])('leaves the old file at %s', async (code, expected) => {
    const path = join(folder, 'a');
    await writeFile(path, 'old');
    const calls = {
      open: promises.open,
      rename: () => Promise.reject(Object.assign(new Error(code), { code })),
    };
    await expect(writeFileAtomically(path, 'new', calls)).rejects.toMatchObject(failing(expected));
    expect(await readFile(path, 'utf8')).toBe('old');
    expect(await readdir(folder)).toEqual(['a']);
  });
});

describe('writeFileAtomically where flushing is not known', () => {
  const refusal = (code: string) => Object.assign(new Error(code), { code });
  /** Opens as the system does, but flushing what it opened for `flags` fails. */
  const withoutFlush = (wanted: string, code: string) => ({
    rename: promises.rename,
    open: (async (...args: Parameters<typeof promises.open>) => {
      const handle = await promises.open(...args);
      if (args[1] === wanted) handle.sync = () => Promise.reject(refusal(code));
      return handle;
    }) as typeof promises.open,
  });

  it.each(['EINVAL', 'ENOTSUP', 'EIO'])('saves a lab twice when folders say %s', async (code) => {
    const handle = await promises.open(folder, 'r');
    const { sync } = handle;
    const flushed = vi.spyOn(Object.getPrototypeOf(handle) as typeof handle, 'sync');
    flushed.mockImplementation(async function (this: typeof handle) {
      if ((await this.stat()).isDirectory()) throw refusal(code);
      return sync.call(this);
    });
    try {
      const workspace = await create();
      const path = join(folder, 'a.vdelab');
      expect(await workspace.save(path)).toMatchObject({ path, dirty: false });
      workspace.change(workspace.get().revision, rename('Untitled lab', 'Mine'));
      expect(await workspace.save()).toMatchObject({ path, dirty: false });
      expect(await readFile(path, 'utf8')).toContain('"name": "Mine"');
    } finally {
      flushed.mockRestore();
      await handle.close();
    }
  });

  it('has saved into a folder that may not be read', async () => {
    const calls = {
      rename: promises.rename,
      open: (async (...args: Parameters<typeof promises.open>) => {
        if (args[1] === 'r') throw refusal('EACCES');
        return promises.open(...args);
      }) as typeof promises.open,
    };
    await writeFileAtomically(join(folder, 'a'), 'new', calls);
    expect(await readFile(join(folder, 'a'), 'utf8')).toBe('new');
  });

  it('has saved when files cannot be flushed, but not when the disk fails', async () => {
    const path = join(folder, 'a');
    await writeFileAtomically(path, 'one', withoutFlush('wx', 'EINVAL'));
    expect(await readFile(path, 'utf8')).toBe('one');
    const written = writeFileAtomically(path, 'two', withoutFlush('wx', 'EIO'));
    await expect(written).rejects.toMatchObject(failing('not-ready'));
    expect(await readFile(path, 'utf8')).toBe('one');
  });
});

describe('listFiles', () => {
  it('lists folders first, without hidden ones and dead links', async () => {
    await promises.mkdir(join(folder, 'z'));
    for (const name of ['b10', 'b9', '.hidden']) await writeFile(join(folder, name), '');
    await symlink('gone', join(folder, 'dead'));
    const { entries, parent } = await listFiles(folder);
    expect(entries.map(({ name }) => name)).toEqual(['z', 'b9', 'b10']);
    expect(parent).toBe(tmpdir());
    await expect(listFiles(join(folder, 'no'))).rejects.toMatchObject(failing('file-missing'));
    await expect(listFiles('x')).rejects.toMatchObject(failing('bad-request'));
  });
});
