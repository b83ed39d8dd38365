/** What QEMU's last words mean, and the failure that comes of them. */
import type { Failure } from '../../../shared/failure/failure';
import type { ChildExit } from '../../supervisor/supervised-child';
import type { Cause, Machine } from '../diagnosis/cause';
import { fileCauses, resourceCauses } from '../diagnosis/computer-causes';
import { endFailure } from '../diagnosis/machine-end';
import { lessMemory } from '../diagnosis/memory-remedy';

const withoutKvm = () => ({ do: 'set-accelerator', accel: 'tcg' }) as const;
const ARGUMENTS =
  'Check the extra arguments in the inspector; each word stands on a line of its own.';

const kvmCauses: readonly Cause[] = [
  {
    said: /kvm.*permission denied|permission denied.*\/dev\/kvm/i,
    code: 'kvm-unavailable',
    because: 'you may not use KVM',
    next: 'Join the group that owns it, `sudo adduser $USER kvm`, and log in again; or set the accelerator to TCG.',
    remedy: withoutKvm,
  },
  {
    said: /KVM_CREATE_VM.*busy|kvm.*device or resource busy/i,
    code: 'kvm-unavailable',
    because: 'another program, like VirtualBox, holds the processor’s virtualisation',
    next: 'Stop that program’s machines, or set the accelerator to TCG.',
    remedy: withoutKvm,
  },
  {
    said: /CPU model 'host' requires KVM/,
    code: 'kvm-unavailable',
    because: 'the processor model “host” needs KVM, which it does not run on',
    next: 'Take `-cpu host` out of its extra arguments.',
  },
  {
    said: /kvm_buf_set_msrs|failed to set MSR|failed to initialize kvm|invalid accelerator kvm|\/dev\/kvm|KVM: entry failed|kvm run failed|KVM internal error/i,
    code: 'kvm-unavailable',
    because: 'KVM does not work on this computer',
    next: 'Set the accelerator of the machine to TCG; it is slower and works everywhere.',
    remedy: withoutKvm,
  },
];

const boardCauses: readonly Cause[] = [
  {
    said: /no '[\w-]+' bus found for device|'([\w-]+)' is not a valid device model name/i,
    code: 'program-failed',
    because: (said) =>
      said[1] === undefined
        ? 'its board has no place for one of its devices'
        : `this QEMU has no device ${said[1]} for its board`,
    next: 'Choose other card models, disk interfaces or another screen in the inspector.',
  },
  {
    said: /unable to find CPU model '([^']*)'/,
    code: 'program-failed',
    because: (said) => `this QEMU knows no processor model ${said[1]}`,
    next: 'Take the `-cpu` out of its extra arguments, or name another: `qemu-system-x86_64 -cpu help`.',
  },
  {
    said: /unsupported machine type/,
    code: 'program-failed',
    because: 'this QEMU does not know the board that its arguments name',
    next: 'Take the `-machine` out of its extra arguments, or name another: `qemu-system-x86_64 -machine help`.',
  },
  {
    said: /invalid SMP CPUs (\d+).*max CPUs supported.* is (\d+)|SMP CPUs requested \((\d+)\) exceeds max CPUs.*\((\d+)\)/i,
    code: 'program-failed',
    because: (said) => `its board takes at most ${said[2] ?? said[4]} processors`,
    next: (said) => `Give it ${said[2] ?? said[4]} processors or fewer in the inspector.`,
  },
  {
    said: /at most (\d+ ?[KMGT]i?B?) (?:of )?(?:RAM|memory)|memory size.*exceeds|too much memory for this machine|ram size.*(?:invalid|too large)/i,
    code: 'program-failed',
    because: 'its board does not take that much memory',
    next: 'Give the machine less memory in the inspector.',
    remedy: lessMemory,
  },
  {
    said: /failed to find romfile|could not load .*bios|vgabios/i,
    code: 'program-missing',
    because: 'QEMU’s firmware is not installed',
    next: 'Install it: `sudo apt-get install seabios ipxe-qemu`.',
  },
  {
    said: /Display '(\w+)' is not available|module ui-(?:ui-)?(\w+) not found|gtk initialization failed|could not initialize SDL/i,
    code: 'program-missing',
    because: 'this QEMU cannot open a window of its own here',
    next: 'Take the `-display` out of its extra arguments: its screen opens in a tab.',
  },
];

const resourcesInUse: readonly Cause[] = [
  {
    said: /failed to get "[a-z ]+" lock|is another process using the image/i,
    code: 'image-busy',
    because: 'another machine is using its disk',
    next: 'Stop the other machine; the same lab may be running in another window. Or let it write to an overlay.',
    remedy: () => ({ do: 'use-overlays' }),
  },
  {
    said: /could not set up host forwarding rule '([^']*)'/i,
    code: 'address-in-use',
    because: (said) => `the port of its forwarding rule ${said[1]} is taken`,
    next: 'End the program that listens there, or name another port in its extra arguments.',
  },
  {
    said: /(-\w+) \S*:? ?.*address already in use/i,
    code: 'address-in-use',
    because: (said) => `the address that its argument ${said[1]} names is taken`,
    next: 'End the program that listens there, or name another address in its extra arguments.',
  },
  {
    said: /cannot set up guest memory|cannot allocate memory/i,
    code: 'memory-short',
    because: 'this computer has too little memory for it',
    next: 'Give the machine less memory in the inspector, or stop another one.',
    remedy: lessMemory,
  },
];

const fileFormats: readonly Cause[] = [
  {
    said: /could not open vde|parameter 'type' expects a netdev|invalid.*'vde'/i,
    code: 'program-failed',
    because: 'QEMU could not connect its network card',
    next: 'Check that this QEMU was built with VDE, as Debian’s is, and start again.',
  },
  {
    said: /image is not in (\S+) format/i,
    code: 'image-missing',
    because: (said) => `one of its images is no ${said[1]} disk, or a damaged one`,
    next: 'Choose another image in the inspector; `qemu-img check IMAGE` tells whether it is damaged.',
  },
  {
    said: /could not open '([^']*)': permission denied/i,
    code: 'file-forbidden',
    because: (said) => `you may not open ${said[1]}`,
    next: (said) => `Give yourself the right: \`chmod u+rw ${said[1]}\`.`,
  },
  {
    said: /could not open '|could not open kernel file|could not load kernel|could not load initrd/i,
    code: 'image-missing',
    because: 'one of its images cannot be opened',
    next: 'Check the paths in the inspector and that you may read the files.',
  },
  {
    said: /invalid kernel header|error loading uncompressed kernel|couldn't find elf section|is not a valid kernel/i,
    code: 'image-missing',
    because: 'its kernel is no kernel for this processor',
    next: 'Choose another kernel in the inspector: for a PC one like vmlinuz, for the architecture that is set.',
  },
  {
    said: /not in .* format|kernel too old to load/i,
    code: 'image-missing',
    because: 'one of its images has a format that QEMU does not know',
    next: 'Choose another image in the inspector.',
  },
  {
    said: /invalid option|requires an argument|unknown option|invalid parameter|expects a|out of range|can't find value/i,
    code: 'program-failed',
    because: 'QEMU does not understand one of its arguments',
    next: ARGUMENTS,
  },
];

/** The first that any line shows counts, so the special ones stand before the general ones. */
const qemuCauses: readonly Cause[] = [
  ...boardCauses,
  ...kvmCauses,
  ...resourcesInUse,
  ...fileCauses,
  ...resourceCauses,
  ...fileFormats,
];

/** The failure for a QEMU that ended on its own. */
export function qemuFailure(machine: Machine, exit: ChildExit): Failure {
  return endFailure({ machine, exit, program: 'QEMU', causes: qemuCauses });
}
