/** Why a machine that asks for KVM does not get it, with the next step for each reason. */
import type { Failure } from '../../../shared/failure/failure';
import type { Machine } from '../diagnosis/cause';
import { KVM_FORBIDDEN, type KvmAnswer, NO_KVM } from './kvm-probe';

const steps: Readonly<Record<string, string>> = {
  [NO_KVM]:
    'Load it: `sudo modprobe -a kvm-intel kvm-amd`, and turn VT-x or AMD-V on in the firmware settings of this computer. Or run the machine slower, without KVM.',
  [KVM_FORBIDDEN]:
    'Join the group that owns it, `sudo adduser $USER kvm`, and log in again. Or run the machine slower, without KVM.',
};

const OTHERWISE =
  'Run the machine slower, without KVM. In a virtual machine, nested virtualisation has to be turned on in the host below.';

export function kvmFailure({ id, name }: Machine, { reason, detail }: KvmAnswer): Failure {
  return {
    code: 'kvm-unavailable',
    message: `${name} asks for KVM, which does not work here. ${reason}`,
    next: steps[reason] ?? OTHERWISE,
    ...(detail === '' ? {} : { said: detail }),
    remedy: { do: 'set-accelerator', accel: 'auto' },
    detail: `${reason} ${detail}`.trim(),
    record: id,
  };
}
