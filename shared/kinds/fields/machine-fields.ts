/** The fields that several kinds of machines have. */
import { z } from 'zod';
import { field } from './field';
import { lineOfText, mac, path } from './node-fields';

export const MAX_CARDS = 8;

const cardSchema = z.object({ mac });

/** What stands before the list of network cards. */
export const cardsForm = { label: 'Network cards', section: 'network', editor: 'cards' } as const;

/** Network cards of machines that have at least one. */
export const someCards = field(z.array(cardSchema).min(1).max(MAX_CARDS), cardsForm);
export const anyCards = field(z.array(cardSchema).max(MAX_CARDS), cardsForm);

/** Memory in MiB. */
export const memory = (max: number) =>
  field(z.number().int().min(16).max(max), { label: 'Memory', section: 'hardware', unit: 'MiB' });

/** Most of a processor's time that the machine may take, in percent of one; 0 for no limit. */
export const cpuLimit = field(z.number().int().min(0).max(6400), {
  label: 'CPU limit',
  section: 'advanced',
  unit: '%',
  hint: 'Of one processor of this computer: 50 is half of one, 0 is no limit.',
});

/**
 * `overlay`: the machine writes to its own copy-on-write file and the image is never changed.
 * `direct`: it writes to the image itself, which nobody else may use meanwhile.
 */
export const diskAccess = z.enum(['overlay', 'direct']);

export const initrd = field(path, {
  label: 'Initial ramdisk',
  section: 'boot',
  image: { choose: 'Choose an initial ramdisk', images: ['initrd'], extensions: [] },
});

export const append = field(lineOfText(2000), {
  label: 'Kernel command line',
  section: 'boot',
  mono: true,
  hint: 'Given to the kernel beside what Vdelab adds.',
});
