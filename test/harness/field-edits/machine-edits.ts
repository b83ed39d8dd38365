/** Edits of machines: their guests and monitors are asked, and the processes that they are. */

import type { HostNode, QemuNode, UmlNode } from '../../../shared/document/topology';
import { startAtOnce } from '../../../shared/kinds/fields/node-fields';
import { plainQemu } from '../../../shared/kinds/qemu';
import { plainUml } from '../../../shared/kinds/uml';
import { PROMPT, type QemuGuest } from '../guests';
import type { UmlGuest } from '../uml-guest';
import {
  commandLine,
  cpuQuota,
  drawnOnly,
  type EditedKind,
  type FieldEdit,
  memoryQuota,
} from './field-edit';

const placed = { id: 's', name: 'first', x: 0, y: 0, start: startAtOnce } as const;
const [FIRST, SECOND] = ['02:00:00:00:00:01', '02:00:00:00:00:02'];

/** The file of a machine's folder that stands in its words. */
const OWN = '/s.m/';
const words = () => `${commandLine(OWN)} `;

const cpuLimit: FieldEdit<number> = {
  to: 50,
  ask: () => cpuQuota(OWN),
  says: (percent) => `cpu ${percent}`,
};

export function hostEdits(): EditedKind<HostNode> {
  return {
    node: {
      ...placed,
      kind: 'host',
      command: ['/bin/sh'],
      script: 'ip addr add 10.7.0.1/24 dev eth0',
      resolvConf: 'nameserver 10.7.0.1',
      cpuLimit: 0,
      memoryLimit: 0,
      cards: [{ mac: FIRST }],
    },
    prompt: /\w+# /,
    edits: {
      ...drawnOnly,
      start: null,
      name: { to: 'second', ask: ({ say }) => say('hostname'), says: (name) => name },
      command: {
        to: ['/bin/bash', '--norc', '--noprofile'],
        ask: async ({ say }) => ((await say('echo "is $BASH"')).includes('is /') ? 'bash' : 'sh'),
        says: ([program]) => program!.slice('/bin/'.length),
      },
      script: {
        to: 'ip addr add 10.7.0.2/24 dev eth0',
        ask: ({ say }) => say('ip addr'),
        says: (script) => script.split(' ')[3]!,
      },
      resolvConf: {
        to: 'nameserver 10.7.0.9',
        ask: ({ say }) => say('cat /etc/resolv.conf'),
        says: (text) => text,
      },
      cpuLimit,
      memoryLimit: {
        to: 512,
        ask: () => memoryQuota(OWN),
        says: (mib) => `memory ${mib}`,
      },
      cards: {
        to: [{ mac: SECOND }],
        ask: ({ say }) => say('ip link show dev eth0'),
        says: ([card]) => card!.mac,
      },
    },
  };
}

export interface QemuFiles {
  /** Copies of each other, two of each. */
  readonly kernels: readonly [string, string];
  readonly initrds: readonly [string, string];
  readonly cds: readonly [string, string];
  readonly disk: string;
}

export function qemuEdits(guest: QemuGuest, files: QemuFiles): EditedKind<QemuNode> {
  return {
    node: {
      ...placed,
      kind: 'qemu',
      ...plainQemu,
      memory: 160,
      cpus: 1,
      cdrom: files.cds[0],
      disks: [],
      kernel: files.kernels[0],
      initrd: files.initrds[0],
      append: guest.append,
      accel: 'auto',
      cards: [{ mac: FIRST, model: 'virtio-net-pci' }],
    },
    prompt: '(qemu) ',
    edits: {
      ...drawnOnly,
      start: null,
      // A label in the list of processes.
      name: null,
      architecture: {
        to: 'i386',
        ask: words,
        says: (architecture) => `qemu-system-${architecture} `,
      },
      firmware: {
        to: 'uefi',
        ask: () => (words().includes('pflash') ? 'uefi' : 'bios'),
        says: (firmware) => firmware,
      },
      memory: {
        to: 192,
        ask: ({ say }) => say('info memory_size_summary', 'monitor'),
        says: (mib) => `base memory: ${mib * 1024 * 1024}\r`,
      },
      cpus: {
        to: 2,
        ask: async ({ say }) => {
          const told = await say('info cpus', 'monitor');
          return `${told.match(/CPU #\d+/g)?.length} processors`;
        },
        says: (count) => `${count} processors`,
      },
      cpuLimit,
      cdrom: {
        to: files.cds[1],
        ask: ({ say }) => say('info block', 'monitor'),
        says: (path) => path,
      },
      disks: {
        to: [{ image: files.disk, interface: 'virtio', access: 'direct' }],
        ask: async ({ say }) =>
          (await say('info block', 'monitor')).includes(files.disk) ? 'a disk' : 'no disk',
        says: ({ length }) => (length > 0 ? 'a disk' : 'no disk'),
      },
      kernel: { to: files.kernels[1], ask: words, says: (path) => `-kernel ${path} ` },
      initrd: { to: files.initrds[1], ask: words, says: (path) => `-initrd ${path} ` },
      append: {
        to: `${guest.append} second=1`,
        ask: words,
        says: (append) => `-append ${append} -`,
      },
      accel: {
        to: 'tcg',
        // Automatic may be the same.
        ask: () => (words().includes('-accel tcg') ? 'tcg' : 'kvm'),
        says: (accel) => (accel === 'tcg' ? 'tcg' : ''),
      },
      display: {
        to: 'none',
        ask: () => (words().includes('-vnc') ? 'std' : 'none'),
        says: (display) => display,
      },
      arguments: {
        to: ['-rtc', 'base=localtime'],
        ask: () => (words().includes('base=localtime') ? 'more' : 'no more'),
        says: ({ length }) => (length > 0 ? 'more' : 'no more'),
      },
      cards: {
        to: [{ mac: SECOND, model: 'e1000' }],
        ask: ({ say }) => say('info network', 'monitor'),
        says: ([card]) => `model=${card!.model},macaddr=${card!.mac}`,
      },
    },
  };
}

export interface UmlFiles {
  readonly kernels: readonly [string, string];
  readonly initrds: readonly [string, string];
  readonly images: readonly [string, string];
  readonly modules: readonly [string, string];
}

export function umlEdits(guest: UmlGuest, files: UmlFiles): EditedKind<UmlNode> {
  const line: FieldEdit<string>['ask'] = async ({ say }) => `${await say('cat /proc/cmdline')} `;
  return {
    node: {
      ...placed,
      kind: 'uml',
      ...plainUml,
      kernel: files.kernels[0],
      memory: 96,
      rootfs: files.images[0],
      initrd: files.initrds[0],
      append: 'first=1',
      modules: files.modules[0],
      cards: [{ mac: FIRST }],
    },
    prompt: PROMPT,
    ready: ({ lab }) => lab.until('s', PROMPT).then(() => undefined),
    edits: {
      ...drawnOnly,
      start: null,
      name: null,
      kernel: { to: files.kernels[1], ask: words, says: (path) => path },
      // Newer kernels keep these words from their guests.
      memory: { to: 128, ask: words, says: (mib) => `mem=${mib}M` },
      cpuLimit,
      rootfs: { to: files.images[1], ask: line, says: (path) => path },
      access: {
        to: 'direct',
        ask: async (subject) => ((await line(subject)).includes('ubd0d=') ? 'direct' : 'overlay'),
        says: (access) => access,
      },
      initrd: { to: files.initrds[1], ask: words, says: (path) => `initrd=${path}` },
      append: { to: 'second=1', ask: line, says: (append) => ` ${append}` },
      modules: { to: files.modules[1], ask: words, says: (path) => path },
      cards: {
        to: [{ mac: SECOND }],
        ask: ({ say }) => say(`cat /sys/class/net/${guest.card(0)}/address`),
        says: ([card]) => card!.mac,
      },
    },
  };
}
