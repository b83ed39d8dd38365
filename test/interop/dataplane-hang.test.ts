/** A data plane whose thread hangs, dies or is held up by a system call, as its users see it. */
import { execFileSync } from 'node:child_process';
import { existsSync, rmSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openTestPlane, type TestPlane } from '../harness/dataplane';
import { bundleHangingWorker } from '../harness/hanging-worker/bundle';
import { eventually, VdeTestClient } from '../harness/vde-client';

/** Detection takes a second, and the next thread a while on a computer with much else to do. */
const REPLACED_MS = 30_000;

let workerFile: string;
let test: TestPlane;
const fifos: string[] = [];

beforeAll(async () => {
  workerFile = await bundleHangingWorker();
});

beforeEach(() => {
  test = openTestPlane(workerFile);
});

afterEach(async () => {
  await test.close();
  // Lets the threads go that wait for a writer, or this very process could not end.
  for (const fifo of fifos.splice(0)) {
    await (await open(fifo, 'r+')).close();
    rmSync(fifo);
  }
});

function makeFifo(): string {
  const fifo = `/tmp/vdt-fifo-${process.pid}-${fifos.length}`;
  execFileSync('sh', ['-c', 'rm -f "$1"; mkfifo "$1"', 'sh', fifo]);
  fifos.push(fifo);
  return fifo;
}

const replacements = (count: number) =>
  eventually(`${count} replacements`, () => test.replaced.length >= count, REPLACED_MS);

async function expectTraffic(a: VdeTestClient, b: VdeTestClient): Promise<void> {
  const frame = new Uint8Array(60).fill(0xff, 0, 6);
  frame.set([2, 0, 0, 0, 0, 1], 6);
  await eventually('room', () => a.send(frame), REPLACED_MS);
  await eventually('the frame', () => b.receive(), REPLACED_MS);
}

describe('a thread that does not answer', () => {
  for (const [how, command] of [
    ['in a loop', () => 'hang/loop'],
    ['in a system call', () => `hang/read ${makeFifo()}`],
  ] as const) {
    it(`is replaced when it hangs ${how}, and clients notice nothing`, async () => {
      const directory = await test.addSwitch('sw');
      const [a, b] = [await VdeTestClient.join(directory), await VdeTestClient.join(directory)];
      await expectTraffic(a, b);
      const before = performance.now();
      test.plane.type('sw', `${command()}\n`);
      await replacements(1);
      expect(performance.now() - before).toBeLessThan(15_000);
      expect(test.replaced).toEqual([null]);
      await expectTraffic(a, b);
      await expectTraffic(b, a);
      a.leave();
      await eventually("Alice's end", () => test.presence.includes('sw:1-'), REPLACED_MS);
      b.leave();
    });
  }

  it('leaves nothing to a device that is removed and made again after it', async () => {
    await test.addSwitch('sw');
    test.plane.type('sw', 'hang/loop\n');
    await replacements(1);
    await test.plane.remove('sw');
    const directory = await test.addSwitch('sw');
    const [a, b] = [await VdeTestClient.join(directory), await VdeTestClient.join(directory)];
    await expectTraffic(a, b);
    a.leave();
    b.leave();
    expect(test.leftOut).toEqual([]);
  });

  it('is left alone while it goes on, however much it has to do', async () => {
    await test.addSwitch('sw');
    for (let command = 0; command < 6; command++) test.plane.type('sw', 'hang/busy 400\n');
    await test.plane.resetCounters('sw');
    expect(test.replaced).toEqual([]);
  });

  it('settles what was ordered of it before and after', async () => {
    await test.addSwitch('sw');
    test.plane.type('sw', 'hang/loop\n');
    const answers = [
      test.addSwitch('other'),
      test.plane.configure('sw', { vlans: {}, fstp: true, priority: 1 }),
      test.plane.reserve('sw', [3]),
      test.plane.startConsole('sw'),
      test.plane.resetCounters('sw'),
      test.plane.remove('sw'),
    ];
    await Promise.all(answers);
    expect(existsSync(join(test.folder, 'sw'))).toBe(false);
    const client = await VdeTestClient.join(join(test.folder, 'other'));
    client.leave();
  });

  it('goes on without a device that hangs it each time, and says which', async () => {
    const directory = await test.addSwitch('well');
    const [a, b] = [await VdeTestClient.join(directory), await VdeTestClient.join(directory)];
    await expect(test.addSwitch('bad', { setup: ['hang/loop'] })).rejects.toThrow(/"bad"/);
    await replacements(3);
    expect(test.replaced).toEqual([null, null, null]);
    // Whoever ordered it was told.
    expect(test.leftOut).toEqual([]);
    expect(existsSync(join(test.folder, 'bad'))).toBe(false);
    await expectTraffic(a, b);
    a.leave();
    b.leave();
  });

  it('goes on without a device that hangs it again and again while it runs', async () => {
    const directory = await test.addSwitch('well');
    const [a, b] = [await VdeTestClient.join(directory), await VdeTestClient.join(directory)];
    const bad = await test.addSwitch('bad');
    const client = await VdeTestClient.join(bad);
    for (let time = 1; time <= 3; time++) {
      test.plane.type('bad', 'hang/loop\n');
      await replacements(time);
    }
    expect(test.leftOut.map(({ record }) => record)).toEqual([{ device: 'bad' }]);
    expect(test.leftOut[0]?.failure.message).toMatch(/"bad"/);
    await eventually('the end of its client', () => client.isOver, REPLACED_MS);
    expect(existsSync(join(bad, 'ctl'))).toBe(false);
    client.leave();
    await expectTraffic(a, b);
    await test.plane.remove('bad');
    a.leave();
    b.leave();
  });

  it('is not started a sixth time, and is when the user wants it', async () => {
    const directory = await test.addSwitch('sw');
    const [a, b] = [await VdeTestClient.join(directory), await VdeTestClient.join(directory)];
    await eventually('both', () => test.presence.includes('sw:2+'));
    for (let time = 1; time <= 6; time++) {
      // Nothing stands in the signs of life but the end itself: no device is to blame.
      await test.plane.replaceWorker();
      await replacements(time);
    }
    expect(test.replaced.at(-1)?.message).toMatch(/keeps stopping/);
    await expect(test.addSwitch('other')).rejects.toThrow(/keeps stopping/);
    await test.plane.configure('sw', { vlans: {}, fstp: false, priority: 2 });
    test.plane.type('sw', 'showinfo\n');
    test.plane.view(['sw']);
    expect(test.plane.revive()).toBe(true);
    expect(test.plane.revive()).toBe(false);
    await expectTraffic(a, b);
    await test.addSwitch('other');
    a.leave();
    b.leave();
  });
});

describe('the end of a data plane', () => {
  for (const [how, command] of [
    ['in a loop', () => 'hang/loop'],
    ['in a system call', () => `hang/read ${makeFifo()}`],
    ['no more, for it died', () => 'hang/die'],
  ] as const) {
    it(`comes within seconds when its thread hangs ${how}`, async () => {
      const directory = await test.addSwitch('sw', { management: join(test.folder, 'mgmt') });
      const client = await VdeTestClient.join(directory);
      test.plane.type('sw', `${command()}\n`);
      const before = performance.now();
      await test.plane.close();
      expect(performance.now() - before).toBeLessThan(8_000);
      await eventually('the end of its client', () => client.isOver);
      expect(existsSync(join(directory, 'ctl'))).toBe(false);
      client.leave();
      expect(existsSync(join(test.folder, 'mgmt'))).toBe(false);
      await expect(test.addSwitch('other')).rejects.toThrow(/about to end/);
    });
  }
});
