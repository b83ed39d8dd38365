import { expect, test } from 'vitest';
import { prefersScreen } from '../../../../../renderer/consoles/tabs/machine-console';
import type { QemuNode } from '../../../../../shared/document/topology';
import { plainQemu } from '../../../../../shared/kinds/qemu';

const node: QemuNode = {
  id: 'vm1',
  kind: 'qemu',
  name: 'vm1',
  x: 0,
  y: 0,
  ...plainQemu,
  memory: 256,
  cpus: 1,
  cdrom: '',
  disks: [],
  kernel: '/vmlinuz',
  initrd: '',
  append: '',
  accel: 'auto',
  cards: [],
};

test('a kernel that is told a line speaks on it', () => {
  for (const line of ['ttyS0', 'ttyS0,115200', 'ttyAMA0', 'hvc0'])
    expect([
      line,
      prefersScreen({ ...node, append: `root=/dev/sda console=${line} quiet` }),
    ]).toEqual([line, false]);
});

test('all else is taken to speak on the screen', () => {
  for (const append of ['', 'quiet', 'console=tty0', 'netconsole=ttyS0'])
    expect([append, prefersScreen({ ...node, append })]).toEqual([append, true]);
  expect(prefersScreen({ ...node, kernel: '', cdrom: '/a.iso' })).toBe(true);
});

test('without a graphics card there is only the console', () => {
  expect(prefersScreen({ ...node, display: 'none' })).toBe(false);
});
