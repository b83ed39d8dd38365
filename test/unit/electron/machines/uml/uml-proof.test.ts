import { describe, expect, it } from 'vitest';
import { firstProcessDisk } from '../../../../../electron/machines/uml/first-process';
import { factsOfCpuinfo } from '../../../../../electron/machines/uml/processor';
import { umlFailure } from '../../../../../electron/machines/uml/uml-causes';
import { judge } from '../../../../../electron/machines/uml/uml-proof';

const cpuinfo = (flags: string) =>
  `processor\t: 0\nvendor_id\t: GenuineIntel\nmodel\t\t: 143\ncpu MHz\t\t: 2000.0\nflags\t\t: ${flags}\n\nprocessor\t: 1\n`;
const amx = factsOfCpuinfo(cpuinfo('fpu amx_bf16 avx512f amx_tile amx_int8'));
const plain = factsOfCpuinfo(cpuinfo('fpu avx2'));
const ended = (stdout: string, stderr = '') => ({ code: null, stdout, stderr, timedOut: false });

describe('the processor', () => {
  it('is known by its make and flags, not by what changes all the time', () => {
    expect(amx.hasAmx).toBe(true);
    expect(plain.hasAmx).toBe(false);
    expect(amx.identity).not.toBe(plain.identity);
    const faster = cpuinfo('fpu avx2').replace('2000.0', '3100.5');
    expect(factsOfCpuinfo(faster)).toEqual(plain);
    expect(factsOfCpuinfo(cpuinfo('fpu amx_tile_of_another_name')).hasAmx).toBe(false);
  });
});

describe('the proof of a kernel', () => {
  it('is yes when the first process printed its word', () => {
    const printed = 'Linux version 7.2\nvdelab: a first process runs\nreboot: System halted';
    expect(judge(ended(printed), amx)).toEqual({ runs: true, reason: '', detail: '' });
  });

  it('is no when the kernel ended before, with why', () => {
    const panic = 'Kernel panic - not syncing: Attempted to kill init! exitcode=0x0000000b';
    const registers = 'userspace - ptrace set fp regs failed, errno = 14';
    const onAmx = judge(ended(`Linux version 6.1\n${registers}\n${panic}\n more`), amx);
    expect(onAmx).toMatchObject({ runs: false, detail: `${registers}\n${panic}` });
    expect(onAmx?.reason).toMatch(/registers of this computer’s processor, which has AMX$/);
    const elsewhere = judge(ended(`Linux version 6.1\n${panic}`), plain);
    expect(elsewhere?.reason).toBe(
      'ends before its first process runs on this computer’s processor',
    );
    expect(elsewhere?.detail).toBe(panic);
    const newer = judge(ended(`Linux version 6.13.0\n${panic}`), amx);
    expect(newer?.reason).not.toContain('registers');
    const older = judge(ended(`Linux version 6.12.9\n${panic}`), amx);
    expect(older?.reason).toContain('registers');
    const silent = judge(ended('', 'linux.uml: some library is missing\n'), plain);
    expect(silent).toMatchObject({ runs: false, detail: 'linux.uml: some library is missing' });
  });

  it('is no when the first process could not fork', () => {
    const proof = judge(ended('Linux version 6.1\nvdelab: the first process cannot fork\n'), plain);
    expect(proof?.runs).toBe(false);
    expect(proof?.reason).toBe('cannot start a second process on this computer’s processor');
  });

  it('is not given by a kernel that took too long, or had no room for its memory', () => {
    const timedOut = { ...ended('Linux version 6.1'), timedOut: true };
    expect(judge(timedOut, amx)).toBeNull();
    const stdout = 'Kernel panic - not syncing: and it hangs';
    expect(judge({ ...timedOut, stdout }, amx)).toMatchObject({ runs: false, detail: stdout });
    expect(judge(ended('', 'write: No space left on device'), amx)).toBeNull();
  });

  it.each([
    'Checking PROT_EXEC mmap in /dev/shm...Operation not permitted\n/dev/shm must be not mounted noexec',
    '<3>Bus error - the host /dev/shm or /tmp mount likely just ran out of space\n<0>Kernel panic - not syncing: Kernel mode signal 7',
    'linux.uml: error while loading shared libraries: libx.so.1: cannot open shared object file: No such file',
  ])('is not given where this computer keeps any kernel from running: %s', (words) => {
    expect(judge(ended(`Linux version 6.1\n${words}`), amx)).toBeNull();
    expect(judge(ended('', words), plain)).toBeNull();
  });

  it('is asked for by a program of less than a page', () => {
    const disk = firstProcessDisk();
    expect(disk.length).toBeLessThan(1024);
    expect(disk.length % 4).toBe(0);
    expect(disk.subarray(0, 6).toString()).toBe('070701');
    expect(disk.includes('TRAILER!!!')).toBe(true);
  });
});

it('is told apart at the end of a machine as well', () => {
  const lastOutput =
    'userspace - ptrace set fp regs failed, errno = 14\nKernel panic - not syncing';
  const exit = { code: null, signal: 'SIGABRT', lastOutput };
  expect(umlFailure({ id: 'u1', name: 'uml1' }, exit)).toMatchObject({ code: 'kernel-unfit' });
});
