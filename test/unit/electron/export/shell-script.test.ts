import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseDocument } from '../../../../electron/document/document-text';
import { FOOT } from '../../../../electron/export/script-end';
import { exportShellScript, LAB_HEADING } from '../../../../electron/export/shell-script';
import { type Conditions, perfectConditions } from '../../../../shared/document/cable-conditions';
import {
  emptyDocument,
  type HostNode,
  perfectCable,
  type TopologyDocument,
} from '../../../../shared/document/topology';
import { startAtOnce } from '../../../../shared/kinds/fields/node-fields';
import { overlayOf } from '../../../../shared/kinds/qemu';
import { plainSwitch } from '../../../../shared/kinds/switch';
import { unmanaged } from '../../../../shared/kinds/switch-places';
import { everythingStrange } from '../../../harness/everything-strange';
import { trustIn } from '../../../harness/own-file';

const place = { x: 0, y: 0 };
const examples = join(import.meta.dirname, '../../../../assets/examples');

function tutorial(): TopologyDocument {
  const document = parseDocument(readFileSync(join(examples, 'tutorial.vdelab'), 'utf8'));
  const [vm1, vm2, uml1] = [document.nodes.vm1, document.nodes.vm2, document.nodes.uml1];
  if (vm1?.kind !== 'qemu' || vm2?.kind !== 'qemu' || uml1?.kind !== 'uml') throw new Error('kind');
  const cdrom = 'alpine-virt-3.12.0_rc5-x86_64.iso';
  return {
    ...document,
    nodes: {
      ...document.nodes,
      vm1: { ...vm1, cdrom, accel: 'kvm' },
      vm2: { ...vm2, cdrom, accel: 'tcg' },
      uml1: { ...uml1, rootfs: 'BusyBox-1.21.1-amd64-root_fs' },
    },
  };
}

/** What the drawing itself became, between the functions and the end. */
const commands = (script: string) =>
  script
    .slice(script.indexOf(LAB_HEADING), script.indexOf(FOOT))
    .split('\n')
    .slice(1)
    .filter((line) => line !== '' && !line.startsWith('#'));

describe('the notice of a lab from elsewhere', () => {
  it('names at the top what it does, in comments that nothing ends', async () => {
    const document = everythingStrange();
    const script = 'touch a\n) ; touch b\r\u2028touch c\u001b[2K\u202e';
    document.nodes.host1 = { ...(document.nodes.host1 as HostNode), script, name: 'x\ny' };
    const permissions = trustIn('/nowhere');
    const foreign = permissions.foreign(Object.values(document.nodes));
    const text = exportShellScript(document, foreign);
    const lines = text.split('\n');
    const head = lines.slice(1, lines.indexOf(lines.find((line) => !line.startsWith('#'))!));
    expect(head.join('\n')).toContain('THE LAB WAS NOT DRAWN');
    for (const { what } of foreign.filter((one) => !/[\n\u001b]/.test(one.what))) {
      expect(head.join('\n')).toContain(what);
    }
    expect(head.join('\n')).toContain('touch c\\x1b[2K\\u202e');
    expect(head.every((line) => line.startsWith('#'))).toBe(true);
    expect(spawnSync('sh', ['-n'], { input: text }).status).toBe(0);
  });

  it('lets the script start nothing without --allow', () => {
    const foreign = trustIn('/nowhere').foreign(Object.values(everythingStrange().nodes));
    const text = exportShellScript(emptyDocument('7b2c1a34-5d6e-4f70-8a91-b2c3d4e5f607'), foreign);
    const { status, stderr } = spawnSync('sh', [], { input: text });
    expect(status).toBe(1);
    expect(stderr.toString()).toContain('run it with --allow');
  });

  it('is not in the script of what was drawn here', () => {
    expect(exportShellScript(tutorial())).not.toMatch(/NOT DRAWN|--allow/);
  });
});

describe('exportShellScript', () => {
  it("gives the tutorial's commands for the tutorial's drawing", () => {
    const machine = (index: number, accel: string) => [
      `new_part m-vm${index} vm${index}`,
      `accelerate ${accel} x86_64 -accel tcg -cpu max`,
      'screened',
      'sandboxed qemu-system-x86_64',
      '[ -n "$screen" ] || sandbox=',
      'before /tmp/mysw',
      `in_terminal vm${index} qemu-system-x86_64 $sandbox -name guest=vm${index},debug-threads=on $accelerator -smp 1 -m 512M -device qemu-xhci -cdrom alpine-virt-3.12.0_rc5-x86_64.iso -device e1000,netdev=vde0,mac=02:5a:30:00:00:0${index} -netdev vde,id=vde0,sock=vde:///tmp/mysw,port=${index} -nodefaults -serial mon:stdio -vga std -device usb-tablet $screen`,
      'wait_for joined 1 /tmp/mysw',
      'wait_for qemu_is_up',
    ];
    expect(commands(exportShellScript(tutorial()))).toEqual([
      'free_directory /tmp/mysw',
      'start mysw vde_plug null:// switch:///tmp/mysw',
      'wait_for listens /tmp/mysw',
      'make_tap tap0',
      'tap_address tap0 10.0.0.254/24',
      'tap_up tap0',
      'before /tmp/mysw',
      "start tap0 vde_plug tap://tap0 'vde:///tmp/mysw[3]'",
      'wait_for joined 1 /tmp/mysw',
      'new_part m-uml1 uml1',
      'look_at_kernel linux.uml',
      'memory_folder 128',
      'card0=$(uml_card 0 /tmp/mysw 02:5a:30:00:00:03 4)',
      'before /tmp/mysw',
      'in_terminal uml1 env TMPDIR="$memory" linux.uml ubd0="$notes"/cow,BusyBox-1.21.1-amd64-root_fs mem=128M "$card0" umid=uml uml_dir="$notes"/ con0=fd:0,fd:1 con=null ssl=null hostfs=/dev/null',
      'wait_for uml_joined 1 /tmp/mysw',
      'wait_for uml_is_up',
      ...machine(1, 'kvm'),
      ...machine(2, 'tcg'),
    ]);
  });

  it('lets a User-Mode Linux machine write to its image and mount its modules where that is drawn', () => {
    const document = tutorial();
    const uml1 = document.nodes.uml1;
    if (uml1?.kind !== 'uml') throw new Error('kind');
    const changed = { ...uml1, access: 'direct' as const, modules: '/usr/lib/uml/modules' };
    const script = exportShellScript({ ...document, nodes: { ...document.nodes, uml1: changed } });
    const line = commands(script).find((command) => command.includes('in_terminal'));
    expect(line).toContain(' ubd0d=BusyBox-1.21.1-amd64-root_fs ');
    expect(line).toContain(' hostfs="$modules"');
    expect(script).toContain('modules=$(uml_modules /usr/lib/uml/modules)');
    expect(script).toContain('it writes to its image');
  });

  it('does not start a User-Mode Linux machine whose path would be options of its kernel', () => {
    const document = tutorial();
    const uml1 = document.nodes.uml1;
    if (uml1?.kind !== 'uml') throw new Error('kind');
    const changed = { ...uml1, rootfs: '', initrd: '/tmp/\u00e0con1=xterm' };
    const script = exportShellScript({ ...document, nodes: { ...document.nodes, uml1: changed } });
    expect(commands(script).some((command) => command.includes('linux.uml'))).toBe(false);
    expect(script).toContain("fail 'uml1 did not start: its kernel cannot take the path /tmp/");
  });

  it('lets no image of a QEMU machine be an address', () => {
    const document = tutorial();
    const vm1 = document.nodes.vm1;
    if (vm1?.kind !== 'qemu') throw new Error('kind');
    const disk = { image: 'fat:rw:/home', interface: 'ide', access: 'direct' } as const;
    const changed = { ...vm1, cdrom: 'nbd:192.0.2.1:1', disks: [disk] };
    const script = exportShellScript({ ...document, nodes: { ...document.nodes, vm1: changed } });
    const line = commands(script).find((command) => command.startsWith('in_terminal vm1'));
    expect(line).toContain(' -cdrom ./nbd:192.0.2.1:1 ');
    expect(line).toContain(' file=./fat:rw:/home,format="$format0" ');
  });

  it('has the processor, disks, screen and own arguments of a QEMU machine', () => {
    const document = tutorial();
    const vm1 = document.nodes.vm1;
    if (vm1?.kind !== 'qemu') throw new Error('kind');
    const lineOf = (change: Partial<typeof vm1>) => {
      const machine = { ...vm1, name: 'drawn', cards: [], ...change };
      const script = exportShellScript({ ...document, nodes: { vm1: machine }, cables: {} });
      return script.slice(script.indexOf('# QEMU machine drawn')).split('\n\n')[0]?.split('\n');
    };
    expect(
      lineOf({
        disks: [
          overlayOf('/i/a'),
          { image: '/i/b', interface: 'scsi', access: 'direct' },
          { ...overlayOf('/i/c'), interface: 'virtio' },
        ],
        display: 'none',
        cpuLimit: 50,
        arguments: ['-chardev', 'pipe,id=x,path=/x'],
      }),
    ).toEqual([
      '# QEMU machine drawn',
      '# (what it writes to disks with snapshot=on goes with the script)',
      '# (the limit of its processor time is left out)',
      '# (in its terminal, Ctrl-A C leads to its monitor and back)',
      'new_part m-vm1 drawn',
      'accelerate kvm x86_64 -accel tcg -cpu max',
      'format0=$(format_of /i/a)',
      'format1=$(format_of /i/b)',
      'format2=$(format_of /i/c)',
      'in_terminal drawn qemu-system-x86_64 -name guest=drawn,debug-threads=on $accelerator -smp 1 -m 512M -device virtio-scsi -cdrom alpine-virt-3.12.0_rc5-x86_64.iso -drive file=/i/a,format="$format0",snapshot=on -drive file=/i/b,format="$format1",if=none,id=disk1 -device scsi-hd,drive=disk1 -drive file=/i/c,format="$format2",snapshot=on,if=virtio -nodefaults -serial mon:stdio -display none -chardev pipe,id=x,path=/x',
      'wait_for qemu_is_up',
    ]);
    expect(lineOf({ architecture: 'aarch64', accel: 'tcg', display: 'virtio' })?.at(-2)).toBe(
      'in_terminal drawn qemu-system-aarch64 $sandbox -name guest=drawn,debug-threads=on -machine virt $accelerator -smp 1 -m 512M -device qemu-xhci -device virtio-scsi -drive if=none,id=cd,media=cdrom,file=alpine-virt-3.12.0_rc5-x86_64.iso -device scsi-cd,drive=cd -nodefaults -serial mon:stdio -device virtio-gpu-pci -device usb-kbd -device usb-tablet $screen',
    );
  });

  it('uses vde_switch for what vde_plug cannot do, and joins switches and plugs by port', () => {
    const fields = { ...place, ports: 8, directory: '', mode: '0770', group: 'net' };
    const script = exportShellScript({
      ...emptyDocument('7b2c1a34-5d6e-4f70-8a91-b2c3d4e5f607'),
      nodes: {
        h: { id: 'h', kind: 'hub', name: 'h', ...fields, ...unmanaged },
        s: {
          id: 's',
          kind: 'switch',
          name: 's',
          ...fields,
          mode: '0700',
          group: '',
          ...plainSwitch,
        },
        p: { id: 'p', kind: 'plug', start: startAtOnce, name: 'p', ...place, locator: 'slirp://' },
      },
      cables: {
        c1: { id: 'c1', a: { node: 'h', port: 2 }, b: { node: 's', port: 3 }, ...perfectCable },
        c2: { id: 'c2', a: { node: 'p', port: 0 }, b: { node: 's', port: 1 }, ...perfectCable },
      },
    });
    expect(commands(script)).toEqual([
      'start h vde_switch -x -n 9 -s "$lab"/s-h -m 0770 -g net',
      'wait_for listens "$lab"/s-h',
      'start s vde_plug null:// switch://"$lab"/s-s',
      'wait_for listens "$lab"/s-s',
      'before "$lab"/s-h "$lab"/s-s',
      `start 'The cable from h 2 to s 3' vde_plug vde://"$lab"'/s-h[2]' vde://"$lab"'/s-s[3]'`,
      'wait_for joined 2 "$lab"/s-h "$lab"/s-s',
      'before "$lab"/s-s',
      `start p vde_plug slirp:// vde://"$lab"'/s-s[1]'`,
      'wait_for joined 1 "$lab"/s-s',
    ]);
  });

  it('gives vde_switch trunks of all VLANs by their range, as far as it has them', () => {
    const script = exportShellScript({
      ...emptyDocument('7b2c1a34-5d6e-4f70-8a91-b2c3d4e5f607'),
      nodes: {
        s: {
          ...{ id: 's', kind: 'switch', name: 's', ...place, ports: 8, directory: '/tmp/s' },
          ...{ mode: '0700', group: '', management: '', setup: [], fstp: false, priority: 4096 },
          vlans: {
            '1': { untagged: 10, tagged: 'all' },
            '2': { untagged: 0, tagged: [20, 4094] },
            '8': { untagged: null, tagged: 'all' },
          },
        },
      },
      cables: {},
    });
    expect(commands(script).find((line) => line.includes('.rc'))).toBe(
      "{ seq 4093 | sed 's|.*|vlan/create &|'; printf '%s\\n' 'port/create 1' 'port/setvlan 1 10'; " +
        "seq 4093 | grep -vx 10 | sed 's|.*|vlan/addport & 1|'; " +
        "printf '%s\\n' 'port/create 2' 'vlan/addport 20 2' 'port/create 8' 'port/setvlan 8 4095'; " +
        `seq 4093 | sed 's|.*|vlan/addport & 8|'; } >"$lab"/s-s.rc`,
    );
  });

  it('gives vde_switch its VLANs, its spanning tree and the commands of its owner', () => {
    const script = exportShellScript({
      ...emptyDocument('7b2c1a34-5d6e-4f70-8a91-b2c3d4e5f607'),
      nodes: {
        s: {
          ...{ id: 's', kind: 'switch', name: 's', ...place, ports: 8, directory: '/tmp/s' },
          ...{ mode: '0700', group: '', management: '/tmp/s.mgmt', setup: ["# it's mine"] },
          ...{ fstp: true, priority: 4096 },
          vlans: { '1': { untagged: 10, tagged: [] }, '8': { untagged: null, tagged: [10, 20] } },
        },
      },
      cables: {},
    });
    expect(commands(script)).toEqual([
      'free_directory /tmp/s',
      "printf '%s\\n' 'vlan/create 10' 'vlan/create 20' 'port/create 1' 'port/setvlan 1 10' " +
        "'port/create 8' 'port/setvlan 8 4095' 'vlan/addport 10 8' 'vlan/addport 20 8' " +
        `'# it'\\''s mine' >"$lab"/s-s.rc`,
      'start s vde_switch -n 9 -s /tmp/s -m 0700 -F --priority 4096 -M /tmp/s.mgmt -f "$lab"/s-s.rc',
      'wait_for listens /tmp/s',
    ]);
  });

  it('puts wirefilter into cables with conditions, between places that it can name', () => {
    const fields = { ...place, ports: 8, mode: '0700', group: '', ...plainSwitch };
    const slow = { ...perfectConditions, delay: 20, jitter: 5, bandwidth: 1000, queue: 10 };
    const bad: Conditions = {
      ...perfectConditions,
      ...{ loss: 2.5, burst: 4, duplicate: 100, corrupt: 10, mtu: 1400, delay: 3, jitter: 1 },
      distribution: 'normal',
      reorder: 5,
    };
    const script = exportShellScript({
      ...emptyDocument('7b2c1a34-5d6e-4f70-8a91-b2c3d4e5f607'),
      nodes: {
        s: { id: 's', kind: 'switch', name: 's', ...fields, directory: '/tmp/s' },
        t: { id: 't', kind: 'switch', name: 't', ...fields, directory: '/tmp/a:b' },
        p: { id: 'p', kind: 'plug', start: startAtOnce, name: 'p', ...place, locator: 'slirp://' },
      },
      cables: {
        c1: {
          ...{ id: 'c1', a: { node: 's', port: 1 }, b: { node: 't', port: 2 } },
          ...perfectCable,
          ...{ aToB: slow, bToA: bad },
        },
        c2: {
          ...{ id: 'c2', a: { node: 'p', port: 0 }, b: { node: 's', port: 3 } },
          ...perfectCable,
          ...{ aToB: null, bToA: { ...slow, burstBytes: 9000 } },
        },
        c3: {
          ...{ id: 'c3', a: { node: 's', port: 4 }, b: { node: 't', port: 4 } },
          ...{ ...perfectCable, up: false, aToB: slow },
        },
      },
    });
    expect(commands(script).slice(6)).toEqual([
      `start 'The cable at t' vde_plug null:// switch://"$lab"/c-c1-b`,
      'wait_for listens "$lab"/c-c1-b',
      'before /tmp/a:b "$lab"/c-c1-b',
      `start 'The cable at t' vde_plug 'vde:///tmp/a:b[2]' vde://"$lab"/c-c1-b`,
      'wait_for joined 2 /tmp/a:b "$lab"/c-c1-b',
      'before /tmp/s "$lab"/c-c1-b',
      `start 'The cable from s 1 to t 2' wirefilter -v '/tmp/s[1]:'"$lab"/c-c1-b -c LR15140 -b LR125000 -d LR20+5U` +
        ' -m RL1400 -l RL2.5 -L RL4 -D RL99 -d RL3+1N -n RL10.48576',
      'wait_for joined 2 /tmp/s "$lab"/c-c1-b',
      `start 'The cable at p' vde_plug null:// switch://"$lab"/c-c2-a`,
      'wait_for listens "$lab"/c-c2-a',
      'before "$lab"/c-c2-a /tmp/s',
      `start 'The cable from p plug to s 3' wirefilter -v "$lab"'/c-c2-a:/tmp/s[3]' -c RL15140 -b RL125000 -d RL20+5U`,
      'wait_for joined 2 "$lab"/c-c2-a /tmp/s',
      'before "$lab"/c-c2-a',
      'start p vde_plug slirp:// vde://"$lab"/c-c2-a',
      'wait_for joined 1 "$lab"/c-c2-a',
    ]);
    expect(script).toContain('# left out: frames that overtake\n');
    expect(script).toContain('# left out: bursts above the bandwidth\n');
    expect(script).toContain('# The cable from s 4 to t 4: left out, since it is switched off\n');
  });

  it('has internet access as a plug with slirp', () => {
    const fields = { ...place, ports: 8, mode: '0700', group: '', ...plainSwitch };
    const addresses = { address: '10.0.2.2/24', dhcpStart: '10.0.2.15', dns: '10.0.2.3' };
    const rest = { hostLoopback: false, forwards: [], start: startAtOnce };
    const script = exportShellScript({
      ...emptyDocument('7b2c1a34-5d6e-4f70-8a91-b2c3d4e5f607'),
      nodes: {
        s: { id: 's', kind: 'switch', name: 's', ...fields, directory: '/tmp/s' },
        n: { id: 'n', kind: 'nat', name: 'n', ...place, ...addresses, ...rest },
      },
      cables: {
        c: { id: 'c', a: { node: 'n', port: 0 }, b: { node: 's', port: 3 }, ...perfectCable },
      },
    });
    expect(commands(script).slice(3)).toEqual([
      'before /tmp/s',
      'start n vde_plug slirp:///v4/host=10.0.2.2%2F24/dhcp=10.0.2.15/vnameserver=10.0.2.3/disable_host_loopback' +
        " 'vde:///tmp/s[3]'",
      'wait_for joined 1 /tmp/s',
    ]);
  });

  it('names VirtualBox machines and leaves them out', () => {
    const machine = '0a1b2c3d-0000-4000-8000-123456789abc';
    const script = exportShellScript({
      ...emptyDocument('lab'),
      nodes: {
        vb1: {
          ...place,
          id: 'vb1',
          kind: 'vbox',
          name: 'vb1',
          machine,
          machineName: 'Box\nrm -rf /',
          cards: [{ mac: '08:00:27:00:00:01', adapter: 2 }],
          start: startAtOnce,
        },
      },
    });
    expect(script).toContain(
      `# Left out: the VirtualBox machine vb1, which is "Box rm -rf /" (${machine}).`,
    );
    expect(commands(script)).toEqual([
      "tell 'vb1 is left out: this script does not start VirtualBox machines.' >&2",
    ]);
  });

  it('gives the shell of a built-in PC only network set-up, and leaves the rest in comments', () => {
    const script = exportShellScript({
      ...emptyDocument('7b2c1a34-5d6e-4f70-8a91-b2c3d4e5f607'),
      nodes: {
        p: {
          ...{ id: 'p', kind: 'pc', start: startAtOnce, name: 'p', ...place },
          cards: [{ mac: '02:00:00:00:00:01' }],
          setup: [
            'ip addr add 10.0.0.1/24 dev "$(id)"',
            'ip netns exec x id',
            'hostname a; ip link set eth0 up && id; sysctl x',
          ],
        },
      },
    });
    const file = spawnSync('sh', { input: commands(script)[1]!.replace(/ >[^>]*$/, '') }).stdout;
    expect(file.toString().split('\n')).toEqual([
      'status=0',
      `ip addr add 10.0.0.1/24 dev '$(id)' || status=1`,
      '# left out, since it is a command of built-in PCs: ip netns exec x id',
      'hostname a || status=1',
      'ip link set eth0 up || status=1',
      '# left out, since it is a command of built-in PCs: hostname a; ip link set eth0 up && id; sysctl x',
      '# left out, since it is a command of built-in PCs: hostname a; ip link set eth0 up && id; sysctl x',
      'exit "$status"',
      '',
    ]);
  });

  it.each(['first-ping', 'router', 'vlans', 'loop', 'tutorial'])(
    'is a script that sh accepts: %s',
    (name) => {
      const document = parseDocument(readFileSync(join(examples, `${name}.vdelab`), 'utf8'));
      const { status, stderr } = spawnSync('sh', ['-n'], { input: exportShellScript(document) });
      expect([status, stderr.toString()]).toEqual([0, '']);
    },
  );
});
