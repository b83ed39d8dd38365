/**
 * The same commands and the same frames for a real vde_switch and for `vdelab switch`: replies and
 * delivered bytes are the same, but for the differences that are listed here with their reasons.
 */
import fc from 'fast-check';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { everyCommand } from '../harness/every-command';
import { ManagementClient } from '../harness/management-client';
import { describeWith } from '../harness/parts';
import { normalised, type SwitchPair, startPair } from '../harness/switch-pair';

let pair: SwitchPair;

/** A frame; without a VLAN it has no tag. */
interface FramePlan {
  readonly from: string;
  readonly to: number[];
  readonly source: number[];
  readonly vlan: number | null;
  readonly length: number;
}

const BROADCAST = [255, 255, 255, 255, 255, 255];
const MULTICAST = [1, 0, 0x5e, 0, 0, 1];
const host = (number: number) => [2, 0, 0, 0, 0, number];

function frameOf({ to, source, vlan, length }: FramePlan, mark: number): Uint8Array {
  const tag = vlan === null ? [] : [0x81, 0, vlan >> 8, vlan & 255];
  const head = [...to, ...source, ...tag, 0x88, 0xb5, mark >> 8, mark & 255];
  const bytes = new Uint8Array(Math.max(length, head.length));
  bytes.set(head);
  return bytes;
}

/** Where each client sits, and the address of the host behind it. */
const seats: Readonly<Record<string, { port: number; address: number }>> = {
  access2: { port: 1, address: 1 },
  other2: { port: 2, address: 2 },
  access3: { port: 3, address: 3 },
  trunk: { port: 4, address: 4 },
  mixed: { port: 5, address: 5 },
  closed: { port: 6, address: 6 },
  plain: { port: 7, address: 7 },
  shared: { port: 2, address: 2 },
};

const vlanSetup = [
  ...[1, 2, 3, 4, 5, 6, 7].map((port) => `port/create ${port}`),
  'vlan/create 2',
  'vlan/create 3',
  'port/setvlan 1 2',
  'port/setvlan 2 2',
  'port/setvlan 3 3',
  'vlan/addport 2 4',
  'vlan/addport 3 4',
  'port/setvlan 5 2',
  'vlan/addport 3 5',
  'port/setvlan 6 4095',
];

const plans: fc.Arbitrary<FramePlan> = fc
  .record({
    from: fc.constantFrom(...Object.keys(seats)),
    to: fc.oneof(fc.constantFrom(BROADCAST, MULTICAST), fc.integer({ min: 1, max: 9 }).map(host)),
    hasGroupSource: fc.boolean(),
    isSpoofed: fc.boolean(),
    vlan: fc.constantFrom(null, null, null, 0, 1, 2, 3, 4, 4095),
    length: fc.constantFrom(60, 64, 68, 590, 1510, 1514, 1518),
  })
  .map(({ from, to, hasGroupSource, isSpoofed, vlan, length }) => ({
    from,
    to,
    source: hasGroupSource && isSpoofed ? MULTICAST : host(seats[from]!.address),
    vlan,
    length,
  }));

async function seatAll(): Promise<void> {
  for (const [name, { port }] of Object.entries(seats)) {
    const { real, ours } = await pair.both((side) => side.join(name, port));
    expect([name, ours]).toEqual([name, real]);
  }
}

/** Sends each frame to both and compares what every client got. */
async function expectSameDelivery(frames: readonly FramePlan[]): Promise<void> {
  let delivered = 0;
  for (const [mark, plan] of frames.entries()) {
    const frame = frameOf(plan, mark);
    const { real, ours } = await pair.both((side) => side.send(plan.from, frame));
    expect({ mark, plan, got: ours }).toEqual({ mark, plan, got: real });
    delivered += Object.keys(real).length;
  }
  // Guards against a test in which nothing ever arrives.
  expect(delivered).toBeGreaterThan(frames.length / 2);
}

async function expectSameReplies(...commands: string[]): Promise<void> {
  for (const command of commands) {
    const { real, ours } = await pair.both((side) => side.ask(command));
    expect(`${command}\n${ours}`).toBe(`${command}\n${real}`);
  }
}

const tables = ['port/print', 'port/allprint', 'vlan/print', 'vlan/allprint', 'hash/print'];

describeWith(['vde_switch'], 'vdelab switch beside a real vde_switch', () => {
  beforeEach(async () => {
    pair = await startPair();
  });

  afterEach(async () => {
    await pair.close();
  });

  it('answers every command in the same bytes', async () => {
    await expectSameReplies(...everyCommand);
  });

  it('carries frames of several VLANs to the same clients in the same bytes', async () => {
    await expectSameReplies(...vlanSetup);
    await seatAll();
    await expectSameDelivery(fc.sample(plans, { numRuns: 400, seed: 31 }));
    await expectSameReplies(...tables, 'port/print 2', 'hash/find 02:00:00:00:00:09 2');
  });

  it('follows changes of VLANs while clients are there', async () => {
    await expectSameReplies(...vlanSetup);
    await seatAll();
    const frames = fc.sample(plans, { numRuns: 240, seed: 32 });
    const changes = [
      'port/setvlan 1 3',
      'vlan/delport 2 4',
      'port/setvlan 6 2',
      'vlan/addport 2 1',
      'port/setvlan 5 4095',
      'vlan/addport 0 3',
    ];
    for (const [index, change] of changes.entries()) {
      // Both forget what they learned: the real one forgets more than the change concerns.
      await expectSameReplies(change, 'vlan/print', 'hash/setsize 128');
      await expectSameDelivery(frames.slice(index * 40, index * 40 + 40));
    }
    await expectSameReplies(...tables);
  });

  it('repeats everything as a hub, but not on port 0, and switches again', async () => {
    for (const [name, port0] of [
      ['zero', true],
      ['one', false],
      ['two', false],
      ['three', false],
    ] as const) {
      const { real, ours } = await pair.both((side) => side.join(name, undefined, port0));
      expect(ours).toBe(real);
    }
    const frames = [1, 2, 3, 4].map(
      (number): FramePlan => ({
        from: ['zero', 'one', 'two', 'three'][number - 1]!,
        to: host((number % 4) + 1),
        source: host(number),
        vlan: number === 3 ? 7 : null,
        length: 100,
      }),
    );
    await expectSameReplies('port/sethub 1');
    await expectSameDelivery([...frames, ...frames]);
    await expectSameReplies('port/sethub 0', ...tables);
    await expectSameDelivery([...frames, ...frames].filter(({ vlan }) => vlan === null));
    await expectSameReplies(
      ...tables,
      'port/resetcounter 1',
      'port/print',
      'port/resetcounter',
      'port/print',
    );
  });

  it('hands out ports alike, and takes endpoints off on command', async () => {
    await expectSameReplies(
      'port/create 1',
      'port/create 3',
      'port/allocatable 3 1',
      'port/create 4',
    );
    for (const [name, port] of [
      ['a', undefined],
      ['b', undefined],
      ['c', undefined],
      ['d', 4],
      ['e', 4],
      ['f', 1],
    ] as const) {
      const { real, ours } = await pair.both((side) => side.join(name, port));
      expect([name, ours]).toEqual([name, real]);
    }
    await expectSameReplies('port/print', 'port/allprint');
    const { real, ours } = await pair.both(async (side) => {
      const [newest] = await side.endpoints(4);
      const closed = await side.ask(`port/epclose 4 ${newest}`);
      await side.settle();
      return [closed, await side.ask('port/print'), await side.ask('port/epclose 4 999')];
    });
    expect(ours).toEqual(real);
    await pair.both((side) => side.leave('a'));
    await expectSameReplies(
      'port/allprint',
      'port/remove 2',
      'port/remove 3',
      'port/allprint',
      'vlan/allprint',
    );
  });

  it('tells the same in debug lines', async () => {
    const { real, ours } = await pair.both(async (side) => {
      const watcher = await ManagementClient.connect(side.socket);
      await watcher.ask('debug/add port');
      await watcher.ask('debug/add hash');
      await side.join('one');
      await side.join('two', 5);
      await side.send(
        'one',
        frameOf({ from: 'one', to: BROADCAST, source: host(1), vlan: null, length: 60 }, 0),
      );
      await side.leave('one');
      await side.ask('port/create 7');
      await watcher.ask('debug/del');
      await side.leave('two');
      await watcher.ask('showinfo');
      const lines = normalised(watcher.log)
        .split('\n')
        .filter((line) => /^3\d\d\d /.test(line));
      watcher.close();
      return lines;
    });
    expect(real.length).toBeGreaterThan(8);
    expect(ours).toEqual(real);
  });
});
