/** The driver with a real VirtualBox. */
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { MachineRun } from '../../electron/machines/common/machine-driver';
import { networkForms } from '../../electron/machines/vbox/vbox-args';
import { VboxDriver } from '../../electron/machines/vbox/vbox-driver';
import { headlessProcess } from '../../electron/machines/vbox/vbox-headless';
import { VboxLender } from '../../electron/machines/vbox/vbox-lender';
import { VboxLoans } from '../../electron/machines/vbox/vbox-loans';
import { registeredMachines } from '../../electron/machines/vbox/vbox-machines';
import type { VboxNode } from '../../shared/document/topology';
import { startAtOnce } from '../../shared/kinds/fields/node-fields';
import { MachineStage } from '../harness/machine-stage';
import { describeWith } from '../harness/parts';
import { eventually } from '../harness/vde-client';
import { GREETING, VirtualBoxStage } from '../harness/virtualbox/stage';

const never = new AbortController().signal;
/** The whole VirtualBox may have to be made first. */
const MAKE_MS = 900_000;

let virtualBox: VirtualBoxStage;
let stage: MachineStage;
let loans: VboxLoans;
let driver: VboxDriver;

function driverWith(forms = networkForms): VboxDriver {
  return new VboxDriver(virtualBox.vbox, new VboxLender(virtualBox.vbox, loans), forms);
}

const nodeOf = (machine: string, adapters: readonly number[] = [1]): VboxNode => ({
  id: 'v1',
  kind: 'vbox',
  start: startAtOnce,
  name: 'vb1',
  x: 0,
  y: 0,
  machine,
  machineName: 'lab box',
  cards: adapters.map((adapter) => ({ adapter, mac: `08:00:27:00:00:0${adapter}` })),
});

async function start(node: VboxNode, cards: readonly string[]): Promise<MachineRun> {
  expect(await driver.check(node)).toBeNull();
  return driver.start(node, stage.context(cards), never);
}

describeWith(['mmdebstrap', 'gcc', 'vde_plug', 'root'], 'VirtualBox machines', () => {
  beforeAll(async () => {
    virtualBox = await VirtualBoxStage.open();
  }, MAKE_MS);
  afterAll(() => virtualBox?.close());
  beforeEach(() => {
    stage = new MachineStage();
    loans = new VboxLoans(() => join(stage.root, 'loans'));
    driver = driverWith();
  });
  afterEach(() => stage.close());

  it('run with their cards in the drawing and give everything back', async () => {
    const machine = await virtualBox.machine('lab "box"', [
      ...['--nic1', 'intnet', '--intnet1', 'corner', '--cableconnected1', 'off'],
      ...['--nic2', 'generic', '--nicgenericdrv2', 'UDPTunnel'],
      ...['--nicproperty2', 'dest=10.1.2.3', '--nicproperty2', 'sport=10001'],
      ...['--nic3', 'none', '--macaddress3', '0800271234AB', '--macaddress1', '080027ABCDEF'],
      ...['--uart1', '0x2F8', '3', '--uartmode1', 'file', join(stage.root, 'a file')],
    ]);
    const before = await virtualBox.settings(machine);
    const cards = [await stage.switch('a'), await stage.switch('b'), await stage.switch('c')];

    const run = await start(nodeOf(machine, [1, 2, 3]), cards);
    for (const card of cards) expect(readdirSync(card)).toHaveLength(2);
    expect(await virtualBox.field(machine, 'VMState')).toBe('running');
    // A card that is on has the address that VirtualBox gave it, one that was off that of the drawing.
    expect(await virtualBox.field(machine, 'macaddress1')).toBe('080027ABCDEF');
    expect(await virtualBox.field(machine, 'macaddress3')).toBe('080027000003');
    expect(await loans.machines()).toEqual([machine]);

    await run.stop();
    expect(await run.exited).toEqual({ failure: null });
    expect(await virtualBox.settings(machine)).toBe(before);
    expect(await loans.machines()).toEqual([]);
    expect(headlessProcess(machine)).toBeNull();
  });

  it('print on their serial port, stand still and go on, and end by power-off', async () => {
    const machine = await virtualBox.machine('plain');
    const before = await virtualBox.settings(machine);
    const run = await start(nodeOf(machine), [await stage.switch('a')]);
    await eventually('the serial port', () => stage.consoles.get('console') ?? null);
    await stage.console('console').until(GREETING);
    stage.console('console').source.write('!');
    await stage.console('console').until('!');
    await run.controls?.pause?.();
    expect(await virtualBox.field(machine, 'VMState')).toBe('paused');
    await run.controls?.resume?.();
    expect(await virtualBox.field(machine, 'VMState')).toBe('running');
    run.setLink?.(0, false);
    await eventually('the link to be down', async () =>
      (await virtualBox.field(machine, 'cableconnected1')) === 'off' ? true : null,
    );
    await run.controls?.reset?.();
    await run.controls?.kill?.();
    expect(await run.exited).toEqual({ failure: null });
    expect(await virtualBox.settings(machine)).toBe(before);
  });

  it('say that their process was killed, with the end of its log, and give all back', async () => {
    const machine = await virtualBox.machine('killed');
    const before = await virtualBox.settings(machine);
    const run = await start(nodeOf(machine), [await stage.switch('a')]);
    process.kill(headlessProcess(machine)!.pid, 'SIGKILL');
    const { failure } = await run.exited;
    expect(failure?.message).toContain('ended unexpectedly');
    expect(failure?.detail).toMatch(/VBox\.log\n.*\d\d:\d\d/s);
    expect(await virtualBox.settings(machine)).toBe(before);
  });

  it('are put back at the next start of an app that was killed', async () => {
    const machine = await virtualBox.machine('left behind');
    const before = await virtualBox.settings(machine);
    const run = await start(nodeOf(machine), [await stage.switch('a')]);
    const loan = await loans.of(machine);
    if (loan === null) throw new Error('nothing was written down');
    await loans.save({ ...loan, owner: { ...loan.owner, startTime: loan.owner.startTime + 1 } });

    expect(await driverWith().lender.giveBackLeft()).toEqual([]);
    expect(headlessProcess(machine)).toBeNull();
    expect(await virtualBox.settings(machine)).toBe(before);
    await run.exited;
  });

  it('take the second form of a network where the first one is refused', async () => {
    const machine = await virtualBox.machine('picky');
    driver = driverWith([(directory) => `/nowhere${directory}`, networkForms[0]!]);
    const run = await start(nodeOf(machine), [await stage.switch('a')]);
    expect(await virtualBox.field(machine, 'VMState')).toBe('running');
    await run.controls?.kill?.();
    await run.exited;
  });

  it('that are gone, saved or running elsewhere are refused with what to do', async () => {
    const gone = nodeOf('11111111-2222-3333-4444-555555555555');
    expect((await driver.check(gone))?.code).toBe('not-found');

    const machine = await virtualBox.machine('elsewhere');
    const before = await virtualBox.settings(machine);
    await virtualBox.run('startvm', machine, '--type', 'headless');
    await expect(start(nodeOf(machine), [await stage.switch('a')])).rejects.toThrow(/runs already/);
    await virtualBox.run('controlvm', machine, 'poweroff');
    await eventually('it is off', async () =>
      (await virtualBox.field(machine, 'VMState')) === 'poweroff' ? true : null,
    );
    expect(await virtualBox.settings(machine)).toBe(before);
  });

  it('are listed with their cards', async () => {
    const machine = await virtualBox.machine('listed', [
      ...['--nic1', 'nat', '--macaddress1', '080027AABBCC'],
    ]);
    const all = await registeredMachines(virtualBox.vbox);
    expect(all.find(({ uuid }) => uuid === machine)).toEqual({
      uuid: machine,
      name: 'listed',
      system: expect.stringContaining('Other'),
      state: 'poweroff',
      cards: [{ adapter: 1, model: '82540EM', mac: '08:00:27:aa:bb:cc', attachment: 'nat' }],
    });
  });
});
