/** What cables do to frames, through the built worker and in real time, each against its tolerance. */
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Conditions, perfectConditions } from '../../shared/document/cable-conditions';
import { perfectCable } from '../../shared/document/topology';
import { openTestPlane, type TestPlane } from '../harness/dataplane';
import { describeWith } from '../harness/parts';
import { inVdens, type RunningProgram, withAddress } from '../harness/programs';
import { eventually, VdeTestClient } from '../harness/vde-client';

const SEED = 20;
const CABLE = 'c';

let test: TestPlane;
/** A client on each of two switches that the cable joins. */
let near: VdeTestClient;
let far: VdeTestClient;
let directories: readonly [string, string];

const conditions = (changes: Partial<Conditions>): Conditions => ({
  ...perfectConditions,
  ...changes,
});

beforeEach(async () => {
  test = openTestPlane();
  directories = [await test.addSwitch('one'), await test.addSwitch('two')];
  near = await VdeTestClient.join(directories[0]);
  far = await VdeTestClient.join(directories[1]);
});

afterEach(async () => {
  near.leave();
  far.leave();
  await test.close();
});

async function plugIn(changes: Partial<Conditions>): Promise<void> {
  const state = { ...perfectCable, aToB: conditions(changes) };
  const ends = [
    { device: 'one', port: 16 },
    { device: 'two', port: 16 },
  ] as const;
  await test.plane.connect(CABLE, ...ends, state, SEED);
}

const change = (changes: Partial<Conditions>, up = true) =>
  test.plane.condition(CABLE, { up, aToB: conditions(changes), bToA: null });
const counted = () => test.plane.cableCounters(CABLE)![0];

/** A broadcast with a number in it; whole frames end in 0xaa. */
function frame(number: number, length = 100): Uint8Array {
  const bytes = new Uint8Array(length);
  bytes.fill(0xff, 0, 6);
  bytes.set([2, 0, 0, 0, 0, 1, 0x88, 0xb5], 6);
  new DataView(bytes.buffer).setUint32(14, number);
  bytes[length - 1] = 0xaa;
  return bytes;
}

const numberOf = (bytes: Uint8Array) => new DataView(bytes.buffer).getUint32(14);

/** Sends however long the switch is busy with the frames before. */
function sendAll(bytes: Uint8Array, count: number): void {
  for (let sent = 0; sent < count; sent++) while (!near.send(bytes));
}

/** Sends numbered frames and takes what comes out meanwhile and after, until as many have come. */
async function exchange(sent: number, expected: number, length?: number): Promise<Uint8Array[]> {
  const received: Uint8Array[] = [];
  const take = () => {
    for (let next = far.receive(); next !== null; next = far.receive()) received.push(next);
  };
  for (let number = 0; number < sent; number++) {
    while (!near.send(frame(number, length))) take();
    take();
  }
  await eventually(`${expected} frames`, () => {
    take();
    return received.length >= expected;
  });
  return received;
}

/** Milliseconds until a frame arrives. */
function travelTime(number: number): number {
  const begin = performance.now();
  near.send(frame(number));
  far.receiveAsleep();
  return performance.now() - begin;
}

function travelTimes(count: number): number[] {
  return Array.from({ length: count }, (_, number) => travelTime(number)).sort((a, b) => a - b);
}

const median = (sorted: readonly number[]) => sorted[sorted.length >> 1]!;

/**
 * Compares the median with a delay. Other programs can only make it longer, so it is tried again; no
 * frame may ever come early.
 */
function expectMedian(delay: number): void {
  const medians: number[] = [];
  do {
    const times = travelTimes(21);
    expect(times[0]).toBeGreaterThanOrEqual(delay);
    medians.push(median(times) - delay);
  } while (Math.min(...medians) >= 1 && medians.length < 10);
  expect(Math.min(...medians)).toBeLessThan(1);
}

describe('a cable', () => {
  it.each([0, 5, 20.4])('with %d ms of delay has it at the median, within 1 ms', async (delay) => {
    await plugIn({ delay });
    expectMedian(delay);
  });

  it('changes its delay while frames come by, and keeps those that are under way', async () => {
    await plugIn({ delay: 400 });
    near.send(frame(1));
    await eventually('the frame', () => counted().framesIn === 1);
    await change({ delay: 3 });
    expect(travelTime(2)).toBeLessThan(300);
    expectMedian(3);
    await eventually('the first frame', () => counted().framesOut === counted().framesIn);
    expect(counted().drops).toEqual({});
  });

  it('strays about its delay as its jitter says, and keeps the order', async () => {
    await plugIn({ delay: 10, jitter: 8 });
    const times = travelTimes(101);
    expect(times[0]).toBeGreaterThanOrEqual(2);
    expect(times[5]).toBeLessThan(9);
    expect(times[95]).toBeGreaterThan(14);
    const numbers = (await exchange(500, 500)).map(numberOf);
    expect(numbers).toEqual(Array.from({ length: 500 }, (_, number) => number));
  });

  it.each([
    ['each for itself', 10, 1],
    ['in bursts of 20', 5, 20],
  ])('loses its share of 100,000 frames, %s', async (_how, loss, burst) => {
    await plugIn({ loss, burst });
    sendAll(frame(1), 100_000);
    await eventually('all frames', () => counted().framesIn === 100_000);
    const { drops, framesOut } = counted();
    expect(Math.abs(drops.loss! / (1000 * loss) - 1)).toBeLessThan(0.1);
    expect(framesOut + drops.loss!).toBe(100_000);
  });

  it('loses the same frames again with the same seed', async () => {
    const lost = async () => {
      await plugIn({ loss: 30 });
      const numbers = (await exchange(200, 1)).map(numberOf);
      await eventually('all frames', () => counted().framesIn === 200);
      const { framesOut } = counted();
      while (numbers.length < framesOut) numbers.push(numberOf(await far.next()));
      await test.plane.disconnect(CABLE);
      return numbers;
    };
    const first = await lost();
    expect(first.length).toBeLessThan(200);
    expect(await lost()).toEqual(first);
  });

  it('lets frames arrive twice', async () => {
    await plugIn({ duplicate: 100 });
    const numbers = (await exchange(100, 200)).map(numberOf);
    expect(numbers).toEqual(Array.from({ length: 200 }, (_, index) => index >> 1));
    await change({ duplicate: 25 });
    sendAll(frame(1), 10_000);
    await eventually('all frames', () => counted().framesIn === 10_100);
    expect(Math.abs((counted().framesOut - 200) / 12_500 - 1)).toBeLessThan(0.02);
  });

  it('lets some frames overtake', async () => {
    await plugIn({ delay: 100, reorder: 20 });
    const numbers = (await exchange(500, 500)).map(numberOf);
    const ahead = numbers.findIndex((number, index) => index > 0 && number < numbers[index - 1]!);
    expect(ahead).toBeGreaterThan(60);
    expect(ahead).toBeLessThan(140);
    const rest = numbers.slice(ahead);
    expect(rest).toEqual([...rest].sort((a, b) => a - b));
  });

  it('turns bits over, as many as it is to, and never in what others hold', async () => {
    await plugIn({ corrupt: 4000 });
    // A third client sees the same frames before the cable.
    const witness = await VdeTestClient.join(directories[0]);
    let flipped = 0;
    for (let round = 0; round < 40; round++) {
      for (const bytes of await exchange(10, 10, 1000)) {
        const original = frame(numberOf(bytes), 1000);
        for (let index = 18; index < 1000; index++) {
          for (let bits = bytes[index]! ^ original[index]!; bits !== 0; bits &= bits - 1) flipped++;
        }
        const seen = await witness.next();
        expect(seen).toEqual(frame(numberOf(seen), 1000));
      }
    }
    witness.leave();
    // 400 frames of 982 bytes that are looked at: 1571 bits, with a standard deviation of 40.
    expect(Math.abs(flipped / 1571 - 1)).toBeLessThan(0.1);
  });

  // That the rate is right by the engine's own clock is shown in test/unit/electron/engine/core/cable.test.ts.
  it.each([
    [1_000, 0],
    [50_000, 20_000],
  ])('carries %d kbit/s in real time, and never more', async (bandwidth, burstBytes) => {
    const begin = performance.now();
    await plugIn({ bandwidth, burstBytes, queue: 1000 });
    const flood = async (ms: number) => {
      const before = counted().bytesOut;
      const from = performance.now();
      while (performance.now() - from < ms) {
        while (near.send(frame(1, 1000)));
        while (far.receive() !== null);
        await new Promise((resolve) => setImmediate(resolve));
      }
      const bytes = counted().bytesOut;
      const now = performance.now();
      expect(bytes - burstBytes).toBeLessThanOrEqual(((now - begin) * bandwidth) / 8);
      return ((bytes - before) * 8) / (now - from);
    };
    await flood(200);
    // Other programs can only make it less even, so it is tried again.
    const rates: number[] = [];
    const distance = () => Math.min(...rates.map((rate) => Math.abs(rate / bandwidth - 1)));
    do rates.push(await flood(400));
    while (distance() >= 0.05 && rates.length < 10);
    expect(distance()).toBeLessThan(0.05);
    expect(counted().drops['queue-full']).toBeGreaterThan(0);
  });

  it('lets a burst pass at once and the next frame wait', async () => {
    await plugIn({ bandwidth: 80, burstBytes: 1000 });
    // 80 kbit/s are 10 bytes a millisecond.
    const received = exchange(3, 3, 500);
    await eventually('two frames', () => counted().framesOut === 2, 40);
    const begin = performance.now();
    await received;
    expect(performance.now() - begin).toBeGreaterThan(20);
  });

  it('passes what its MTU allows and counts what is longer', async () => {
    await plugIn({ mtu: 1000 });
    near.send(frame(1, 1001));
    near.send(frame(2, 1000));
    expect(numberOf(await far.next())).toBe(2);
    expect(counted()).toMatchObject({ framesIn: 2, framesOut: 1, drops: { mtu: 1 } });
  });

  it('drops what is on its way when it goes down, and carries frames again when it is up', async () => {
    await plugIn({ delay: 60_000 });
    for (const number of [1, 2, 3]) near.send(frame(number));
    await eventually('the frames', () => counted().framesIn === 3);
    await change({}, false);
    expect(counted()).toMatchObject({ framesOut: 0, drops: { 'cable-down': 3 } });
    near.send(frame(4));
    await eventually('the frame', () => test.plane.counters('one')[near.port]!.framesIn === 4);
    expect(counted().framesIn).toBe(3);
    await change({});
    near.send(frame(5));
    expect(numberOf(await far.next())).toBe(5);
  });

  it('counts both directions when it does nothing to frames', async () => {
    await plugIn({});
    await test.plane.condition(CABLE, perfectCable);
    near.send(frame(1, 200));
    far.send(frame(2, 300));
    await far.next();
    await near.next();
    const once = (bytes: number) => ({
      framesIn: 1,
      bytesIn: bytes,
      framesOut: 1,
      bytesOut: bytes,
      drops: {},
    });
    expect(test.plane.cableCounters(CABLE)).toEqual([once(200), once(300)]);
  });

  it('goes on with its conditions when the worker was replaced', async () => {
    await plugIn({});
    await change({ delay: 7 });
    await test.plane.replaceWorker();
    near.send(frame(1));
    await far.next();
    expectMedian(7);
  });

  it('ends frames that go round and round, also when they are kept on their way', async () => {
    const hubs = [
      await test.addSwitch('h1', { hub: true }),
      await test.addSwitch('h2', { hub: true }),
    ];
    const client = await VdeTestClient.join(hubs[0]!, { port: 1 });
    const spoiling = conditions({ corrupt: 8_000_000 });
    for (const port of [15, 16]) {
      const ends = [
        { device: 'h1', port },
        { device: 'h2', port },
      ] as const;
      await test.plane.connect(`${port}`, ...ends, { up: true, aToB: spoiling, bToA: null }, SEED);
    }
    client.send(frame(1));
    // One frame goes round each way; when the first has come to its end the hubs let the other go no further.
    const ended = () =>
      ['h1', 'h2']
        .flatMap((hub) => test.plane.counters(hub))
        .reduce((sum, { drops }) => sum + (drops['hop-limit'] ?? 0) + (drops.storm ?? 0), 0);
    await eventually('their ends', () => ended() >= 2);
    client.send(frame(2));
    await eventually('the next frame', () => test.plane.counters('h1')[1]!.framesIn === 2);
    client.leave();
  });
});

describeWith(['vdens', 'ip', 'ping', 'root'], 'a ping across a cable', () => {
  let programs: RunningProgram[] = [];

  afterEach(async () => {
    for (const program of programs) await program.stop();
    programs = [];
  });

  /** The time that the quickest of some pings takes, in milliseconds: nothing held that one up. */
  async function pinged(): Promise<number> {
    const script = `${withAddress('10.9.0.1/24')} ping -c 21 -i 0.04 10.9.0.2`;
    const pinging = inVdens(`vde://${directories[0]}`, script);
    programs.push(pinging);
    await pinging.printed(/21 received/);
    const times = [...pinging.output().matchAll(/time=([\d.]+)/g)].map(([, time]) => Number(time));
    return Math.min(...times);
  }

  it('takes longer by the delays of both directions', async () => {
    await plugIn({});
    const answering = inVdens(
      `vde://${directories[1]}`,
      `${withAddress('10.9.0.2/24')} echo ready; exec sleep 1000`,
    );
    programs.push(answering);
    await answering.printed(/ready/);
    const before = await pinged();
    const state = { up: true, aToB: conditions({ delay: 12 }), bToA: conditions({ delay: 6.5 }) };
    await test.plane.condition(CABLE, state);
    expect(Math.abs((await pinged()) - before - 18.5)).toBeLessThan(1);
  });
});
