/** What differs between the processors that QEMU can be, as far as a person who draws meets it. */

/** The `qemu-system-*` programs that a machine may run on. */
export const architectures = [
  'x86_64',
  'i386',
  'aarch64',
  'arm',
  'riscv64',
  'ppc64',
  'ppc',
  'mips64el',
  'mipsel',
  's390x',
  'loongarch64',
] as const;

export type Architecture = (typeof architectures)[number];

export interface ArchitectureTraits {
  readonly title: string;
  /** The Debian package with its `qemu-system-*`. */
  readonly debianPackage: string;
  /** Whether there is a UEFI firmware for it anywhere. */
  readonly hasUefi: boolean;
  /** Debian's package with that firmware; empty if Debian has none. */
  readonly uefiPackage: string;
  /** What a Linux kernel calls the serial port that the console tab shows. */
  readonly serialPort: string;
  /** Whether its usual machine has IDE disks and CD drives, as a PC has. */
  readonly hasIde: boolean;
  /** Whether it starts from disks and CDs without UEFI. */
  readonly hasBios: boolean;
  /** Whether it has the places that `virtio-net-device` wants. */
  readonly hasVirtioBus: boolean;
}

const pc = {
  debianPackage: 'qemu-system-x86',
  hasUefi: true,
  serialPort: 'ttyS0',
  hasIde: true,
  hasBios: true,
  hasVirtioBus: false,
} as const;
const arm = {
  debianPackage: 'qemu-system-arm',
  hasUefi: true,
  serialPort: 'ttyAMA0',
  hasIde: false,
  hasBios: false,
  hasVirtioBus: true,
} as const;
const mips = {
  debianPackage: 'qemu-system-mips',
  hasUefi: false,
  uefiPackage: '',
  serialPort: 'ttyS0',
  hasIde: true,
  hasBios: false,
  hasVirtioBus: false,
} as const;

export const architectureTraits: Record<Architecture, ArchitectureTraits> = {
  x86_64: { ...pc, title: 'PC, 64 bits (x86_64)', uefiPackage: 'ovmf' },
  i386: { ...pc, title: 'PC, 32 bits (i386)', uefiPackage: '' },
  aarch64: { ...arm, title: 'ARM, 64 bits (aarch64)', uefiPackage: 'qemu-efi-aarch64' },
  arm: { ...arm, title: 'ARM, 32 bits (arm)', uefiPackage: 'qemu-efi-arm' },
  riscv64: {
    title: 'RISC-V, 64 bits (riscv64)',
    debianPackage: 'qemu-system-misc',
    hasUefi: true,
    uefiPackage: 'qemu-efi-riscv64',
    serialPort: 'ttyS0',
    hasIde: false,
    hasBios: false,
    hasVirtioBus: true,
  },
  ppc64: {
    title: 'POWER (ppc64)',
    debianPackage: 'qemu-system-ppc',
    hasUefi: false,
    uefiPackage: '',
    serialPort: 'hvc0',
    hasIde: false,
    hasBios: true,
    hasVirtioBus: false,
  },
  ppc: {
    title: 'Power Macintosh (ppc)',
    debianPackage: 'qemu-system-ppc',
    hasUefi: false,
    uefiPackage: '',
    serialPort: 'ttyPZ0',
    hasIde: true,
    hasBios: true,
    hasVirtioBus: false,
  },
  mips64el: { ...mips, title: 'MIPS, 64 bits (mips64el)' },
  mipsel: { ...mips, title: 'MIPS, 32 bits (mipsel)' },
  s390x: {
    title: 'IBM Z (s390x)',
    debianPackage: 'qemu-system-misc',
    hasUefi: false,
    uefiPackage: '',
    serialPort: 'ttysclp0',
    hasIde: false,
    hasBios: true,
    hasVirtioBus: false,
  },
  loongarch64: {
    title: 'LoongArch (loongarch64)',
    debianPackage: 'qemu-system-misc',
    hasUefi: true,
    uefiPackage: 'qemu-efi-loongarch64',
    serialPort: 'ttyS0',
    hasIde: false,
    hasBios: false,
    hasVirtioBus: false,
  },
};
