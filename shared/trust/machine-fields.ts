/** What each field of a machine can do on the computer that runs it. See document-fields.ts. */

import type { HostNode, QemuNode, UmlNode, VboxNode } from '../document/topology';
import { pasteable } from '../text/shell-quote';
import { cardFields, pathRule, placedFields, startFields } from './common-rules';
import type { FieldTable, Wish } from './field-table';
import { umlArguments } from './uml-arguments';

const direct = 'as the disk itself, which the machine changes';
const base = 'as the base of the machine’s disk; it stays as it is';

function imageRequest(image: string, access: 'overlay' | 'direct'): Wish[] {
  if (image === '') return [];
  return access === 'direct'
    ? [{ effect: 'writes', what: image, how: direct }]
    : [{ effect: 'reads', what: image, how: base }];
}

/** What a guest's kernel is told can be an order to change a disk of this computer. */
function ordersRequest(append: string, written: readonly string[]): Wish[] {
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

function writtenBy({ disks, arguments: own }: QemuNode): string[] {
  const images = disks.filter(({ access }) => access === 'direct').map(({ image }) => image);
  return own.length === 0 ? images : [...images, 'what its arguments name'];
}

/** A command as a shell would be given it: then words with blanks in them show as one. */
function commandRequest(words: readonly string[], how: string, program = ''): Wish[] {
  // Empty words count as well: QEMU takes one for a disk, and gives up its sandbox for any.
  if (words.length === 0) return [];
  const what = pasteable(program === '' ? words : [program, ...words]);
  return [{ effect: 'runs', what, how }];
}

function scriptRequest(script: string): Wish[] {
  if (script.trim() === '') return [];
  return [{ effect: 'runs', what: script, how: 'as a start script, with all your files' }];
}

export const qemuFields: FieldTable<QemuNode> = {
  ...placedFields,
  architecture: 'harmless',
  firmware: 'harmless',
  memory: 'harmless',
  cpus: 'harmless',
  cpuLimit: 'harmless',
  cdrom: pathRule('reads', 'as the CD of the machine'),
  disks: {
    each: {
      image: {
        can: ['reads', 'writes'],
        wishes: (image, { access }) => imageRequest(image, access),
      },
      interface: 'harmless',
      access: { with: 'image' },
    },
  },
  kernel: pathRule('reads', 'as the guest’s kernel'),
  initrd: pathRule('reads', 'as the guest’s initial ramdisk'),
  append: {
    can: ['runs', 'writes'],
    wishes: (append, _, node) => ordersRequest(append, writtenBy(node)),
  },
  accel: 'harmless',
  display: 'harmless',
  arguments: {
    can: ['runs'],
    wishes: (words) =>
      commandRequest(words, 'as options of QEMU, which can run programs and use any file', 'qemu'),
  },
  cards: { each: { mac: 'harmless', model: 'harmless' } },
  start: startFields,
};

export const umlFields: FieldTable<UmlNode> = {
  ...placedFields,
  kernel: {
    can: ['runs'],
    wishes: (path) =>
      path === ''
        ? []
        : [
            {
              effect: 'runs',
              what: path,
              how: 'as the kernel, a program of this computer',
              isProgram: true,
            },
          ],
  },
  memory: 'harmless',
  cpuLimit: 'harmless',
  rootfs: { can: ['reads', 'writes'], wishes: (image, { access }) => imageRequest(image, access) },
  access: { with: 'rootfs' },
  initrd: pathRule('reads', 'as the guest’s initial ramdisk'),
  append: {
    can: ['runs', 'writes', 'reads', 'reaches'],
    wishes: (append, { rootfs, access }) => {
      const { guest, own } = umlArguments(append);
      const written = access === 'direct' && rootfs !== '' ? [rootfs] : [];
      return [...own, ...ordersRequest(guest.join(' '), written)];
    },
  },
  // From that folder a guest can go up: User-Mode Linux does not confine it.
  modules: pathRule('writes', 'as a folder for the guest, which can get at all your files by it'),
  cards: cardFields,
  start: startFields,
};

export const vboxFields: FieldTable<VboxNode> = {
  ...placedFields,
  machine: {
    can: ['runs'],
    wishes: (uuid, { machineName }) => [
      {
        effect: 'runs',
        what: uuid,
        how: `as your VirtualBox machine of that number, which the lab calls “${machineName}”; its cards are borrowed`,
      },
    ],
  },
  machineName: 'text',
  cards: { each: { mac: 'harmless', adapter: 'harmless' } },
  start: startFields,
};

export const hostFields: FieldTable<HostNode> = {
  ...placedFields,
  command: {
    can: ['runs'],
    wishes: (words) => commandRequest(words, 'as its program, with all your files'),
  },
  script: { can: ['runs'], wishes: scriptRequest },
  resolvConf: 'text',
  cpuLimit: 'harmless',
  memoryLimit: 'harmless',
  cards: cardFields,
  start: startFields,
};
