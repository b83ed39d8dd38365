import { describe, expect, it } from 'vitest';
import { qemuFailure } from '../../../electron/machines/qemu/qemu-failure';
import { umlFailure } from '../../../electron/machines/uml/uml-failure';

const node = { id: 'q1', name: 'alpine' };
const q = 'qemu-system-x86_64: ';

describe('qemuFailure', () => {
  it.each([
    ['Could not access KVM kernel module: Permission denied', 'kvm-unavailable', 'adduser'],
    [`${q}failed to initialize kvm: Operation not permitted`, 'kvm-unavailable', 'TCG'],
    [
      `${q}-drive file=x: Failed to get "write" lock\nIs another process using the image [x]?`,
      'file-exists',
      'Stop the other machine',
    ],
    [`${q}cannot set up guest memory 'pc.ram': Cannot allocate memory`, 'program-failed', 'memory'],
    [`${q}-device e1000: failed to find romfile "efi-e1000.rom"`, 'program-missing', 'ipxe-qemu'],
    [`${q}-netdev vde,id=vde0: Could not open vde: No such file`, 'program-failed', 'VDE'],
    ["qemu: could not open kernel file '/x'", 'image-missing', 'paths'],
    ['qemu: linux kernel too old to load a ram disk', 'image-missing', 'another image'],
    ['qemu: invalid kernel header', 'image-missing', 'another image'],
    [`${q}-drive file=x: Image is not in qcow2 format`, 'image-missing', 'another image'],
  ])('knows %s', (lastOutput, code, next) => {
    const failure = qemuFailure(node, { code: 1, signal: null, lastOutput });
    expect(failure.code).toBe(code);
    expect(failure.next).toContain(next);
    expect(failure.detail).toContain(lastOutput.split('\n')[0]);
    expect(failure.record).toBe('q1');
  });

  it('quotes what it does not know', () => {
    const failure = qemuFailure(node, { code: null, signal: 'SIGSEGV', lastOutput: 'a\nb\n' });
    expect(failure.message).toContain('SIGSEGV');
    expect(failure.detail).toBe('a\nb\n(SIGSEGV)');
  });
});

describe('umlFailure', () => {
  it('knows a kernel without a root', () => {
    const lastOutput =
      'Kernel panic - not syncing: VFS: Unable to mount root fs on unknown-block(98,0)';
    const failure = umlFailure(node, { code: 134, signal: null, lastOutput });
    expect(failure).toMatchObject({ code: 'image-missing', record: 'q1' });
  });
});
