/**
 * What VBoxManage's errors mean for the person at the screen. They are told apart by the texts and codes
 * that VirtualBox prints in English, which is asked for, see vbox-manage.ts.
 */
import type { Failure } from '../../../shared/failure/failure';
import { pasteable } from '../../../shared/text/shell-quote';
import { lastLines } from '../../system/processes/output-tail';
import type { ProgramResult } from '../../system/processes/run-program';
import { plainLines } from '../diagnosis/cause';

interface Meaning {
  readonly said: RegExp;
  readonly failure: (name: string) => Pick<Failure, 'code' | 'message' | 'next'>;
}

const INSTALL = '`sudo apt-get install virtualbox`';

/** The first that matches counts, so the special ones stand before the general ones. */
const meanings: readonly Meaning[] = [
  {
    said: /VBOX_E_OBJECT_NOT_FOUND|Could not find a registered machine/,
    failure: (name) => ({
      code: 'not-found',
      message: `VirtualBox on this computer has no machine ${name}.`,
      next: 'Choose another one in the inspector, or add it in VirtualBox under Machine > Add.',
    }),
  },
  {
    said: /is already locked|VBOX_E_INVALID_OBJECT_STATE/,
    failure: (name) => ({
      code: 'program-failed',
      message: `VirtualBox uses the machine ${name} already, or its settings are open.`,
      next: 'Shut it down or close its settings in VirtualBox, and start it again.',
    }),
  },
  {
    said: /not mutable \(state is (Saved|AbortedSaved)\)/,
    failure: (name) => ({
      code: 'program-failed',
      message: `${name} has a saved state, so that its cards cannot be changed.`,
      next: 'Start it in VirtualBox and shut it down there, or discard its saved state.',
    }),
  },
  {
    said: /VDEplug library: not found/,
    failure: () => ({
      code: 'program-missing',
      message: 'VirtualBox does not find the library libvdeplug.so.2, which joins VDE networks.',
      next: 'Install it: `sudo apt-get install libvdeplug2`.',
    }),
  },
  {
    said: /VERR_PDM_DRIVER_NOT_FOUND/,
    failure: noDriver,
  },
  {
    said: /Failed to connect to the VDE SWITCH|VERR_PDM_HIF_OPEN_FAILED/,
    failure: (name) => ({
      code: 'program-failed',
      message: `VirtualBox could not plug the cards of ${name} into the drawing.`,
      next: 'Check that VirtualBox runs as the same user as Vdelab, and start it again.',
    }),
  },
  {
    said: /VERR_VMX_IN_VMX_ROOT_MODE|VERR_SVM_IN_USE/,
    failure: (name) => ({
      code: 'program-failed',
      message: `${name} cannot start while another program uses the processor's virtualisation.`,
      next: 'Stop the machines that run under KVM, or unload it: `sudo modprobe -r kvm_intel kvm_amd`.',
    }),
  },
  {
    said: /VERR_(VMX_NO_VMX|SVM_NO_SVM|SVM_DISABLED|VMX_MSR_\w+DISABLED)/,
    failure: (name) => ({
      code: 'program-failed',
      message: `${name} needs the processor's virtualisation, which is off or missing.`,
      next: 'Turn on VT-x or AMD-V in the firmware settings of this computer.',
    }),
  },
  {
    said: /VERR_VM_DRIVER_|vboxdrv|kernel (module|driver)|terminated unexpectedly during startup with exit code 1 /,
    failure: (name) => ({
      code: 'program-failed',
      message: `${name} could not be started: the kernel module of VirtualBox does not seem to be loaded.`,
      next: 'Load it: `sudo modprobe vboxdrv`. If there is none: `sudo apt-get install virtualbox-dkms`.',
    }),
  },
  {
    said: /VERR_NO_MEMORY|out of memory/i,
    failure: (name) => ({
      code: 'program-failed',
      message: `This computer has not enough free memory for ${name}.`,
      next: 'Give it less memory in VirtualBox, or stop other machines.',
    }),
  },
  {
    said: /is not currently running/,
    failure: (name) => ({
      code: 'not-running',
      message: `${name} is not running any more.`,
      next: 'Start it first.',
    }),
  },
  {
    said: /VBOX_E_INVALID_VM_STATE/,
    failure: (name) => ({
      code: 'bad-request',
      message: `${name} cannot do that in the state in which it is.`,
      next: 'Wait until it runs, or resume it, and try again.',
    }),
  },
  {
    said: /functionality is limited|E_ACCESSDENIED/,
    failure: (name) => ({
      code: 'file-forbidden',
      message: `VirtualBox cannot read the settings of ${name}.`,
      next: 'Open VirtualBox: it says what is wrong with the machine.',
    }),
  },
  {
    said: /VBOX_E_FILE_ERROR|Could not open the medium|VERR_FILE_NOT_FOUND/,
    failure: (name) => ({
      code: 'image-missing',
      message: `A disk or a file of ${name} cannot be opened.`,
      next: 'Open its storage settings in VirtualBox and choose the file anew.',
    }),
  },
  {
    said: /Failed to create the VirtualBox object/,
    failure: () => ({
      code: 'program-failed',
      message: 'The service of VirtualBox does not answer.',
      next: 'Close all windows of VirtualBox and try again.',
    }),
  },
];

function noDriver(): Pick<Failure, 'code' | 'message' | 'next'> {
  return {
    code: 'program-missing',
    message: 'The installed VirtualBox has no VDE driver.',
    next: `Install the VirtualBox of your distribution, which has it: ${INSTALL}.`,
  };
}

/** VirtualBox is there without the part that joins VDE networks. */
export const withoutVdeDriver: Failure = noDriver();

export const vboxMissing: Failure = {
  code: 'program-missing',
  message: 'VirtualBox is not installed.',
  next: `Install it: ${INSTALL}.`,
};

/** What a failed call means. @param name what the user calls the machine that it was about */
export function vboxFailure(
  result: ProgramResult,
  command: readonly string[],
  name: string,
): Failure {
  const text = `${result.stdout}\n${result.stderr}`;
  const detail = `$ ${pasteable(command)}\n${errorLines(result)}`;
  if (result.timedOut) {
    return {
      code: 'program-failed',
      message: 'VirtualBox did not answer in time.',
      next: 'Try again; if it stays so, close all windows of VirtualBox first.',
      detail,
    };
  }
  const meaning = meanings.find(({ said }) => said.test(text));
  if (meaning === undefined) {
    return {
      code: 'program-failed',
      message: `VirtualBox refused what was asked of it for ${name}.`,
      next: 'The detail has its own words; try the command by hand.',
      detail,
    };
  }
  const said = plainLines(text).find((line) => meaning.said.test(line));
  return { ...meaning.failure(name), ...(said === undefined ? {} : { said }), detail };
}

/** Whether a machine is held by a process of VirtualBox, perhaps one that is ending. */
export function isLocked({ detail = '' }: Failure): boolean {
  return /is already locked|VBOX_E_INVALID_OBJECT_STATE/.test(detail);
}

/** Whether the card did not get to the VDE directory. */
export function isUnjoined({ detail = '' }: Failure): boolean {
  return /Failed to connect to the VDE SWITCH/.test(detail);
}

/** Whether the machine has a saved state, which keeps some of its settings from being changed. */
export function isSaved({ detail = '' }: Failure): boolean {
  return /not mutable \(state is (Saved|AbortedSaved)\)/.test(detail);
}

/** Progress is printed to the same place. */
function errorLines({ stdout, stderr, code }: ProgramResult): string {
  const lines = stderr.split('\n').filter((line) => !/^(\d+%\.*)+$/.test(line.trim()));
  const words = lastLines(lines.join('\n'), 8) || lastLines(stdout, 5);
  return words === '' ? `exit code ${code}` : words;
}
