/** User-Mode Linux machines: kernels that run as programs of this computer. */
import { z } from 'zod';
import type { Finding } from '../failure/finding';
import { cardPrefixOf } from './card-names';
import { defineKind, machine, unlessNamed } from './definition';
import { field } from './fields/field';
import { anyCards, append, cpuLimit, diskAccess, initrd, memory } from './fields/machine-fields';
import { path, placed, startAtOnce, startSchema } from './fields/node-fields';
import { imageRequest, ordersRequest } from './permissions/command-requests';
import { cardFields, pathRule, placedFields, startFields } from './permissions/common-rules';
import { umlArguments } from './permissions/uml-arguments';

const schema = z.object({
  ...placed,
  kind: z.literal('uml'),
  /** The User-Mode Linux binary; empty for `linux.uml` of the PATH. */
  kernel: field(path, {
    label: 'Kernel',
    section: 'boot',
    placeholder: 'linux.uml',
    // A User-Mode Linux kernel is a program.
    image: {
      choose: 'Choose a User-Mode Linux kernel',
      images: ['kernel'],
      formats: ['elf'],
      extensions: [],
    },
    below: 'umlKernel',
  }),
  memory: memory(65_536),
  cpuLimit,
  /** Root file system image for `ubd0`; may be empty with an initrd. */
  rootfs: field(path, {
    label: 'Root file system',
    section: 'boot',
    placeholder: 'None',
    image: {
      choose: 'Choose a root file system image',
      images: ['rootfs', 'disk'],
      extensions: [],
    },
    hint: 'Used as ubd0.',
  }),
  access: field(diskAccess, {
    label: 'Disk writes',
    section: 'boot',
    options: { overlay: 'To an overlay: the image is kept', direct: 'To the image itself' },
  }),
  initrd,
  append,
  /** Directory with the kernel's modules, as it is below /lib/modules; empty for none. */
  modules: field(path, {
    label: 'Kernel modules',
    section: 'advanced',
    mono: true,
    placeholder: '/usr/lib/uml/modules',
    hint: 'Folder with the modules of its kernel’s version. In the guest: mount -t hostfs none /lib/modules',
  }),
  cards: anyCards,
  start: startSchema,
});

type UmlNode = z.infer<typeof schema>;

/** A User-Mode Linux machine that keeps its root file system image unchanged. */
export const plainUml = {
  cpuLimit: 0,
  access: 'overlay',
  modules: '',
  start: startAtOnce,
} as const;

/**
 * In MiB. While it tests its ciphers at boot, Linux 6.1 has as many threads as 64 MiB allow: in one of ten boots
 * the first process could not fork. With 96 MiB it always could.
 */
const ENOUGH_MEMORY = 96;

/** The findings that concern one machine by itself. */
function findings(node: UmlNode): Finding[] {
  const findings = spellingFindings(node);
  if (node.memory < ENOUGH_MEMORY) {
    findings.push({
      severity: 'warning',
      record: node.id,
      field: 'memory',
      message: `${node.name} has ${node.memory} MiB of memory, with which some kernels cannot start their first programs.`,
      next: 'Give it 128 MiB.',
      remedy: { do: 'set-memory', mebibytes: 128 },
    });
  }
  if (node.rootfs === '' && node.initrd === '') {
    findings.push({
      severity: 'warning',
      record: node.id,
      field: 'rootfs',
      message: `${node.name} has nothing to boot from.`,
      next: `Choose a root file system image or an initrd in the inspector of ${node.name}.`,
    });
  }
  return findings;
}

/** What keeps a path from being one word of a UML kernel's command line, in words. */
export const UNUSABLE_IN_UML = 'a blank, comma, colon, quotation mark or a letter like à';

/**
 * Whether UML can take the path in an option: it splits at commas, colons and blanks, unescapably, and a quote
 * would take in the options behind it. To the kernel the byte 0xa0, which is a part of letters such as à, is a
 * blank too: what follows would be an option of its own.
 */
export function isPathForUml(path: string): boolean {
  return !/[\s,:"]/.test(path) && !new TextEncoder().encode(path).includes(0xa0);
}

function spellingFindings(node: UmlNode): Finding[] {
  const paths = [
    { field: 'rootfs', path: node.rootfs },
    { field: 'initrd', path: node.initrd },
    { field: 'modules', path: node.modules },
  ];
  return paths
    .filter(({ path }) => !isPathForUml(path))
    .map(({ field, path }) => ({
      severity: 'error',
      record: node.id,
      field,
      message: `User-Mode Linux cannot use a path with ${UNUSABLE_IN_UML}, as ${node.name} has: ${path}`,
      next: 'Rename the file or move it, and choose it again.',
    }));
}

export const umlKind = defineKind({
  schema,
  ...machine,
  portLabel: ({ kernel }, port) => `${cardPrefixOf(kernel)}${port}`,
  needs: ({ kernel }) => [
    ...(kernel === '' ? ['user-mode-linux', 'uml-kernel'] : []),
    'uml-memory',
  ],
  images: ({ rootfs, access }) =>
    rootfs === '' ? [] : [{ field: 'rootfs', image: rootfs, writes: access === 'direct' }],
  findings,
  notRunning: unlessNamed,
  permissions: {
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
    rootfs: {
      can: ['reads', 'writes'],
      wishes: (image, { access }) => imageRequest(image, access),
    },
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
  },
});
