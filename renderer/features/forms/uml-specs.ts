/** The fields of User-Mode Linux machines. */
import { cards, type FieldSpec, name, oneLine } from './field-spec';
import { append, initrd, memory, processorTime } from './machine-specs';

export const umlSpecs: readonly FieldSpec[] = [
  name,
  {
    type: 'path',
    field: 'kernel',
    label: 'Kernel',
    choose: 'Choose a User-Mode Linux kernel',
    images: ['kernel'],
    // A User-Mode Linux kernel is a program.
    formats: ['elf'],
    extensions: [],
    placeholder: 'linux.uml',
    wrong: oneLine,
  },
  { type: 'umlKernel', field: 'kernelWords', label: 'What the kernel can do' },
  memory(65_536),
  processorTime,
  {
    type: 'path',
    field: 'rootfs',
    label: 'Root file system',
    choose: 'Choose a root file system image',
    images: ['rootfs', 'disk'],
    extensions: [],
    placeholder: 'None',
    help: 'Used as ubd0.',
    wrong: oneLine,
  },
  {
    type: 'select',
    field: 'access',
    label: 'Disk writes',
    options: [
      { value: 'overlay', label: 'To an overlay: the image is kept' },
      { value: 'direct', label: 'To the image itself' },
    ],
  },
  initrd,
  append,
  {
    type: 'text',
    field: 'modules',
    label: 'Kernel modules',
    mono: true,
    placeholder: '/usr/lib/uml/modules',
    help: 'Folder with the modules of its kernel’s version. In the guest: mount -t hostfs none /lib/modules',
    wrong: oneLine,
  },
  cards,
];
