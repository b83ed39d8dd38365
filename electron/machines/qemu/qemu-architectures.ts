/** Which processors QEMU can be on this computer. */
import {
  type Architecture,
  architectures as names,
} from '../../../shared/kinds/qemu-architectures';
import { findProgram } from '../../system/processes/find-program';
import { findFirmware, programOf } from './qemu-machine';

export interface InstalledArchitecture {
  readonly name: Architecture;
  /** Whether its `qemu-system-*` is there. */
  readonly installed: boolean;
  /** Whether a UEFI firmware for it is there. */
  readonly uefi: boolean;
}

/** All that may be drawn, installed or not. */
export function architectures(): InstalledArchitecture[] {
  return names.map((name) => ({
    name,
    installed: findProgram(programOf(name)) !== null,
    uefi: findFirmware(name) !== null,
  }));
}
