/**
 * Exported scripts where things are not as in the examples: strange names and places, a second one at once,
 * an ordinary user, parts that are missing or do not start, a computer without a screen.
 */
import { execFileSync } from 'node:child_process';
import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { exportShellScript } from '../../electron/export/shell-script';
import {
  emptyDocument,
  perfectCable,
  type TopologyDocument,
  type TopologyNode,
} from '../../shared/document/topology';
import { startAtOnce } from '../../shared/kinds/fields/node-fields';
import { plainQemu } from '../../shared/kinds/qemu';
import { plainSwitch } from '../../shared/kinds/switch';
import { plainUml } from '../../shared/kinds/uml';
import { type Export, ExportedLab } from '../harness/exported-lab';
import { PROMPT, qemuGuest } from '../harness/guests';
import { describeWith } from '../harness/parts';
import { umlGuest } from '../harness/uml-guest';
import { eventually } from '../harness/vde-client';

const place = { x: 0, y: 0, start: startAtOnce };
const mac = (last: number) => `02:5a:70:00:00:0${last}`;
const NOBODY = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups', 'env', 'HOME=/'];

/** Where only root may open /dev/net/tun, as in some containers, the user gets a copy to use. */
const nobodyWithTun = (mode = '666') => {
  const copy = join(folder, `tun${mode}`);
  const prepare = `{ [ -e ${copy} ] || mknod ${copy} c 10 200; } && chmod ${mode} ${copy} && mount --bind ${copy} /dev/net/tun && exec "$@"`;
  return ['unshare', '-m', 'sh', '-c', prepare, 'sh', ...NOBODY];
};

let folder: string;
const labs: ExportedLab[] = [];

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vdelab-others-'));
  chmodSync(folder, 0o755);
});

afterEach(async () => {
  await Promise.all(labs.splice(0).map((lab) => lab.stop()));
  rmSync(folder, { recursive: true, force: true });
});

function run(document: TopologyDocument, options?: Export): ExportedLab {
  const lab = ExportedLab.start(exportShellScript(document), options);
  labs.push(lab);
  return lab;
}

/** A switch, and nodes that are plugged into its ports from 1 on. */
function star(directory: string, nodes: readonly TopologyNode[], more = {}): TopologyDocument {
  const fields = { ...place, ports: 8, mode: '0700', group: '', ...plainSwitch };
  const hub: TopologyNode = {
    id: 's',
    kind: 'switch',
    name: 'The "switch" $(id)',
    directory,
    ...fields,
    ...more,
  };
  return {
    ...emptyDocument('7b2c1a34-5d6e-4f70-8a91-b2c3d4e5f607', 'Others'),
    nodes: Object.fromEntries([hub, ...nodes].map((node) => [node.id, node])),
    cables: Object.fromEntries(
      nodes.map(({ id }, index) => [
        `c${index}`,
        {
          ...perfectCable,
          id: `c${index}`,
          a: { node: id, port: 0 },
          b: { node: 's', port: index + 1 },
        },
      ]),
    ),
  };
}

const pc = (id: string, name: string, last: number): TopologyNode => ({
  ...place,
  ...{ id, name, kind: 'pc', cards: [{ mac: mac(last) }] },
  setup: [`ip addr add 10.78.0.${last}/24 dev eth0`],
});

const host = (id: string, last: number, more = {}): TopologyNode => ({
  ...place,
  ...{ id, name: id, kind: 'host', command: [], resolvConf: '', cpuLimit: 0, memoryLimit: 0 },
  script: `ip addr add 10.78.0.${last}/24 dev eth0`,
  cards: [{ mac: mac(last) }],
  ...more,
});

const tap = (name: string): TopologyNode => ({
  ...place,
  ...{ id: 't', kind: 'tap', name: 'the tap', interface: name, address: '10.78.0.9/24' },
  ...{ up: true, bridge: '' },
});

/** A folder with all programs of this computer but some, to be the PATH. */
function pathWithout(...missing: string[]): string {
  const bin = join(folder, 'bin');
  execFileSync('mkdir', ['-p', bin]);
  for (const place of ['/usr/sbin', '/usr/bin']) {
    for (const name of readdirSync(place).filter((one) => !missing.includes(one))) {
      if (!existsSync(join(bin, name))) symlinkSync(join(place, name), join(bin, name));
    }
  }
  return bin;
}

const needs = ['root', 'vde_plug', 'vde_switch', 'vdens', 'ip', 'ping', 'tmux'] as const;

describeWith(needs, 'an exported script', () => {
  it('gives machines with names in any script different host names, and titles', async () => {
    const names = ["it's $(touch x)", '-n', 'Сервер', '服务器', '🚀 web', 'web', 'x'.repeat(40)];
    const lab = run(
      star(
        '',
        names.map((name, index) => pc(`p${index}`, name, index + 1)),
      ),
    );
    await lab.up();
    for (const [index] of names.entries())
      lab.type(`p${index}`, 'echo "name=$(hostname) prompt=$PS1"');
    const found = await Promise.all(
      names.map(async (_, index) => {
        await lab.until(`p${index}`, /name=[A-Za-z0-9-]+ prompt=/);
        return /name=(\S+) prompt=(\S+)#/.exec(lab.screen(`p${index}`))!.slice(1);
      }),
    );
    expect(found.map(([name]) => name)).toEqual([
      'it-s-touch-x',
      'n',
      'p2',
      'p3',
      'web-2',
      'web',
      'x'.repeat(40),
    ]);
    expect(found.every(([name, prompt]) => name === prompt)).toBe(true);
    await lab.pings('p0', '10.78.0.7');
  });

  it('takes a directory with blanks and letters of other scripts, VLANs, and a script that fails', async () => {
    const directory = join(folder, 'a switch, ключ: [1]');
    const vlans = { '1': { untagged: 5, tagged: [] }, '2': { untagged: 5, tagged: [] } };
    const failing = host('h2', 2, {
      script: 'ip addr add 10.78.0.2/24 dev eth0\nfalse',
      resolvConf: 'nameserver 192.0.2.1',
    });
    const nodes = [host('h1', 1), failing, host('h3', 3, { command: ['sleep', '1000'] })];
    const lab = run(star(directory, nodes, { vlans }));
    await lab.up();
    await lab.pings('h1', '10.78.0.2');
    await lab.pings('h1', '10.78.0.3', 0);
    await eventually('the script that failed', () =>
      lab.said.includes('The startup script of h2 ended with exit status 1.'),
    );
    lab.type('h2', 'cat /etc/resolv.conf');
    await lab.until('h2', 'nameserver 192.0.2.1');
    expect(await lab.stop()).toBe(143);
    expect(existsSync(directory)).toBe(false);
  });

  it('runs twice, one after the other and at once, but for a directory that both want', async () => {
    const directory = join(folder, 'sw');
    const drawing = star(directory, [pc('p1', 'p1', 1), pc('p2', 'p2', 2)]);
    const [first, apart] = [run(drawing), run(star('', [pc('p1', 'p1', 1), pc('p2', 'p2', 2)]))];
    await Promise.all([first.up(), apart.up()]);
    const second = run(drawing);
    expect(await second.ended()).toBe(1);
    expect(second.said).toContain(`Another switch already runs at ${directory}.`);
    await Promise.all([first.pings('p1', '10.78.0.2'), apart.pings('p1', '10.78.0.2')]);
    await first.stop();
    const again = run(drawing);
    await again.up();
    await again.pings('p1', '10.78.0.2');
  });

  it('takes the place of a switch that was killed', async () => {
    const directory = join(folder, 'sw');
    const killed = execFileSync(
      'sh',
      ['-c', 'vde_plug null:// "switch://$0" </dev/zero >/dev/null 2>&1 & echo $!', directory],
      { encoding: 'utf8' },
    );
    await eventually('the switch', () => existsSync(join(directory, 'ctl')));
    process.kill(Number(killed), 'SIGKILL');
    const lab = run(star(directory, [pc('p1', 'p1', 1), pc('p2', 'p2', 2)]));
    await lab.up();
    await lab.pings('p1', '10.78.0.2');
  });

  it('runs as an ordinary user, who is told what only root may do', async () => {
    const drawing = star('', [pc('p1', 'p1', 1), host('h2', 2)]);
    const lab = run(drawing, { before: nobodyWithTun() });
    await lab.up();
    await lab.pings('p1', '10.78.0.2');
    const withTap = run(star('', [pc('p1', 'p1', 1), tap('vdx-tap1')]), {
      before: nobodyWithTun(),
      environment: { PATH: pathWithout('sudo') },
    });
    expect(await withTap.ended()).toBe(1);
    expect(withTap.said).toMatch(
      /Only root may do this: ip tuntap add mode tap name vdx-tap1 user 65534\nRun it once as root/,
    );
  });

  it('says that the user may not open the device of taps, which hosts need too', async () => {
    const lab = run(star('', [pc('p1', 'p1', 1), tap('vdx-tap1')]), {
      before: nobodyWithTun('600'),
    });
    expect(await lab.ended()).toBe(1);
    expect(lab.said).toContain(
      'p1, the tap: you may not open /dev/net/tun. Run once: sudo chmod 666 /dev/net/tun',
    );
  });

  it('names all that is missing before it starts anything, and who needs it', async () => {
    const uml: TopologyNode = {
      ...{ ...place, ...plainUml, id: 'u', name: 'uml1', kind: 'uml', kernel: '/nowhere/linux' },
      ...{ memory: 64, rootfs: '', initrd: '/nowhere/initrd', append: '', cards: [] },
    };
    const lab = run(
      star('', [pc('p1', 'p1', 1), host('h2', 2, { command: ['no-such-program'] }), uml]),
      {
        environment: { PATH: pathWithout('vdens', 'vde_plug') },
      },
    );
    expect(await lab.ended()).toBe(1);
    expect(lab.said.trim().split('\n')).toEqual([
      'Nothing was started:',
      '  The "switch" $(id), Cables: vde_plug is not installed (package vdeplug).',
      '  p1, h2: vdens is not installed (package vdens).',
      '  h2: no-such-program is not installed.',
      '  uml1: /nowhere/linux is not installed.',
      '  uml1: there is no initrd /nowhere/initrd',
    ]);
  });

  it('says why a part did not start, with its last words, takes all down and ends with 1', async () => {
    const file = join(folder, 'no-kernel');
    writeFileSync(file, 'no kernel');
    const vm: TopologyNode = {
      ...{
        ...place,
        ...plainQemu,
        id: 'q',
        name: 'vm1',
        kind: 'qemu',
        memory: 64,
        cpus: 1,
        cdrom: '',
      },
      ...{ disks: [], kernel: file, initrd: '', append: '', accel: 'tcg', cards: [] },
    };
    const directory = join(folder, 'sw');
    const lab = run(star(directory, [pc('p1', 'p1', 1), vm].slice(0, 1)));
    await lab.up();
    const failing = run({
      ...star('', []),
      nodes: { ...star(join(folder, 'other'), []).nodes, q: vm },
    });
    expect(await failing.ended()).toBe(1);
    expect(failing.said).toMatch(
      /vm1 did not start: it ended with exit status 1\.\n +qemu: invalid kernel header/,
    );
    expect(existsSync(join(folder, 'other'))).toBe(false);
    const plug: TopologyNode = {
      ...place,
      id: 'p',
      name: 'the plug',
      kind: 'plug',
      locator: `vde://${folder}/nobody`,
    };
    const alone = run(star('', [plug]));
    expect(await alone.ended()).toBe(1);
    expect(alone.said).toMatch(/the plug did not start: it ended\.\n.*nobody.*No such file/);
  });

  it('forwards ports of this computer, and names one that is taken', async () => {
    const forward = (hostPort: number) => ({
      protocol: 'tcp' as const,
      hostAddress: '127.0.0.1',
      hostPort,
      guestAddress: '10.78.0.1',
      guestPort: 80,
    });
    const nat = (hostPort: number): TopologyNode => ({
      ...{
        ...place,
        id: 'n',
        name: 'internet',
        kind: 'nat',
        address: '10.78.0.254/24',
        dhcpStart: '10.78.0.15',
      },
      ...{ dns: '10.78.0.3', hostLoopback: true, forwards: [forward(hostPort)] },
    });
    const lab = run(star('', [pc('p1', 'p1', 1), nat(18_781)]));
    await lab.up();
    await lab.pings('p1', '10.78.0.254');
    expect(execFileSync('ss', ['-Hltn', 'sport = :18781'], { encoding: 'utf8' })).toContain(
      '127.0.0.1:18781',
    );
    const second = run(star('', [nat(18_781)]));
    expect(await second.ended()).toBe(1);
    expect(second.said).toContain(
      'internet: another program listens at tcp port 18781 of 127.0.0.1.',
    );
  });

  it('shows consoles in tmux where there is no screen', async () => {
    const environment = { TERMINAL: '', DISPLAY: '', WAYLAND_DISPLAY: '' };
    const lab = run(star('', [pc('p1', 'p1', 1), pc('p2', 'p 2', 2)]), { environment });
    await lab.up();
    const socket = /tmux -S (\S+) attach/.exec(lab.said)![1]!;
    const tmux = (...words: string[]) =>
      execFileSync('tmux', ['-S', socket, ...words], { encoding: 'utf8' });
    expect(tmux('list-windows', '-F', '#{window_name}')).toBe('p1\np 2\n');
    tmux('send-keys', '-t', ':p1', 'ping -c 1 -W 2 10.78.0.2', 'Enter');
    await eventually(
      'a reply',
      () => tmux('capture-pane', '-p', '-t', ':p1').includes('1 received'),
      10_000,
    );
    expect(await lab.stop()).toBe(143);
    expect(existsSync(socket)).toBe(false);
  });
});

describeWith(
  [...needs, 'qemu-system-x86_64', 'qemu-img', 'busybox', 'cpio'],
  'exported machines',
  () => {
    it('start in their order, at a switch that a kernel cannot spell, with a disk and modules', async () => {
      const [qemu, uml] = [await qemuGuest(), await umlGuest()];
      const image = join(folder, 'disk, one.raw');
      writeFileSync(image, Buffer.alloc(1024 * 1024));
      const ready = { by: 'text' as const, text: PROMPT.trim() };
      const vm: TopologyNode = {
        ...{
          ...place,
          ...plainQemu,
          ...qemu,
          id: 'q',
          name: 'vm, 1',
          kind: 'qemu',
          memory: 128,
          cpus: 1,
        },
        ...{ cdrom: '', disks: [{ image, interface: 'virtio', access: 'overlay' }], accel: 'auto' },
        cards: [{ mac: mac(1), model: 'virtio-net-pci' }],
        start: { ...startAtOnce, order: 1, ready, patience: 100 },
      };
      const { kernel, initrd, modules } = uml;
      const guest: TopologyNode = {
        ...{ ...place, ...plainUml, id: 'u', name: 'uml 1', kind: 'uml', kernel, initrd, modules },
        ...{ memory: 128, rootfs: '', append: '', cards: [{ mac: mac(2) }] },
        start: { ...startAtOnce, order: 2 },
      };
      const lab = run(star(join(folder, 'a switch, one'), [vm, guest], { fstp: true }));
      await eventually('the first machine', () => lab.screen('q').includes(PROMPT), 90_000);
      await lab.up();
      expect(lab.said).not.toContain('is not ready');
      await lab.until('u', PROMPT);
      lab.type('q', 'ip addr add 10.78.0.1/24 dev eth0; ip link set eth0 up; ls -s /sys/block');
      lab.type('u', `ip addr add 10.78.0.2/24 dev ${uml.card(0)}; ip link set ${uml.card(0)} up`);
      lab.type('u', 'mkdir /m; mount -t hostfs none /m && ls /m | wc -l');
      await lab.until('q', 'vda');
      await lab.until('u', /\n1\r?\n/);
      await lab.pings('u', '10.78.0.1');
    });
  },
);
