/** What can be done to a UML machine while it runs, with Debian's kernel and with sid's. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { MachineContext, MachineRun } from '../../electron/machines/common/machine-driver';
import { inspectUmlKernel } from '../../electron/machines/uml/uml-dialect';
import { UmlDriver } from '../../electron/machines/uml/uml-driver';
import type { UmlNode } from '../../shared/document/topology';
import { failureOf } from '../../shared/failure/failure';
import { plainUml } from '../../shared/kinds/uml';
import type { MachineFacts } from '../../shared/lab/machine-control';
import { PROMPT } from '../harness/guests';
import { MachineStage, type TestConsole } from '../harness/machine-stage';
import { describeWith } from '../harness/parts';
import { sidUmlKernel } from '../harness/sid-uml';
import { type UmlGuest, umlGuest } from '../harness/uml-guest';

const never = new AbortController().signal;
const driver = new UmlDriver();
const macs = ['52:54:00:12:34:01', '52:54:00:12:34:02', '52:54:00:12:34:03'] as const;

let stage: MachineStage;
let guest: UmlGuest;
let directory: string;

interface Guest {
  readonly run: MachineRun;
  readonly console: TestConsole;
  readonly monitor: TestConsole;
  readonly facts: Partial<MachineFacts>;
}

function machine(id: string, change: Partial<UmlNode>): UmlNode {
  return {
    ...{ id, kind: 'uml', ...plainUml, name: id, x: 0, y: 0, memory: 128 },
    ...{ kernel: guest.kernel, initrd: guest.initrd, rootfs: '', append: '', cards: [] },
    ...change,
  };
}

/** Boots a guest, with an address for its first card. */
async function boot(id: string, change: Partial<UmlNode> = {}, address = ''): Promise<Guest> {
  const node = machine(id, change);
  const facts: Partial<MachineFacts> = {};
  const context: MachineContext = {
    ...stage.context(
      node.cards.map(() => directory),
      id,
    ),
    tell: (news) => Object.assign(facts, news),
  };
  expect(await driver.check(node)).toBeNull();
  const run = await driver.start(node, context, never);
  const [console, monitor] = [stage.console('console'), stage.console('monitor')];
  await console.until(PROMPT);
  if (address !== '') await console.run(addressing(0, address));
  return { run, console, monitor, facts };
}

const addressing = (card: number, address: string) =>
  `ip addr add ${address}/24 dev ${guest.card(card)}; ip link set ${guest.card(card)} up`;
const pinging = (address: string, count = 1) => `ping -c ${count} -W 2 ${address}`;
const ANSWERED = ' 0% packet loss';

const programs = ['linux.uml', 'vde_plug', 'busybox', 'cpio'] as const;

describeWith(programs, 'A UML machine that runs', () => {
  beforeAll(async () => {
    guest = await umlGuest();
  });
  beforeEach(async () => {
    stage = new MachineStage();
    directory = await stage.switch();
  });
  afterEach(() => stage.close());

  it('stands still and goes on', async () => {
    const first = await boot('a', { cards: [{ mac: macs[0] }] }, '10.0.0.1');
    const second = await boot('b', { cards: [{ mac: macs[1] }] }, '10.0.0.2');
    expect(first.facts).toMatchObject({ badge: 'UML', paused: false, sysrq: true, trouble: null });
    expect(await first.console.run(pinging('10.0.0.2'))).toContain(ANSWERED);

    await second.run.controls!.pause!();
    expect(second.facts.paused).toBe(true);
    expect(await first.console.run(pinging('10.0.0.2'))).toContain('100% packet loss');
    await second.run.controls!.resume!();
    expect(second.facts.paused).toBe(false);
    expect(await first.console.run(pinging('10.0.0.2', 3))).not.toContain('100% packet loss');

    await second.run.controls!.pause!();
    await second.run.stop();
    await second.console.until('Emergency Remount complete', 1000);
    await first.run.stop();
  });

  it('prints for SysRq and answers in its monitor', async () => {
    const { run, console, monitor, facts } = await boot('a');
    await run.sysrq!('m');
    await console.until('Mem-Info:');
    monitor.source.write('version\r');
    await monitor.until('Linux guest ');
    monitor.source.write('stop\r');
    await expect.poll(() => facts.paused).toBe(true);
    monitor.source.write('go\rdance\r');
    await monitor.until('Unknown command');
    expect(facts.paused).toBe(false);
    await run.stop();
  });

  it('starts anew by itself and remains the same process, with the cards that it has', async () => {
    const { run, console } = await boot('a', { cards: [{ mac: macs[0] }] });
    await run.unplugCard!(0);
    await run.plugCard!(0, macs[2], directory);
    await run.plugCard!(1, macs[1], directory);
    await run.unplugCard!(1);
    await console.run('touch /before');
    await run.controls!.reset!();
    await console.until('Run /init as init process');
    await console.until(PROMPT);
    expect(await console.run('ls /')).not.toContain('before');
    const links = await console.run('ip link');
    expect(links).toContain(macs[2]);
    expect(links).not.toContain(guest.card(1));
    expect(stage.supervisor.size).toBe(2);
    await run.controls!.powerOff!();
    expect(await run.exited).toEqual({ failure: null });
    expect(stage.supervisor.size).toBe(1);
  });

  it('is killed without being asked', async () => {
    const { run } = await boot('a');
    await run.controls!.kill!();
    expect(await run.exited).toEqual({ failure: null });
    expect(await run.controls!.pause!().catch(failureOf)).toMatchObject({ record: 'a' });
  });

  it('takes a card and gives it up', async () => {
    const first = await boot('a', { cards: [{ mac: macs[0] }] });
    const second = await boot('b', { cards: [{ mac: macs[1] }] }, '10.0.0.2');
    await first.run.plugCard!(1, macs[2], directory);
    await first.console.run(addressing(1, '10.0.0.1'));
    expect(await first.console.run(pinging('10.0.0.2'))).toContain(ANSWERED);

    expect(await first.run.unplugCard!(1).catch(failureOf)).toMatchObject({
      next: expect.stringContaining(`\`ip link set ${guest.card(1)} down\``),
    });
    await first.console.run(`ip link set ${guest.card(1)} down`);
    await first.run.unplugCard!(1);
    expect(await first.console.run('ip link')).not.toContain(guest.card(1));
    await Promise.all([first.run.stop(), second.run.stop()]);
  });

  it('loads modules of its kernel, and reaches no other file of this computer', async () => {
    const { run, console } = await boot('a', { modules: guest.modules });
    await console.run('mkdir -p /lib/modules; mount -t hostfs none /lib/modules');
    expect(await console.run('modprobe dummy; cat /proc/modules')).toMatch(/^dummy /m);
    const others = await console.run('mkdir /o; mount -t hostfs -o /etc none /o; ls /o');
    expect(others).not.toContain('passwd');
    await run.stop();
  });

  it('without modules reaches no file of this computer, by whatever way', async () => {
    const { run, console } = await boot('a');
    await console.run('mkdir /o');
    for (const way of ['', '/', '/etc', '..', '../etc', '../../etc', '../../../../etc']) {
      const option = way === '' ? '' : `-o ${way}`;
      const found = await console.run(`mount -t hostfs ${option} none /o; ls -A /o; umount /o`);
      expect(found, way).not.toMatch(/passwd|null|proc/);
    }
    await run.stop();
  });

  it('says where modules would have to be', async () => {
    const version = (await inspectUmlKernel(guest.kernel))!.version;
    const empty = mkdtempSync(join(stage.root, 'modules-'));
    const failure = await driver.check(machine('a', { modules: empty }));
    expect(failure?.message).toContain(`no modules for Linux ${version}`);
    const whole = machine('a', { modules: `${guest.modules}/${version}/` });
    expect(await driver.check(whole)).toBeNull();
    rmSync(empty, { recursive: true });
    writeFileSync(empty, '');
    expect(await driver.check(machine('a', { modules: empty }))).toMatchObject({ record: 'a' });
  });
});

describeWith(programs, 'UML machines with vector cards', () => {
  beforeAll(async () => {
    guest = { ...(await umlGuest()), kernel: await sidUmlKernel(), card: (index) => `vec${index}` };
  }, 300_000);
  beforeEach(async () => {
    stage = new MachineStage();
    directory = await stage.switch();
  });
  afterEach(() => stage.close());

  it('reach each other, take cards, and start anew', async () => {
    expect(await inspectUmlKernel(guest.kernel)).toMatchObject({
      dialect: 'vector',
      runsVdePlug: true,
    });
    const first = await boot('a', { cards: [{ mac: macs[0] }] }, '10.0.0.1');
    const second = await boot('b');
    expect(first.run.detail).toMatch(/^UML \d+\.\d+\S*, vector$/);
    await second.run.plugCard!(0, macs[1], directory);
    await second.console.run(addressing(0, '10.0.0.2'));
    expect(await first.console.run(pinging('10.0.0.2'))).toContain(ANSWERED);
    await first.run.controls!.reset!();
    await first.console.until('Run /init as init process');
    await first.console.until(PROMPT);
    await first.console.run(addressing(0, '10.0.0.1'));
    expect(await first.console.run(pinging('10.0.0.2'))).toContain(ANSWERED);
    await Promise.all([first.run.stop(), second.run.stop()]);
  });
});
