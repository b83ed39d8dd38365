/** What machines' last words mean. The lines are those of QEMU 7.2, Linux 6.1 and 7.2, and glibc 2.36. */
import { describe, expect, it } from 'vitest';
import {
  hostEndFailure,
  hostStartFailure,
} from '../../../../../electron/machines/host/host-causes';
import { qemuFailure } from '../../../../../electron/machines/qemu/qemu-causes';
import { umlFailure } from '../../../../../electron/machines/uml/uml-causes';
import type { HostNode } from '../../../../../shared/document/topology';
import { failureSchema } from '../../../../../shared/failure/failure';
import { startAtOnce } from '../../../../../shared/kinds/fields/node-fields';

const node = { id: 'q1', name: 'alpine', memory: 512 };
const q = 'qemu-system-x86_64: ';
const failed = (lastOutput: string) => ({ code: 1, signal: null, lastOutput });

/** Output, the code, what the sentence and the next step say, the line, and the remedy. */
type Case = [
  output: string,
  code: string,
  because: string,
  next: string,
  said: string,
  remedy?: object,
];

const tcg = { do: 'set-accelerator', accel: 'tcg' };
const overlays = { do: 'use-overlays' };
const memory = (mebibytes: number) => ({ do: 'set-memory', mebibytes });

const qemuEnds: Case[] = [
  [
    'Could not access KVM kernel module: Permission denied\nqemu: failed to initialize kvm',
    ...(['kvm-unavailable', 'you may not use KVM', 'adduser', 'Could not access KVM'] as const),
    tcg,
  ],
  [
    `${q}error: failed to set MSR 0x10a to 0x69\n${q}../../target/i386/kvm/kvm.c:3183: kvm_buf_set_msrs: Assertion`,
    ...(['kvm-unavailable', 'KVM does not work', 'TCG', 'failed to set MSR 0x10a'] as const),
    tcg,
  ],
  [
    'ioctl(KVM_CREATE_VM) failed: 16 Device or resource busy',
    ...(['kvm-unavailable', 'VirtualBox', 'Stop that program', 'KVM_CREATE_VM'] as const),
    tcg,
  ],
  [
    `${q}CPU model 'host' requires KVM or HVF`,
    ...(['kvm-unavailable', 'needs KVM', '-cpu host', "CPU model 'host'"] as const),
  ],
  [
    `${q}unable to find CPU model 'nosuch'`,
    ...(['program-failed', 'no processor model nosuch', '-cpu help', 'unable to find'] as const),
  ],
  [
    `${q}unsupported machine type\nUse -machine help to list supported machines`,
    ...(['program-failed', 'does not know the board', '-machine help', 'unsupported'] as const),
  ],
  [
    `${q}Invalid SMP CPUs 300. The max CPUs supported by machine 'pc-i440fx-7.2' is 255`,
    ...([
      'program-failed',
      'at most 255 processors',
      '255 processors or fewer',
      'Invalid',
    ] as const),
  ],
  [
    `${q}-device nosuch: 'nosuch' is not a valid device model name`,
    ...(['program-failed', 'no device nosuch', 'other card models', "'nosuch' is not"] as const),
  ],
  [
    `${q}-drive file=x: Failed to get "write" lock\nIs another process using the image [x]?`,
    ...(['image-busy', 'another machine', 'Stop the other machine', 'Failed to get'] as const),
    overlays,
  ],
  [
    `${q}-vnc 127.0.0.1:77: Failed to find an available port: Address already in use`,
    ...(['address-in-use', 'its argument -vnc', 'another address', 'available port'] as const),
  ],
  [
    `${q}-netdev user,id=n: Could not set up host forwarding rule 'tcp:127.0.0.1:5977-:22'`,
    ...(['address-in-use', 'tcp:127.0.0.1:5977-:22', 'another port', 'forwarding rule'] as const),
  ],
  [
    `qemu: module ui-ui-gtk not found\n${q}Display 'gtk' is not available.`,
    ...(['program-missing', 'a window of its own', 'opens in a tab', 'module ui-ui-gtk'] as const),
  ],
  [
    `${q}cannot set up guest memory 'pc.ram': Cannot allocate memory`,
    ...(['memory-short', 'too little memory', 'less memory', 'pc.ram'] as const),
    memory(256),
  ],
  [
    `${q}-device e1000: failed to find romfile "efi-e1000.rom"`,
    ...(['program-missing', 'firmware', 'ipxe-qemu', 'romfile'] as const),
  ],
  [
    `${q}-netdev vde,id=vde0: Could not open vde: No such file`,
    ...(['program-failed', 'network card', 'VDE', 'Could not open vde'] as const),
  ],
  [
    "qemu: could not open kernel file '/x': No such file or directory",
    ...(['image-missing', 'cannot be opened', 'paths', 'kernel file'] as const),
  ],
  [
    'qemu: linux kernel too old to load a ram disk',
    ...(['image-missing', 'does not know', 'another image', 'too old'] as const),
  ],
  [
    'qemu: invalid kernel header',
    ...(['image-missing', 'no kernel for this processor', 'another kernel', 'invalid'] as const),
  ],
  [
    `${q}-drive file=x: Image is not in qcow2 format`,
    ...(['image-missing', 'no qcow2 disk', 'another image', 'not in qcow2'] as const),
  ],
  [
    `${q}error while loading shared libraries: libvdeplug.so.2: cannot open shared object file: No such file or directory`,
    ...(['program-missing', 'the library libvdeplug.so.2', 'libvdeplug2', 'libvdeplug'] as const),
  ],
  [`${q}-nosuch: invalid option`, 'program-failed', 'arguments', 'each word', 'invalid option'],
];

const VFS = 'Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(98,0)';
const um = (...lines: string[]) => lines.join('\r\n');

const umlEnds: Case[] = [
  [um('Stack:', VFS), 'image-missing', 'no root file system', 'initrd', VFS],
  [
    um('Initramfs unpacking failed: invalid magic at start of compressed archive', VFS),
    ...(['image-missing', 'initrd', 'another initrd', 'Initramfs unpacking failed'] as const),
  ],
  [
    um('check access for rdinit=/nowhere failed: -2, ignoring', VFS),
    ...(['image-missing', 'no program /nowhere', 'rdinit=/init', 'check access'] as const),
  ],
  [
    um(
      'Failed to execute /init (error -8)',
      'Kernel panic - not syncing: No working init found.  Try passing init= option to kernel.',
    ),
    ...(['image-missing', 'made for another processor', 'processor', '/init (error -8)'] as const),
  ],
  [
    'Kernel panic - not syncing: No working init found.  Try passing init= option to kernel.',
    ...(['image-missing', 'no program to start first', 'init=/bin/sh', 'No working init'] as const),
  ],
  [
    '[    1.2] Kernel panic - not syncing: Attempted to kill init! exitcode=0x00007f00',
    ...([
      'guest-failed',
      'was not found',
      'another root',
      'Kernel panic - not syncing: A',
    ] as const),
  ],
  [
    'Kernel panic - not syncing: Attempted to kill init! exitcode=0x00000004',
    ...(['guest-failed', 'an instruction', 'another root', 'exitcode=0x00000004'] as const),
  ],
  [
    um(
      'userspace - ptrace set fp regs failed, errno = 14',
      'Kernel panic - not syncing: Attempted to kill init! exitcode=0x0000000b',
    ),
    ...(['kernel-unfit', 'registers', 'Linux 6.13', 'set fp regs failed'] as const),
    { do: 'take-uml-kernel' },
  ],
  [
    'Too few physical memory! Needed=20971520, given=16777216',
    ...(['memory-short', 'too little memory', 'more memory', 'Too few physical'] as const),
    memory(1024),
  ],
  [
    '<0>Kernel panic - not syncing: Failed to allocate 17235968 bytes for node 0 memory map',
    ...(['memory-short', 'too little memory', 'more memory', 'Failed to allocate'] as const),
    memory(1024),
  ],
  [
    'Kernel panic - not syncing: uml_load_file: Failed to allocate 2021888 bytes',
    ...(['memory-short', 'too little memory', 'more memory', 'uml_load_file'] as const),
    memory(1024),
  ],
  [
    'Kernel panic - not syncing: uml_load_file: Failed to allocate 0x00000000001eda00 bytes',
    ...(['memory-short', 'too little memory', 'more memory', 'uml_load_file'] as const),
    memory(1024),
  ],
  [
    'Kernel panic - not syncing: System is deadlocked on memory',
    ...(['memory-short', 'too little memory', 'more memory', 'deadlocked'] as const),
    memory(1024),
  ],
  [
    um(
      'Checking PROT_EXEC mmap in /dev/shm...Operation not permitted',
      '/dev/shm must be not mounted noexec',
    ),
    ...(['permission', '/dev/shm', 'TMPDIR', '/dev/shm must be not mounted noexec'] as const),
  ],
  [
    um(
      '<3>Bus error - the host /dev/shm or /tmp mount likely just ran out of space',
      '<0>Kernel panic - not syncing: Kernel mode signal 7',
      '<4>CPU: 0 PID: 0 Comm: swapper Not tainted 6.1.176 #1',
    ),
    ...(['disk-full', '/dev/shm or /tmp', 'TMPDIR', 'Bus error - the host'] as const),
  ],
  [
    'F_SETLK failed, file already locked by pid 7',
    ...(['image-busy', 'another machine', 'Stop the other', 'F_SETLK'] as const),
    overlays,
  ],
  [
    '/tmp/linux: error while loading shared libraries: libpcap.so.0.8: cannot open shared object file: No such file or directory',
    ...(['program-missing', 'libpcap.so.0.8', 'apt-get install libpcap0.8', 'libpcap'] as const),
  ],
  [
    "/tmp/linux: /lib/x86_64-linux-gnu/libc.so.6: version `GLIBC_2.38' not found (required by /tmp/linux)",
    ...(['program-missing', 'newer system', 'made for this system', 'GLIBC_2.38'] as const),
  ],
  [
    'vdelab/c1: 1: exec: /tmp/linux: Permission denied',
    ...(['permission', 'noexec', 'chmod +x /tmp/linux', 'exec: /tmp/linux'] as const),
  ],
  [
    'vdelab/c1: 1: exec: /tmp/linux: not found',
    ...(['program-missing', 'interpreter', 'another program', 'exec: /tmp/linux'] as const),
  ],
];

describe.each([
  ['QEMU', qemuFailure, qemuEnds],
  ['User-Mode Linux', umlFailure, umlEnds],
] as const)('the end of %s', (_, failureOf, ends) => {
  it.each(ends)('is known by %s', (output, code, because, next, said, remedy) => {
    const failure = failureSchema.parse(failureOf(node, failed(output)));
    expect(failure).toMatchObject({ code, record: 'q1' });
    expect(failure.message).toMatch(/^alpine ended because .*\.$/);
    expect(failure.message).toContain(because);
    expect(failure.next).toContain(next);
    expect(failure.said).toContain(said);
    expect(failure.detail).toContain(failure.said);
    expect(failure.remedy).toEqual(remedy);
  });

  it('quotes what it does not know', () => {
    const failure = failureOf(node, { code: null, signal: 'SIGSEGV', lastOutput: 'a\nb\n' });
    expect(failure.message).toContain('crashed with SIGSEGV');
    expect(failure.detail).toBe('a\nb\n(SIGSEGV)');
    expect(failure).not.toHaveProperty('said');
  });

  it('is told to be a want of memory where the kernel killed it for that', () => {
    const exit = { code: null, signal: 'SIGKILL', lastOutput: 'booting', outOfMemory: true };
    const failure = failureOf(node, exit);
    expect(failure).toMatchObject({ code: 'memory-short', remedy: memory(256) });
    expect(failure.message).toContain('this computer ran out of memory');
    const other = failureOf(node, { ...exit, outOfMemory: false });
    expect(other.message).toContain('was killed by another program');
  });
});

describe('the detail of a crash', () => {
  it('has the lines around the one that says so, without registers and calls', () => {
    const output = [
      'Please append a correct "root=" boot option; here are the available partitions:',
      VFS,
      'CPU: 0 PID: 1 Comm: swapper Not tainted 6.1.176 #1 ',
      'Stack:',
      ' 606944ba 607e7fcd 75c37980 6067bb96',
      'Call Trace:',
      ' [<606944ba>] ? _printk+0x0/0x94',
      '[    1.695105]  dump_stack_lvl+0x44/0x5c',
      'RIP: 0033:0x40045d',
      'RAX: 0000000000000000 RBX: 0000000000000000',
      'Aborted',
    ];
    const { detail, said } = umlFailure(node, {
      code: 134,
      signal: null,
      lastOutput: output.join('\r\n'),
    });
    expect(said).toBe(VFS);
    expect(detail).toBe(`${output[0]}\n${VFS}\n(exit code 134)`);
  });

  it('shows nothing that cannot be seen', () => {
    const { said } = umlFailure(node, failed(`\u001b[31m[  1.2] ${VFS}\u001b[0m \u202e`));
    expect(said).toBe(`${VFS} \\u202e`);
  });
});

const host: HostNode = {
  ...{ id: 'h1', kind: 'host', name: 'host1', x: 0, y: 0, command: ['server'], script: '' },
  ...{ resolvConf: '', cpuLimit: 0, memoryLimit: 64, start: startAtOnce },
  cards: [{ mac: '02:00:00:00:00:01' }],
};

describe('the end of a namespace host', () => {
  it('names the limit of memory that killed its program, and offers more', () => {
    const exit = { code: 137, signal: null, lastOutput: 'Killed', outOfMemory: true };
    const failure = hostEndFailure(host, 137, exit);
    expect(failure).toMatchObject({ code: 'memory-short', remedy: { mebibytes: 128 } });
    expect(failure.message).toContain('more than the 64 MiB');
    expect(hostEndFailure({ ...host, memoryLimit: 0 }, 137, exit).message).toContain(
      'this computer ran out of memory',
    );
    expect(hostEndFailure(host, 1, exit).code).toBe('program-failed');
  });

  it('names the library that its program lacks', () => {
    const lastOutput =
      'server: error while loading shared libraries: libx.so.1: cannot open shared object file: No such file or directory';
    const failure = hostEndFailure(host, 127, { code: 127, signal: null, lastOutput });
    expect(failure.message).toContain('the library libx.so.1 is not installed');
    expect(failure.said).toBe(lastOutput);
  });

  it('knows namespaces that are forbidden', () => {
    const failure = hostStartFailure(
      host,
      failed('unshare: unshare failed: Operation not permitted'),
    );
    expect(failure).toMatchObject({ code: 'permission', said: expect.stringContaining('unshare') });
    expect(failure.next).toContain('unprivileged_userns_clone');
  });
});
