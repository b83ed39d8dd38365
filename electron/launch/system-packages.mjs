/** The real parts that the tests run against, as Debian packages. */
import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';

export const wantedPackages = [
  'qemu-system-x86',
  'qemu-system-arm',
  'qemu-efi-aarch64',
  'ovmf',
  'qemu-utils',
  'vde2',
  'vdeplug',
  'libvdeplug-dev',
  'libvdeplug-slirp',
  'libvdeplug-pcap',
  'libvdeplug-vlan',
  'libvdeplug-agno',
  'vdens',
  'uml-utilities',
  'user-mode-linux',
  'busybox-static',
  'kmod',
  'cpio',
  'iproute2',
  'iputils-ping',
  'iperf3',
  'tmux',
  'chromium',
  'xvfb',
  // VirtualBox is made for the tests from packages, see test/harness/virtualbox.
  'mmdebstrap',
  'gcc',
  'libc6-dev',
];

/** Whether apt has these packages: Debian, Ubuntu and what names itself after them. */
export function isDebianLike() {
  if (!existsSync('/etc/os-release')) return false;
  const release = readFileSync('/etc/os-release', 'utf8');
  return /^ID(_LIKE)?=.*\b(debian|ubuntu)\b/m.test(release);
}

function isInstalled(name) {
  const query = spawnSync('dpkg-query', ['--status', name], { encoding: 'utf8' });
  return query.status === 0 && /^Status: .* installed$/m.test(query.stdout);
}

/** The wanted packages that are not installed. Only for {@link isDebianLike} systems. */
export function missingPackages() {
  return wantedPackages.filter((name) => !isInstalled(name));
}

/** The command that a person would type. */
export function installCommand(names) {
  return `sudo apt-get update && sudo apt-get install -y --no-install-recommends ${names.join(' ')}`;
}

/** What must stand before a command to run it as root without being asked, or null if it cannot be. */
function rootPrefix() {
  if (process.getuid() === 0) return [];
  return spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' }).status === 0
    ? ['sudo', '-n']
    : null;
}

function aptGet(prefix, args) {
  const [program, ...rest] = [
    ...prefix,
    'env',
    'DEBIAN_FRONTEND=noninteractive',
    'apt-get',
    ...args,
  ];
  return spawnSync(program, rest, { stdio: ['ignore', 'inherit', 'inherit'] }).status === 0;
}

/**
 * Installs what is missing, as root or with a sudo that does not ask; otherwise prints the command.
 *
 * @returns {boolean} whether everything is there now
 */
export function install() {
  if (!isDebianLike()) {
    const names = wantedPackages.join(' ');
    console.log(`This is not Debian or Ubuntu. Tests use what these packages hold: ${names}`);
    return false;
  }
  const missing = missingPackages();
  if (missing.length === 0) return true;
  const prefix = rootPrefix();
  if (prefix === null) {
    console.log(`To run all tests, first install what is missing:\n  ${installCommand(missing)}`);
    return false;
  }
  console.log(`Installing ${missing.join(' ')}`);
  // A stale list of packages may still do, so a failed update alone is no reason to give up.
  aptGet(prefix, ['update', '-q']);
  if (aptGet(prefix, ['install', '-y', '-q', '--no-install-recommends', ...missing])) return true;
  console.log(`That failed. By hand:\n  ${installCommand(missing)}`);
  return false;
}
