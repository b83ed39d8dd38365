/** Program, board, processor and firmware for each architecture that QEMU can be. */
import { existsSync } from 'node:fs';
import { type Architecture, architectureTraits } from '../../../shared/kinds/qemu-architectures';

export type Accelerator = 'kvm' | 'tcg';

export const programOf = (architecture: Architecture) => `qemu-system-${architecture}`;

/** Boards are named only where QEMU has none by default, or one that no distribution runs on. */
const boards: Partial<Record<Architecture, string>> = {
  aarch64: 'virt',
  arm: 'virt',
  riscv64: 'virt',
  loongarch64: 'virt',
};

/**
 * Under TCG today's distributions do not boot on the default models of PCs and ARM, so those get all that
 * QEMU can do; the others' defaults are what distributions are made for.
 */
const fullModels: ReadonlySet<Architecture> = new Set(['x86_64', 'i386', 'aarch64', 'arm']);

export function boardArgs(architecture: Architecture): string[] {
  const board = boards[architecture];
  return board === undefined ? [] : ['-machine', board];
}

export function processorArgs(architecture: Architecture, accelerator: Accelerator): string[] {
  if (accelerator === 'kvm') return ['-enable-kvm', '-cpu', 'host'];
  return ['-accel', 'tcg', ...(fullModels.has(architecture) ? ['-cpu', 'max'] : [])];
}

/** Whether KVM can run it on this computer at all: guests are of its own kind. */
export function isOwnKind(architecture: Architecture, host: string = process.arch): boolean {
  if (host === 'x64') return architecture === 'x86_64' || architecture === 'i386';
  return host === 'arm64' && architecture === 'aarch64';
}

/** A UEFI firmware: its code, and what its variables are when it is new. */
export interface Firmware {
  readonly code: string;
  readonly variables: string;
}

/** Where Debian, Fedora, Arch and QEMU itself install UEFI; the first that is there is taken. */
const firmwares: Partial<Record<Architecture, readonly [code: string, variables: string][]>> = {
  x86_64: [
    ['/usr/share/OVMF/OVMF_CODE_4M.fd', '/usr/share/OVMF/OVMF_VARS_4M.fd'],
    ['/usr/share/OVMF/OVMF_CODE.fd', '/usr/share/OVMF/OVMF_VARS.fd'],
    ['/usr/share/edk2/ovmf/OVMF_CODE.fd', '/usr/share/edk2/ovmf/OVMF_VARS.fd'],
    ['/usr/share/edk2/x64/OVMF_CODE.4m.fd', '/usr/share/edk2/x64/OVMF_VARS.4m.fd'],
    ['/usr/share/qemu/edk2-x86_64-code.fd', '/usr/share/qemu/edk2-i386-vars.fd'],
  ],
  i386: [['/usr/share/qemu/edk2-i386-code.fd', '/usr/share/qemu/edk2-i386-vars.fd']],
  aarch64: [
    ['/usr/share/AAVMF/AAVMF_CODE.no-secboot.fd', '/usr/share/AAVMF/AAVMF_VARS.fd'],
    ['/usr/share/AAVMF/AAVMF_CODE.fd', '/usr/share/AAVMF/AAVMF_VARS.fd'],
    ['/usr/share/qemu/edk2-aarch64-code.fd', '/usr/share/qemu/edk2-arm-vars.fd'],
  ],
  arm: [
    ['/usr/share/AAVMF/AAVMF32_CODE.fd', '/usr/share/AAVMF/AAVMF32_VARS.fd'],
    ['/usr/share/qemu/edk2-arm-code.fd', '/usr/share/qemu/edk2-arm-vars.fd'],
  ],
  riscv64: [
    [
      '/usr/share/qemu-efi-riscv64/RISCV_VIRT_CODE.fd',
      '/usr/share/qemu-efi-riscv64/RISCV_VIRT_VARS.fd',
    ],
    ['/usr/share/qemu/edk2-riscv-code.fd', '/usr/share/qemu/edk2-riscv-vars.fd'],
  ],
  loongarch64: [
    ['/usr/share/qemu-efi-loongarch64/QEMU_EFI.fd', '/usr/share/qemu-efi-loongarch64/QEMU_VARS.fd'],
    ['/usr/share/qemu/edk2-loongarch64-code.fd', '/usr/share/qemu/edk2-loongarch64-vars.fd'],
  ],
};

/** The UEFI firmware for an architecture, or null if none is installed. */
export function findFirmware(
  architecture: Architecture,
  isThere: (path: string) => boolean = existsSync,
): Firmware | null {
  const found = firmwares[architecture]?.find((files) => files.every((file) => isThere(file)));
  return found === undefined ? null : { code: found[0], variables: found[1] };
}

/** Graphics, keyboard and a mouse that is where the pointer is; boards without PS/2 need all of them. */
export function graphicsArgs(architecture: Architecture, card: 'std' | 'virtio' | 'cirrus') {
  if (architectureTraits[architecture].hasIde) return ['-vga', card, '-device', 'usb-tablet'];
  if (architecture === 's390x') return ['-device', 'virtio-gpu', '-device', 'virtio-keyboard'];
  const usual = architecture === 'ppc64' ? 'VGA' : 'virtio-gpu-pci';
  const device = card === 'virtio' ? 'virtio-gpu-pci' : card === 'std' ? usual : 'cirrus-vga';
  return ['-device', device, '-device', 'usb-kbd', '-device', 'usb-tablet'];
}
