/**
 * The words that a document adds to a User-Mode Linux command line. The kernel is a program of this
 * computer, and many of its options are about it: `con0=xterm` runs a program, `hostfs=/` gives the guest
 * all files (`linux.uml --help`). Words that are known to be for the guest alone are kept apart; each
 * other one is asked about by itself, those that nobody here knows as well.
 */
import type { Wish } from './field-table';

/**
 * Options of any Linux that lead to nothing outside of the guest (kernel-parameters.txt). `root` names one
 * of the guest's own devices, `init` one of its files.
 */
const GUEST_OPTIONS: ReadonlySet<string> = new Set([
  ...['ro', 'rw', 'root', 'rootfstype', 'rootflags', 'rootwait', 'rootdelay', 'init', 'rdinit'],
  ...['single', 'emergency', 'rescue', 'nomodule', 'modprobe.blacklist', 'net.ifnames'],
  ...['console', 'loglevel', 'quiet', 'ignore_loglevel', 'printk.time', 'panic', 'noreboot'],
  ...['ip', 'selinux', 'apparmor', 'audit', 'fsck.mode', 'fsck.repair', 'biosdevname'],
  ...['systemd.unit', 'systemd.show_status', 'systemd.log_level', 'systemd.mask', 'hostname'],
  ...['tz', 'TZ', 'TERM', 'HOME', 'PATH', 'random.trust_cpu', 'mitigations', 'nokaslr', 'mem'],
]);

/**
 * Letters that the kernel cannot take for a blank or a quote: to it, the byte 0xa0 within a letter of
 * UTF-8 ends a word, and what follows is an option of its own.
 */
const PLAIN_WORD = /^[A-Za-z0-9_./:=,@%+-]+$/;
const GUEST_DEVICE_ROOT = /^root=(\/dev\/|[0-9]|[A-Z]+=)/;

function isForGuest(word: string): boolean {
  if (!PLAIN_WORD.test(word)) return false;
  if (/^([0-6sS]|--)$/.test(word)) return true;
  const [name] = word.split('=');
  if (name === 'root') return GUEST_DEVICE_ROOT.test(word);
  return GUEST_OPTIONS.has(name!);
}

const OWN_OPTIONS: readonly [pattern: RegExp, effect: Wish['effect'], how: string][] = [
  [
    /^(con|ssl)\d*=/,
    'runs',
    'as a console of the kernel, which may be a program or a port that listens',
  ],
  [/^xterm=/, 'runs', 'as the terminal of the kernel’s consoles'],
  [/^ubd/, 'writes', 'as a disk of the guest'],
  [/^hostfs=/, 'writes', 'as the files of this computer that the guest may mount'],
  [/^initrd=/, 'reads', 'as the guest’s initial ramdisk'],
  [/^iomem=/, 'writes', 'as memory of the guest'],
  [/^(uml_dir|umid|mconsole)=/, 'writes', 'as the place of the kernel’s own files and sockets'],
  [/^(eth|vec)\d*[=:]/, 'reaches', 'as another network card of the guest'],
  [/^(virtio_uml|time-travel|pcap|mcast|slirp|daemon)/, 'reaches', 'by an option of the kernel'],
];

function wishOf(word: string): Wish {
  const [, effect, how] = OWN_OPTIONS.find(([pattern]) => pattern.test(word)) ?? [
    null,
    'runs' as const,
    'as an option of the kernel, which is not known to be harmless',
  ];
  return { effect, what: word, how };
}

/** The words that are for the guest alone, and a wish for each other one. */
export function umlArguments(append: string): { guest: string[]; own: Wish[] } {
  const words = append.split(/\s+/).filter((word) => word !== '');
  return {
    guest: words.filter(isForGuest),
    own: words.filter((word) => !isForGuest(word)).map(wishOf),
  };
}
