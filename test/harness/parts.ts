/**
 * Real parts that tests need. Where CI is set a missing part fails the tests that need it; elsewhere
 * they are skipped, and their names say which Debian package is missing.
 */
import { accessSync, constants, existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { describe } from 'vitest';

const packages = {
  'qemu-system-x86_64': 'qemu-system-x86',
  'qemu-img': 'qemu-utils',
  vde_switch: 'vde2',
  vde_plug: 'vdeplug',
  vdens: 'vdens',
  'linux.uml': 'user-mode-linux',
  uml_moo: 'uml-utilities',
  busybox: 'busybox-static',
  cpio: 'cpio',
  depmod: 'kmod',
  ip: 'iproute2',
  ping: 'iputils-ping',
  iperf3: 'iperf3',
  tmux: 'tmux',
  chromium: 'chromium',
  'qemu-system-aarch64': 'qemu-system-arm',
  mmdebstrap: 'mmdebstrap',
  gcc: 'gcc',
  // What are no programs: files that a package brings.
  ovmf: 'ovmf',
  'qemu-efi-aarch64': 'qemu-efi-aarch64',
} as const;

const files: Partial<Record<string, string>> = {
  ovmf: '/usr/share/OVMF',
  'qemu-efi-aarch64': '/usr/share/AAVMF',
};

export type Program = keyof typeof packages;

function isInstalled(program: string): boolean {
  const file = files[program];
  if (file !== undefined) return existsSync(file);
  // /sbin is not in every user's PATH, but depmod and ip live there.
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/sbin'];
  return folders.some((folder) => {
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}

/** `describe` for tests that need real programs, and root where `root` is among them. */
export function describeWith(
  needs: readonly (Program | 'root')[],
  name: string,
  body: () => void,
): void {
  const missing = needs.filter((need) =>
    need === 'root' ? process.getuid?.() !== 0 : !isInstalled(need),
  );
  if (missing.length === 0) {
    describe(name, body);
    return;
  }
  const hint = missing
    .map((need) => (need === 'root' ? 'needs root' : `needs Debian package ${packages[need]}`))
    .join(', ');
  if (process.env.CI) {
    describe(name, () => {
      throw new Error(`${hint}, and CI must not skip tests`);
    });
    return;
  }
  describe.skip(`${name} (${hint})`, body);
}
