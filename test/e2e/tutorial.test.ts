/**
 * The tutorial, clicked: two QEMU machines on /tmp/mysw, a tap, a User-Mode Linux machine, clients
 * from outside, and a cable that is moved while everything runs. One lab, built up step by step.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { Editor, type EditorHome, makeHome } from '../harness/editor';
import type { Console } from '../harness/editor-console';
import { qemuGuest } from '../harness/guests';
import { describeWith } from '../harness/parts';
import { inVdens, startProgram, withAddress } from '../harness/programs';
import { umlGuest } from '../harness/uml-guest';
import { eventually } from '../harness/vde-client';

const SWITCH = '/tmp/mysw';
const BOOT_MS = 120_000;
const needs = [
  'root',
  'chromium',
  'qemu-system-x86_64',
  'linux.uml',
  'busybox',
  'cpio',
  'depmod',
  'vdens',
  'vde_plug',
  'vde_switch',
  'ip',
  'ping',
] as const;

let home: EditorHome;
let editor: Editor;

/** Draws a QEMU machine with the test guest and selects it. */
async function drawQemu(x: number, y: number): Promise<void> {
  const { kernel, initrd, append } = await qemuGuest();
  await editor.add('QEMU machine', x, y);
  await editor.fill('Memory', '128');
  await editor.fill('Kernel', kernel);
  await editor.fill('Initial ramdisk', initrd);
  await editor.fill('Kernel command line', append);
  await editor.choose('Model of eth0', 'virtio-net-pci');
}

async function guestPrompt(name: string): Promise<Console> {
  const console = await editor.openConsole(name);
  await console.type('');
  await console.shows(/guest# /, BOOT_MS);
  return console;
}

let pings = 0;

/** Pings out of a guest three times; only what is printed after this command counts. */
async function expectPing(console: Console, address: string, received: number): Promise<void> {
  const mark = `ping-${++pings}-to`;
  await console.type(`clear; echo ${mark}; ping -c 3 -W 2 ${address}`);
  const result = `3 packets transmitted, ${received} packets received`;
  await console.shows(new RegExp(`^${mark}\\s+PING[\\s\\S]*${result}`, 'm'));
}

/** Process numbers of the children of the service, by program. */
function childrenOf(pid: number, program: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((name) => {
      try {
        const parent = readFileSync(`/proc/${name}/stat`, 'latin1').split(') ')[1]!.split(' ')[1];
        return Number(parent) === pid && readlinkSync(`/proc/${name}/exe`).includes(program);
      } catch {
        // It ended while we looked.
        return false;
      }
    })
    .map(Number)
    .sort((x, y) => x - y);
}

describeWith(needs, 'the tutorial', () => {
  beforeAll(async () => {
    home = makeHome();
    editor = await Editor.open(home);
  });

  afterAll(async () => {
    await editor.close();
    home.remove();
    // Nothing of the lab is left when the app has ended.
    expect(existsSync(SWITCH)).toBe(false);
    expect(existsSync('/sys/class/net/tap0')).toBe(false);
  });

  it('1: two QEMU machines on the switch /tmp/mysw ping each other', async () => {
    await editor.add('switch', 420, 60);
    await editor.fill('VDE directory', SWITCH);
    await drawQemu(200, 240);
    await drawQemu(460, 240);
    await editor.connect('vm1 eth0', 'sw1 port 1');
    await editor.connect('vm2 eth0', 'sw1 port 2');
    await editor.startAll();
    for (const name of ['sw1', 'vm1', 'vm2']) await editor.waitForState(name, 'running', BOOT_MS);
    expect(existsSync(join(SWITCH, 'ctl'))).toBe(true);
    const first = await guestPrompt('vm1');
    await first.type('ip addr add 10.0.0.1/24 dev eth0; ip link set eth0 up');
    const second = await guestPrompt('vm2');
    await second.type('ip addr add 10.0.0.2/24 dev eth0; ip link set eth0 up');
    await expectPing(second, '10.0.0.1', 3);
  });

  it('2: a tap joins, guest pings host and host pings guest', async () => {
    await editor.add('tap', 760, 60);
    await editor.fill('Address of this host', '10.0.0.254/24');
    await editor.connect('tap1 tap0', 'sw1 port 3');
    await editor.startAll();
    await editor.waitForState('tap1', 'running');
    await expectPing(await editor.showConsole('vm1'), '10.0.0.254', 3);
    const host = execFileSync('ping', ['-c', '3', '-i', '0.3', '10.0.0.2'], { encoding: 'utf8' });
    expect(host).toContain(' 0% packet loss');
  });

  it('3: a User-Mode Linux machine joins at 10.0.0.3 and pings both', async () => {
    const { kernel, initrd, card } = await umlGuest();
    await editor.add('User-Mode Linux machine', 720, 240);
    await editor.fill('Memory', '128');
    await editor.fill('Kernel', kernel);
    await editor.fill('Initial ramdisk', initrd);
    await editor.connect('uml1 eth0', 'sw1 port 4');
    await editor.startAll();
    await editor.waitForState('uml1', 'running', BOOT_MS);
    const console = await guestPrompt('uml1');
    await console.type(`ip addr add 10.0.0.3/24 dev ${card(0)}; ip link set ${card(0)} up`);
    await expectPing(console, '10.0.0.1', 3);
    await expectPing(console, '10.0.0.254', 3);
  });

  it('joins external clients: vdens, and a real vde_switch by vde_plug, at the right port', async () => {
    const folder = mkdtempSync('/tmp/vdo-');
    const real = join(folder, 'real');
    const vdeSwitch = startProgram('vde_switch', ['-s', real]);
    await eventually('vde_switch', () => existsSync(join(real, 'ctl')));
    const plug = startProgram('vde_plug', [`vde://${SWITCH}[8]`, `vde://${real}`]);
    const through = `${withAddress('10.0.0.20/24')} ping -c 20 -i 0.3 -W 2 10.0.0.1`;
    const far = inVdens(`vde://${real}`, through);
    await far.printed(/bytes from 10\.0\.0\.1/);
    const near = inVdens(
      `vde://${SWITCH}`,
      `${withAddress('10.0.0.21/24')} ping -c 3 -W 2 10.0.0.2`,
    );
    await near.printed(/ 0% packet loss/);
    await editor.select('sw1');
    await editor.page.getByRole('tab', { name: 'Traffic' }).click();
    const row = editor.page
      .getByRole('row')
      .filter({ has: editor.page.getByRole('rowheader', { name: '8', exact: true }) });
    const inwards = row.getByRole('cell').first();
    await eventually(
      'frames in at port 8',
      async () => Number.parseInt((await inwards.textContent()) ?? '', 10) > 0,
    );
    for (const program of [far, near, plug, vdeSwitch]) await program.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  it('moves a cable while both guests run, and undo brings it back; no machine restarts', async () => {
    const before = childrenOf(editor.pid, 'qemu');
    expect(before).toHaveLength(2);
    await editor.add('switch', 60, 60);
    await editor.startAll();
    await editor.waitForState('sw2', 'running');
    const console = await editor.showConsole('vm1');
    await console.type('clear; ping 10.0.0.2');
    await console.shows(/seq=2 /);
    await editor.moveCableEnd('sw1 port 2', 'sw2 port 5');
    await eventually('the moved cable', () => editor.cable('vm2 eth0 to sw2 port 5').count());
    await console.press('Control+c');
    await expectPing(console, '10.0.0.2', 0);
    await editor.node('sw1').click({ position: { x: 24, y: 20 } });
    await editor.page.keyboard.press('Control+z');
    await eventually('the cable back', () => editor.cable('vm2 eth0 to sw1 port 2').count());
    await expectPing(console, '10.0.0.2', 3);
    expect(childrenOf(editor.pid, 'qemu')).toEqual(before);
  });

  it('shows what runs, and Stop all leaves no process', async () => {
    await editor.button('Stop all').click();
    for (const name of ['vm1', 'vm2', 'uml1', 'tap1', 'sw1'])
      await editor.waitForState(name, 'off');
    expect(childrenOf(editor.pid, 'qemu')).toEqual([]);
    expect(childrenOf(editor.pid, 'linux')).toEqual([]);
    expect(existsSync(SWITCH)).toBe(false);
  });
});
