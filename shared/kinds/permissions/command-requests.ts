/** What machines ask for by their images, their commands and the words for their kernels. */
import { pasteable } from '../../text/shell-quote';
import type { Wish } from './field-table';

const direct = 'as the disk itself, which the machine changes';
const base = 'as the base of the machine’s disk; it stays as it is';

export function imageRequest(image: string, access: 'overlay' | 'direct'): Wish[] {
  if (image === '') return [];
  return access === 'direct'
    ? [{ effect: 'writes', what: image, how: direct }]
    : [{ effect: 'reads', what: image, how: base }];
}

/** What a guest's kernel is told can be an order to change a disk of this computer. */
export function ordersRequest(append: string, written: readonly string[]): Wish[] {
  if (append.trim() === '') return [];
  return written.length === 0
    ? [{ effect: 'runs', what: append, how: 'inside of the machine, as words for its kernel' }]
    : [
        {
          effect: 'writes',
          what: append,
          how: `to ${written.join(', ')}, by words for its kernel`,
        },
      ];
}

/** A command as a shell would be given it: then words with blanks in them show as one. */
export function commandRequest(words: readonly string[], how: string, program = ''): Wish[] {
  // Empty words count as well: QEMU takes one for a disk, and gives up its sandbox for any.
  if (words.length === 0) return [];
  const what = pasteable(program === '' ? words : [program, ...words]);
  return [{ effect: 'runs', what, how }];
}
