import { execFileSync } from 'node:child_process';
import { expect, it } from 'vitest';
import { pasteable, withCommand } from '../../../../shared/text/shell-quote';

it('gives a shell the very words back', () => {
  const words = ['qemu', '-name', 'guest=a b', "it's", '$HOME;`id`', '', 'x\ny', '-m', '128M'];
  expect(pasteable(['qemu', '-m', '128M'])).toBe('qemu -m 128M');
  const script = `printf '%s\\0' ${pasteable(words)}`;
  const printed = execFileSync('/bin/sh', ['-c', script], { encoding: 'utf8' });
  expect(printed.split('\0').slice(0, -1)).toEqual(words);
});

it.each([
  ['/tmp/x', 'Do so: `chmod +x /tmp/x`.'],
  ['/tmp/x; id', "Do so: `chmod +x '/tmp/x; id'`."],
  // The window shows what stands between backquotes with a button that copies it.
  ['/tmp/x` or `id', 'Do so.'],
  ['/tmp/x\u202e', 'Do so.'],
])('gives a command with %s to be copied, or none', (path, sentence) => {
  expect(withCommand('Do so', ['chmod', '+x', path])).toBe(sentence);
});
