/** A batch of frames each of which is copied to very many: it ends, and the next one is smaller. */
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ReceiveBatch } from '../../../../../electron/dataplane/io/receive-batch';
import { COUNTERS_PER_PORT, PortCounters } from '../../../../../electron/engine/core/counters';
import { MAX_UNITS_PER_PART } from '../../../../../electron/engine/core/limits';
import { TurnBudget } from '../../../../../electron/engine/core/turn-budget';
import { Fabric } from '../../../../../electron/engine/switch/fabric';
import {
  AF_UNIX,
  SOCK_CLOEXEC,
  SOCK_DGRAM,
  SOCK_NONBLOCK,
} from '../../../../../electron/native/constants';
import { close, PinnedMemory, socketpair, write } from '../../../../../electron/native/libc';

const FRAME_BYTES = 60;
const FRAMES = 8;
let near: number;
let far: number;

beforeEach(() => {
  const pair = new PinnedMemory(8);
  socketpair(AF_UNIX, SOCK_DGRAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0, pair.address);
  [near, far] = [pair.words[0]!, pair.words[1]!];
  const frame = new PinnedMemory(FRAME_BYTES);
  for (let sent = 0; sent < FRAMES; sent++) write(far, frame.address, FRAME_BYTES);
});

afterEach(() => {
  close(near);
  close(far);
});

function receiver(unitsPerFrame: number, msPerLook: number) {
  let now = 0;
  const budget = new TurnBudget(() => {
    now += msPerLook;
    return now;
  });
  const round = new ReceiveBatch(new Fabric(budget));
  const counters = new PortCounters(new Float64Array(COUNTERS_PER_PORT), 0);
  let taken = 0;
  const inlet = {
    accept: () => {
      taken++;
      budget.spend(unitsPerFrame);
    },
  };
  const receive = () => {
    taken = 0;
    budget.begin();
    round.receive(near, false, inlet, counters);
    return taken;
  };
  return { receive, drops: () => counters.read().drops };
}

it('drops and counts the rest of a batch that is too much work', () => {
  const { receive, drops } = receiver(MAX_UNITS_PER_PART / 2, 0);
  expect(receive()).toBe(2);
  expect(drops()).toEqual({ overload: FRAMES - 2 });
});

it('loses nothing when only the clock has gone on: another program had the processor', () => {
  const { receive, drops } = receiver(1_000, 1_000);
  expect(receive()).toBe(FRAMES);
  expect(drops()).toEqual({});
});

it('leaves frames in their socket while each takes long', () => {
  const { receive } = receiver(1_000, 1_000);
  const frame = new PinnedMemory(FRAME_BYTES);
  const fill = () => {
    while (write(far, frame.address, FRAME_BYTES) > 0);
  };
  const taken = Array.from({ length: 8 }, () => {
    fill();
    return receive();
  });
  expect(taken[0]).toBeGreaterThan(4);
  expect(taken.at(-1)).toBeLessThanOrEqual(2);
});
