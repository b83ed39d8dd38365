import { describe, expect, it } from 'vitest';
import { hasWritableDisk } from '../../../../../electron/machines/uml/uml-halt';

const MOUNTS = `
rootfs / rootfs rw 0 0
proc /proc proc rw,relatime 0 0
/dev/ubda /m ext2 OPTIONS 0 0
`;

describe('A guest’s mounts', () => {
  it.each([
    ['rw,relatime,errors=continue', true],
    ['ro,relatime,errors=continue', false],
    ['ro,relatime,name=rw', false],
  ])('are looked through for a writable disk: %s', (options, expected) => {
    expect(hasWritableDisk(MOUNTS.replace('OPTIONS', options))).toBe(expected);
  });

  it.each(['', '\n', '/dev/ubda', 'rootfs / rootfs rw 0 0\n'])('may have no disk: %j', (mounts) => {
    expect(hasWritableDisk(mounts)).toBe(false);
  });
});
