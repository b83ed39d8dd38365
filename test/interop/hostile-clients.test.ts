/** Malformed, truncated and hostile requests and frames: refused or dropped, counted, harmless. */

import { once } from 'node:events';
import { readdirSync, writeFileSync } from 'node:fs';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openTestPlane, type TestPlane } from '../harness/dataplane';
import {
  askControl,
  eventually,
  joinRequestV1,
  joinRequestV3,
  VdeTestClient,
} from '../harness/vde-client';

const HANDSHAKES = 200;

let test: TestPlane;
let directory: string;
let alice: VdeTestClient;
let bob: VdeTestClient;

beforeEach(async () => {
  test = openTestPlane();
  directory = await test.addSwitch('sw');
  alice = await VdeTestClient.join(directory);
  bob = await VdeTestClient.join(directory);
});

afterEach(async () => {
  alice.leave();
  bob.leave();
  await test.close();
});

const refused = () => test.plane.counters('sw')[0]!.drops['refused-handshake'] ?? 0;

/** A broadcast of Alice's reaches Bob, and nothing else reaches him. */
async function expectUndisturbed(): Promise<void> {
  const frame = new Uint8Array(100).fill(0xff, 0, 6);
  frame.set([2, 0, 0, 0, 0, 1, 0x08, 0x00, 0x5a], 6);
  await eventually('room', () => alice.send(frame));
  expect([...(await bob.next())]).toEqual([...frame]);
}

const ALICE = 1;
const BOB = 2;
const CAROL = 3;

/** A frame of Alice's that carries a number. */
function numberedFrame(number: number, to = 0xff): Uint8Array {
  const frame = new Uint8Array(60).fill(0xff, 0, 6);
  if (to !== 0xff) frame.set([2, 0, 0, 0, 0, to]);
  frame.set([2, 0, 0, 0, 0, ALICE, 0x88, 0xb5, number >> 8, number & 255], 6);
  return frame;
}

/** A broadcast by which the switch learns where an address is. */
function announcement(owner: number): Uint8Array {
  const frame = numberedFrame(0);
  frame[11] = owner;
  return frame;
}

/** A connection that will never say anything; null while the backlog is full (EAGAIN). */
async function connectIdle(): Promise<Socket | null> {
  const control = connect(join(directory, 'ctl'));
  return once(control, 'connect').then(
    () => control,
    () => null,
  );
}

/** Requests that are wrong in one way each, from a fixed seed so that a failure can be repeated. */
function hostileRequests(): Uint8Array[] {
  const notASocket = join(test.folder, 'file');
  writeFileSync(notASocket, '');
  const good = [joinRequestV3({ path: '/x' }), joinRequestV1({ path: '/x' })];
  const truncated = fc
    .tuple(fc.constantFrom(...good), fc.nat(121))
    .map(([bytes, length]) => bytes.subarray(0, Math.max(1, length)));
  const noise = fc.uint8Array({ minLength: 1, maxLength: 600 });
  const spoilt = fc
    .tuple(fc.constantFrom(...good), fc.nat(15), fc.integer({ min: 1, max: 255 }))
    .map(([bytes, offset, bits]) => {
      const copy = Uint8Array.from(bytes);
      copy[offset]! ^= bits;
      return copy;
    });
  const badPath = fc
    .constantFrom(
      '/nowhere/at/all',
      notASocket,
      '/dev/null',
      '/etc',
      directory,
      `/${'x'.repeat(107)}`,
    )
    .map((path) => joinRequestV3({ path }));
  const badPort = fc
    .integer({ min: 17, max: 0xffffff })
    .map((port) => joinRequestV3({ path: '/x', port }));
  const any = fc.oneof(truncated, noise, spoilt, badPath, badPort);
  return fc.sample(any, { numRuns: HANDSHAKES, seed: 20 });
}

describe('a switch among hostile clients', () => {
  it(`refuses and counts ${HANDSHAKES} bad requests and disturbs nobody`, async () => {
    for (const request of hostileRequests()) {
      expect((await askControl(directory, request)).length).toBe(0);
    }
    await eventually('all refusals', () => refused() === HANDSHAKES);
    await expectUndisturbed();
    // Nothing stays behind: two clients with two sockets each, and the control socket.
    expect(readdirSync(directory)).toHaveLength(5);
  });

  it('gives way for new clients when many connect and say nothing', async () => {
    const idle: Socket[] = [];
    for (let number = 0; number < 40; number++) {
      idle.push(await eventually('room in the backlog', connectIdle));
    }
    await eventually('the oldest to be sent away', () => refused() >= 8);
    const carol = await VdeTestClient.join(directory);
    await expectUndisturbed();
    carol.leave();
    for (const control of idle) control.destroy();
  });

  it('drops and counts bad frames, and forwards the good one after them', async () => {
    const lengths = fc.sample(
      fc.oneof(fc.integer({ min: 1, max: 13 }), fc.integer({ min: 9235, max: 20_000 })),
      {
        numRuns: 200,
        seed: 21,
      },
    );
    for (const length of lengths) {
      await eventually('room', () => alice.send(new Uint8Array(length).fill(0xff)));
    }
    await expectUndisturbed();
    const { runt = 0, oversize = 0 } = test.plane.counters('sw')[1]!.drops;
    expect(runt).toBe(lengths.filter((length) => length < 14).length);
    expect(oversize).toBe(lengths.filter((length) => length > 9234).length);
  });

  it('survives a client that goes away without a word while frames wait for it', async () => {
    const frame = new Uint8Array(1514).fill(0xff, 0, 6);
    frame.set([2, 0, 0, 0, 0, 1], 6);
    // Bob does not read: his queue fills up and frames wait in the switch.
    for (let sent = 0; sent < 300; sent++) await eventually('room', () => alice.send(frame));
    bob.leave();
    await eventually("Bob's end", () => test.presence.includes('sw:2-'));
    bob = await VdeTestClient.join(directory);
    await expectUndisturbed();
  });

  it('keeps frames for a slow client in order instead of losing them', async () => {
    const frame = new Uint8Array(60).fill(0xff, 0, 6);
    for (let number = 0; number < 300; number++) {
      frame.set([2, 0, 0, 0, 0, 1, 0x88, 0xb5, number >> 8, number & 255], 6);
      await eventually('room', () => alice.send(frame));
    }
    for (let number = 0; number < 300; number++) {
      const got = await bob.next();
      expect((got[14]! << 8) | got[15]!).toBe(number);
    }
    expect(test.plane.counters('sw')[2]!.drops).toEqual({});
  });

  it('loses nothing of a sender that is faster than its only receiver', async () => {
    const frames = 5_000;
    let received = 0;
    const takeAll = () => {
      for (let got = bob.receive(); got !== null; got = bob.receive()) {
        expect((got[14]! << 8) | got[15]!).toBe(received++);
      }
      return received === frames;
    };
    for (let number = 0; number < frames; number++) {
      const frame = numberedFrame(number);
      await eventually('room', () => alice.send(frame) || takeAll());
    }
    await eventually('all frames', takeAll);
    expect(test.plane.counters('sw')[2]!.drops).toEqual({});
  });

  it('lets a receiver that takes nothing hold up its sender for a moment only', async () => {
    const carol = await VdeTestClient.join(directory);
    try {
      for (const [client, owner] of [
        [bob, BOB],
        [carol, CAROL],
      ] as const) {
        client.send(announcement(owner));
        const heard = async () => (await alice.next())[11] === owner;
        await eventually('the announcement', heard);
      }
      for (let number = 0; number < 5_000; number++) {
        const frame = numberedFrame(number, BOB);
        await eventually('room', () => alice.send(frame));
      }
      const frame = numberedFrame(7, CAROL);
      await eventually('room', () => alice.send(frame));
      const isForCarol = async () => (await carol.next())[5] === CAROL;
      await eventually("Carol's frame", isForCarol);
      expect(test.plane.counters('sw')[2]!.drops['queue-full']).toBeGreaterThan(1_000);
    } finally {
      carol.leave();
    }
  });
});
