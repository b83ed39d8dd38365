import { describe, expect, it } from 'vitest';
import { type QemuPaths, qemuArgs } from '../../../../../electron/machines/qemu/qemu-args';
import { type DiskFile, escapeCommas } from '../../../../../electron/machines/qemu/qemu-disks';
import { findFirmware } from '../../../../../electron/machines/qemu/qemu-machine';
import type { QemuNode } from '../../../../../shared/document/topology';
import { overlayOf, plainQemu } from '../../../../../shared/kinds/qemu';

const MAC = '02:11:22:33:44:55';

const node: QemuNode = {
  id: 'q1',
  kind: 'qemu',
  ...plainQemu,
  name: 'alpine',
  x: 0,
  y: 0,
  memory: 512,
  cpus: 1,
  cdrom: '',
  disks: [],
  kernel: '',
  initrd: '',
  append: '',
  accel: 'auto',
  cards: [{ mac: MAC, model: 'e1000' }],
};

const paths: QemuPaths = {
  cards: ['vde:///tmp/mysw'],
  disks: [],
  firmware: null,
  serialSocket: '/run/v/serial',
  monitorSocket: '/run/v/monitor',
  qmpSocket: '/run/v/qmp',
  screenSocket: '/run/v/screen',
};

const qcow2 = (file: string): DiskFile => ({ file, format: 'qcow2' });

/** Whether the words stand side by side in the arguments. */
function holds(args: readonly string[], words: readonly string[]): boolean {
  return args.some((_, start) => words.every((word, index) => args[start + index] === word));
}

/** An option of the tutorial with its value, as the shell would hand it to QEMU. */
const options = (line: string) =>
  (line.match(/-\S+(?: (?:"[^"]*"|[^-\s]\S*))?/g) ?? []).map((option) => {
    const blank = option.indexOf(' ');
    if (blank === -1) return [option];
    return [option.slice(0, blank), option.slice(blank + 1).replaceAll('"', '')];
  });

describe('the tutorial’s QEMU command lines', () => {
  it('have the sandbox in front of all others, where there is one', () => {
    const denied = 'on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny';
    expect(qemuArgs(node, paths, 'kvm', true).slice(0, 2)).toEqual(['-sandbox', denied]);
    expect(qemuArgs(node, paths, 'kvm', false)).not.toContain('-sandbox');
  });

  it('two machines from a CD on a switch, with KVM', () => {
    const tutorial = `-enable-kvm -cdrom alpine-virt-3.12.0_rc5-x86_64.iso -device e1000,netdev=vde0,mac=${MAC} -netdev vde,id=vde0,sock=vde:///tmp/mysw`;
    const args = qemuArgs({ ...node, cdrom: 'alpine-virt-3.12.0_rc5-x86_64.iso' }, paths, 'kvm');
    expect(options(tutorial)).toHaveLength(4);
    for (const option of options(tutorial)) expect(args).toSatisfy((all) => holds(all, option));
  });

  it('the same without KVM', () => {
    const args = qemuArgs({ ...node, cdrom: 'alpine.iso' }, paths, 'tcg');
    expect(args).not.toContain('-enable-kvm');
    expect(args).toSatisfy((all: string[]) => holds(all, ['-cdrom', 'alpine.iso']));
  });

  it('a kernel with a root disk', () => {
    const tutorial = `-enable-kvm -m 512M -kernel vmlinuz_qemu -append "root=/dev/sda  console=ttyS0,9600n8" -device e1000,netdev=vde0,mac=${MAC} -netdev vde,id=vde0,sock=vde:///tmp/mysw`;
    const append = 'root=/dev/sda  console=ttyS0,9600n8';
    const drawn = { ...node, kernel: 'vmlinuz_qemu', append, disks: [overlayOf('minfs1')] };
    const args = qemuArgs(drawn, { ...paths, disks: [qcow2('minfs1')] }, 'kvm');
    expect(options(tutorial)).toHaveLength(6);
    for (const option of options(tutorial)) expect(args).toSatisfy((all) => holds(all, option));
    // The file is the machine's overlay, so its format is known and named.
    expect(args).toSatisfy((all: string[]) => holds(all, ['-drive', 'file=minfs1,format=qcow2']));
  });
});

describe('qemuArgs', () => {
  it('numbers cards and gives each its own directory', () => {
    const cards: QemuNode['cards'] = [
      { mac: MAC, model: 'e1000' },
      { mac: '02:00:00:00:00:02', model: 'virtio-net-pci' },
    ];
    const args = qemuArgs({ ...node, cards }, { ...paths, cards: ['/a/0', '/a/1'] }, 'tcg');
    expect(args).toContain(`e1000,netdev=vde0,mac=${MAC}`);
    expect(args).toContain('vde,id=vde0,sock=/a/0');
    expect(args).toContain('virtio-net-pci,netdev=vde1,mac=02:00:00:00:00:02');
    expect(args).toContain('vde,id=vde1,sock=/a/1');
  });

  it('keeps out the network card that was not drawn', () => {
    const args = qemuArgs({ ...node, cards: [] }, { ...paths, cards: [] }, 'tcg');
    expect(args).toContain('-nodefaults');
    expect(args).not.toContain('-netdev');
  });

  it('doubles commas in names and paths', () => {
    const named = { ...node, name: 'a,b', disks: [overlayOf('/d')] };
    const args = qemuArgs(named, { ...paths, cards: ['/r,1'], disks: [qcow2('/o,v')] }, 'tcg');
    expect(args).toContain('guest=a,,b');
    expect(args).toContain('vde,id=vde0,sock=/r,,1');
    expect(args).toContain('file=/o,,v,format=qcow2');
    expect(escapeCommas(',,')).toBe(',,,,');
  });

  it('puts disks that find no IDE place on virtio', () => {
    const drivesOf = (cdrom: string) => {
      const overlays = ['/0', '/1', '/2', '/3', '/4'];
      const args = qemuArgs(
        { ...node, cdrom, disks: overlays.map(overlayOf) },
        { ...paths, disks: overlays.map(qcow2) },
        'tcg',
      );
      return args.filter((word) => word.startsWith('file='));
    };
    expect(drivesOf('').map((drive) => drive.endsWith(',if=virtio'))).toEqual([
      ...[false, false, false, false],
      true,
    ]);
    expect(drivesOf('/cd.iso').filter((drive) => drive.endsWith(',if=virtio'))).toHaveLength(2);
  });

  it('uses an initrd and a command line only with a kernel', () => {
    const args = qemuArgs({ ...node, initrd: '/i', append: 'x' }, paths, 'tcg');
    expect(args).not.toContain('-initrd');
    expect(args).not.toContain('-append');
  });

  it('attaches each disk by its interface, the image itself where it is to be written', () => {
    const interfaces = ['virtio', 'scsi', 'nvme', 'usb', 'ide'] as const;
    const disks = interfaces.map((bus) => ({ ...overlayOf('/base'), interface: bus }));
    const files = interfaces.map((bus) => ({ file: `/${bus}`, format: 'raw' }));
    const args = qemuArgs({ ...node, disks }, { ...paths, disks: files }, 'tcg');
    const start = args.indexOf('file=/virtio,format=raw,if=virtio') - 1;
    expect(args.slice(start, start + 16)).toEqual([
      ...['-drive', 'file=/virtio,format=raw,if=virtio'],
      ...['-drive', 'file=/scsi,format=raw,if=none,id=disk1', '-device', 'scsi-hd,drive=disk1'],
      ...['-drive', 'file=/nvme,format=raw,if=none,id=disk2'],
      ...['-device', 'nvme,drive=disk2,serial=disk2'],
      ...['-drive', 'file=/usb,format=raw,if=none,id=disk3', '-device', 'usb-storage,drive=disk3'],
      ...['-drive', 'file=/ide,format=raw'],
    ]);
    expect(args).toContain('virtio-scsi');
    expect(args).toContain('qemu-xhci');
  });

  it('runs an ARM machine on a board without IDE', () => {
    const arm: QemuNode = { ...node, architecture: 'aarch64', cdrom: '/a.iso', display: 'virtio' };
    const args = qemuArgs(
      { ...arm, disks: [overlayOf('/d')] },
      { ...paths, disks: [qcow2('/o')] },
      'tcg',
    );
    expect(args).toSatisfy((all: string[]) => holds(all, ['-machine', 'virt']));
    expect(args).toSatisfy((all: string[]) => holds(all, ['-device', 'scsi-cd,drive=cd']));
    expect(args).toContain('file=/o,format=qcow2,if=virtio');
    expect(args).not.toContain('-cdrom');
    expect(args).toContain('virtio-gpu-pci');
  });

  it('leaves processor and board of other architectures to QEMU', () => {
    const args = qemuArgs({ ...node, architecture: 's390x', display: 'none' }, paths, 'tcg');
    expect(args).not.toContain('-cpu');
    expect(args).not.toContain('-machine');
    expect(args).not.toContain('qemu-xhci');
  });

  it('has UEFI in two flash chips, its own variables in the second', () => {
    const firmware = { code: '/CODE.fd', variables: '/data/v,1.fd' };
    const args = qemuArgs({ ...node, firmware: 'uefi' }, { ...paths, firmware }, 'tcg');
    expect(args).toContain('if=pflash,unit=0,format=raw,readonly=on,file=/CODE.fd');
    expect(args).toContain('if=pflash,unit=1,format=raw,file=/data/v,,1.fd');
  });

  it('shows a screen on a socket, or none at all', () => {
    const shown = qemuArgs({ ...node, display: 'cirrus' }, paths, 'tcg');
    expect(shown).toSatisfy((all: string[]) => holds(all, ['-vga', 'cirrus']));
    expect(shown).toSatisfy((all: string[]) => holds(all, ['-vnc', 'unix:/run/v/screen']));
    const blind = qemuArgs({ ...node, display: 'none' }, paths, 'tcg');
    expect(blind).not.toContain('-vnc');
    expect(blind).not.toContain('-vga');
  });

  it('gives the user’s own arguments after all others', () => {
    const own = ['-device', 'virtio-rng-pci', '-no-reboot'];
    const args = qemuArgs({ ...node, arguments: own }, paths, 'tcg');
    expect(args.slice(-3)).toEqual(own);
  });
});

describe('findFirmware', () => {
  it('takes the first whose code and variables are both there', () => {
    const there = (path: string) => !path.includes('4M') && path.startsWith('/usr/share/OVMF/');
    expect(findFirmware('x86_64', there)).toEqual({
      code: '/usr/share/OVMF/OVMF_CODE.fd',
      variables: '/usr/share/OVMF/OVMF_VARS.fd',
    });
    expect(findFirmware('x86_64', (path) => path.includes('CODE'))).toBeNull();
    expect(findFirmware('s390x', () => true)).toBeNull();
  });
});
