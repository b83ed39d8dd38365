import { describe, expect, it } from 'vitest';
import { chooseFolder, type FolderFacts } from '../../../../../electron/machines/uml/memory-folder';
import { mountOptions } from '../../../../../electron/system/files/mount-options';

const MIB = 1024 * 1024;
const machine = { id: 'u1', name: 'uml1' };

function folder(path: string, freeMib: number, flaws: Partial<FolderFacts> = {}): FolderFacts {
  return { path, isWritable: true, isNoexec: false, freeBytes: freeMib * MIB, ...flaws };
}

const choose = (...folders: FolderFacts[]) => chooseFolder(machine, 64 * MIB, folders);

describe('the folder for the memory of a UML guest', () => {
  it('is left to the kernel where that finds a good one', () => {
    expect(choose(folder('/dev/shm', 64), folder('/tmp', 900))).toEqual({
      ...{ directory: null, failure: null, isNone: false },
    });
  });

  it.each<[string, FolderFacts]>([
    ['noexec', folder('/dev/shm', 900, { isNoexec: true })],
    ['too small', folder('/dev/shm', 8)],
    ['not there', folder('/dev/shm', 0, { isWritable: false })],
  ])('is another one where the first is %s', (_, first) => {
    expect(choose(first, folder('/tmp', 900))).toMatchObject({ directory: '/tmp', failure: null });
  });

  it('is the largest where none has all the room, which is told', () => {
    const found = choose(folder('/dev/shm', 40), folder('/tmp', 50));
    expect(found).toMatchObject({ directory: '/tmp', isNone: false });
    expect(found.failure).toMatchObject({ code: 'disk-full', record: 'u1' });
    expect(found.failure?.message).toContain('uml1 may end while it runs');
    expect(found.failure?.message).toContain('/dev/shm has only 40 MiB free');
  });

  it.each<[string, FolderFacts[]]>([
    [
      '/dev/shm is mounted noexec',
      [folder('/dev/shm', 900, { isNoexec: true }), folder('/tmp', 900, { isNoexec: true })],
    ],
    ['/dev/shm has only 8 MiB free', [folder('/dev/shm', 8), folder('/tmp', 4)]],
    ['/dev/shm cannot be written to', [folder('/dev/shm', 0, { isWritable: false })]],
  ])('is none where %s and no other will do', (why, folders) => {
    const { isNone, failure } = choose(...folders);
    expect(isNone).toBe(true);
    expect(failure?.message).toContain(why);
    expect(failure?.next).toContain('TMPDIR');
  });
});

describe('mount options', () => {
  const mounts = [
    '22 1 254:0 / / rw,relatime - ext4 /dev/vda rw',
    '30 22 0:25 / /dev/shm rw,nosuid - tmpfs tmpfs rw',
    '31 22 0:26 / /home rw,noexec - ext4 /dev/vdb rw',
    '32 31 0:27 / /home/a\\040b rw - ext4 /dev/vdc rw',
    '33 30 0:28 / /dev/shm rw,noexec - tmpfs tmpfs rw',
  ].join('\n');

  it.each([
    ['/tmp', false],
    ['/home/me/x', true],
    ['/homes', false],
    ['/home/a b/c', false],
    // The mount that was made last covers the one below it.
    ['/dev/shm', true],
  ])('are those of the file system that holds %s', (path, isNoexec) => {
    expect(mountOptions(mounts, path).includes('noexec')).toBe(isNoexec);
  });
});
