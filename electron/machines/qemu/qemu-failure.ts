/** Turns QEMU's last words into a failure with a next step, for the ends that people meet. */
import type { Failure, FailureCode } from '../../../shared/failure';
import { lastLines } from '../output-tail';
import type { ChildExit } from '../supervised-child';

interface KnownEnd {
  readonly pattern: RegExp;
  readonly code: FailureCode;
  readonly message: string;
  readonly next: string;
}

/** The first that matches counts. */
const knownEnds: readonly KnownEnd[] = [
  {
    pattern: /no '[\w-]+' bus found for device|is not a valid device model name/i,
    code: 'program-failed',
    message: 'its board has no place for one of its devices',
    next: 'Choose other card models, disk interfaces or another screen in the inspector.',
  },
  {
    pattern: /kvm.*permission denied|permission denied.*\/dev\/kvm/i,
    code: 'kvm-unavailable',
    message: 'you may not use KVM',
    next: 'Join the group that owns it, `sudo adduser $USER kvm`, and log in again; or set the accelerator to TCG.',
  },
  {
    pattern: /kvm_buf_set_msrs|failed to initialize kvm|invalid accelerator kvm|\/dev\/kvm/i,
    code: 'kvm-unavailable',
    message: 'KVM does not work on this computer',
    next: 'Set the accelerator of the machine to “automatic” or TCG.',
  },
  {
    pattern: /failed to get "[a-z ]+" lock|is another process using the image/i,
    code: 'file-exists',
    message: 'another machine is using its disk',
    next: 'Stop the other machine; the same lab may be running in another window.',
  },
  {
    pattern: /no space left/i,
    code: 'disk-full',
    message: 'there is no space left on the disk',
    next: 'Free some space and start again.',
  },
  {
    pattern: /cannot set up guest memory|cannot allocate memory/i,
    code: 'program-failed',
    message: 'this computer has too little memory for it',
    next: 'Give the machine less memory in the inspector, or stop another one.',
  },
  {
    pattern: /failed to find romfile|could not load .*bios|vgabios/i,
    code: 'program-missing',
    message: 'QEMU’s firmware is not installed',
    next: 'Install it: `sudo apt-get install seabios ipxe-qemu`.',
  },
  {
    pattern: /could not open vde|parameter 'type' expects a netdev|invalid.*'vde'/i,
    code: 'program-failed',
    message: 'QEMU could not connect its network card',
    next: 'Check that this QEMU was built with VDE, as Debian’s is, and start again.',
  },
  {
    pattern:
      /could not open '.*permission denied|could not open kernel file|could not load kernel/i,
    code: 'image-missing',
    message: 'one of its images cannot be opened',
    next: 'Check the paths in the inspector and that you may read the files.',
  },
  {
    pattern:
      /not in .* format|invalid kernel header|kernel too old to load|error loading uncompressed kernel/i,
    code: 'image-missing',
    message: 'one of its images has a format that QEMU does not know',
    next: 'Choose another image in the inspector.',
  },
  {
    pattern: /invalid option|requires an argument|unknown option|invalid parameter/i,
    code: 'program-failed',
    message: 'QEMU does not understand one of its arguments',
    next: 'Check the extra arguments in the inspector; each word stands on a line of its own.',
  },
];

/** The failure for a QEMU that ended on its own. */
export function qemuFailure(
  node: { readonly id: string; readonly name: string },
  exit: ChildExit,
): Failure {
  const known = knownEnds.find(({ pattern }) => pattern.test(exit.lastOutput));
  const how = exit.signal === null ? `exit code ${exit.code}` : exit.signal;
  const words = lastLines(exit.lastOutput, 5);
  return {
    code: known?.code ?? 'program-failed',
    message: known
      ? `${node.name} ended because ${known.message}.`
      : `${node.name} ended unexpectedly: QEMU stopped with ${how}.`,
    next:
      known?.next ??
      'Look at the detail below, mend the settings of the machine, and start it again.',
    detail: words === '' ? how : `${words}\n(${how})`,
    record: node.id,
  };
}
