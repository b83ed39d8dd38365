/** Labs that do as much as they can: each part of a turn ends, and what it left goes on in the next. */
import { describe, expect, it } from 'vitest';
import { PcDevice } from '../../../../../electron/dataplane/devices/pc-device';
import { COUNTERS_PER_PORT, PortCounters } from '../../../../../electron/engine/core/counters';
import {
  FLIPS_PER_DELIVERY,
  MAX_COPIES,
  MAX_DELIVERIES,
  MAX_FLIPS_PER_FRAME,
  MAX_PC_FRAMES,
} from '../../../../../electron/engine/core/limits';
import { TimerQueue } from '../../../../../electron/engine/core/timer-queue';
import { TurnBudget } from '../../../../../electron/engine/core/turn-budget';
import { WaitingMemory } from '../../../../../electron/engine/core/waiting-memory';
import type { FrameSink } from '../../../../../electron/engine/frames/frame-sink';
import { Fabric } from '../../../../../electron/engine/switch/fabric';
import { Switch } from '../../../../../electron/engine/switch/switch';
import {
  type Conditions,
  perfectConditions,
} from '../../../../../shared/document/cable-conditions';
import { perfectCable } from '../../../../../shared/document/topology';
import { type PluggedCable, plugCable } from '../../../../harness/plug-cable';

const MS_PER_LOOK = 1;
/** A budget whose clock goes on by a millisecond whenever it is looked at, and the looks so far. */
function counted() {
  const looks = { count: 0 };
  const budget = new TurnBudget(() => looks.count++ * MS_PER_LOOK);
  return { budget, looks };
}

const both = (changes: Partial<Conditions>) => {
  const conditions = { ...perfectConditions, ...changes };
  return { ...perfectCable, aToB: conditions, bToA: conditions };
};

function switches(fabric: Fabric, count: number, ports: number, hub = false) {
  const memory = new Float64Array(count * (ports + 1) * COUNTERS_PER_PORT);
  const counters = (index: number) => (port: number) =>
    new PortCounters(memory, index * (ports + 1) + port);
  const all = Array.from(
    { length: count },
    (_, index) => new Switch(fabric, { ports, hub }, counters(index)),
  );
  const drops = () => {
    const sums: Record<string, number> = {};
    for (let slot = 0; slot < count * (ports + 1); slot++) {
      for (const [reason, value] of Object.entries(new PortCounters(memory, slot).read().drops)) {
        sums[reason] = (sums[reason] ?? 0) + value;
      }
    }
    return sums;
  };
  return { all, drops };
}

/** Frames that came out of ports where hosts are. */
class Hosts implements FrameSink {
  frames = 0;
  accept(): void {
    this.frames++;
  }
}

const broadcast = (source: readonly number[]) => {
  const bytes = new Uint8Array(60).fill(0xff, 0, 6);
  bytes.set(source, 6);
  return bytes;
};

describe('one frame', () => {
  it('is copied to a bounded number of ports in a mesh of switches with 128 ports', () => {
    const fabric = new Fabric();
    const { all, drops } = switches(fabric, 6, 128);
    const hosts = new Hosts();
    const used = all.map(() => 0);
    for (const [a, one] of all.entries()) {
      for (const [b, other] of all.entries()) {
        if (b <= a) continue;
        plugCable(fabric, { device: one, port: ++used[a]! }, { device: other, port: ++used[b]! });
      }
    }
    for (const [index, one] of all.entries()) {
      for (let port = used[index]! + 1; port <= 128; port++) one.port(port)!.attach(hosts);
    }
    const bytes = broadcast([2, 0, 0, 0, 0, 1]);
    fabric.admit();
    all[0]!.port(128)!.accept(bytes, 0, bytes.length);
    expect(hosts.frames).toBeGreaterThan(700);
    expect(hosts.frames).toBeLessThanOrEqual(MAX_DELIVERIES + 128);
    expect(drops().storm).toBeGreaterThan(0);
  });

  it('is spoilt bit by bit in a bounded number of cables', () => {
    const fabric = new Fabric();
    const branches = 20;
    const { all, drops } = switches(fabric, 1 + 2 * branches, 101, true);
    const spoilt: PluggedCable[] = [];
    for (let branch = 1; branch <= branches; branch++) {
      const [near, far] = [all[branch]!, all[branches + branch]!];
      plugCable(fabric, { device: all[0]!, port: branch }, { device: near, port: 101 });
      for (let port = 1; port <= 100; port++) {
        const state = both({ corrupt: 8_000_000 });
        spoilt.push(plugCable(fabric, { device: near, port }, { device: far, port }, state));
      }
    }
    const bytes = new Uint8Array(9_000).fill(0xff, 0, 6);
    fabric.admit();
    all[0]!.port(101)!.accept(bytes, 0, bytes.length);
    const copies = spoilt.reduce((sum, { aToB }) => sum + aToB.read().framesIn, 0);
    expect(copies).toBeGreaterThan(100);
    expect(copies * (1 + MAX_FLIPS_PER_FRAME / FLIPS_PER_DELIVERY)).toBeLessThan(
      MAX_DELIVERIES + 100 * (1 + MAX_FLIPS_PER_FRAME / FLIPS_PER_DELIVERY),
    );
    expect(drops().storm).toBeGreaterThan(0);
  });

  it('is doubled a bounded number of times in a ring whose cables give everything twice', () => {
    const fabric = new Fabric();
    const { all, drops } = switches(fabric, 4, 8, true);
    const hosts = new Hosts();
    for (const [index, one] of all.entries()) {
      const next = all[(index + 1) % all.length]!;
      plugCable(
        fabric,
        { device: one, port: 1 },
        { device: next, port: 2 },
        both({ duplicate: 100 }),
      );
      one.port(8)!.attach(hosts);
    }
    const bytes = broadcast([1, 0, 0, 0, 0, 1]);
    fabric.admit();
    all[0]!.port(8)!.accept(bytes, 0, bytes.length);
    expect(hosts.frames).toBeLessThanOrEqual(MAX_COPIES);
    expect(drops().storm).toBeGreaterThan(0);
  });
});

describe('frames on their way', () => {
  /** Two rings of hubs, in one of which every frame becomes two, and a cable between two hosts. */
  function ring(budget: TurnBudget) {
    const fabric = new Fabric(budget, new WaitingMemory(8 * 1024 * 1024));
    const timers = new TimerQueue();
    const { all } = switches(fabric, 3, 4, true);
    const memory = new Float64Array(20 * COUNTERS_PER_PORT);
    let slot = 0;
    const cables = all.map((one, index) =>
      plugCable(
        fabric,
        { device: one, port: 1 },
        { device: all[(index + 1) % 3]!, port: 2 },
        both({ duplicate: 100, delay: 1 }),
        slot++,
        timers,
      ),
    );
    const drops = () =>
      cables.reduce(
        (sum, { aToB, bToA }) =>
          sum + (aToB.read().drops['queue-full'] ?? 0) + (bToA.read().drops['queue-full'] ?? 0),
        0,
      );
    return { fabric, timers, all, drops, memory };
  }

  it('take no more than their time in a turn, and the turns that follow go on with them', () => {
    const { budget, looks } = counted();
    const { fabric, timers, all } = ring(budget);
    const bytes = broadcast([1, 0, 0, 0, 0, 1]);
    fabric.admit();
    all[0]!.port(4)!.accept(bytes, 0, bytes.length);
    const spent: number[] = [];
    for (let turn = 0; turn < 100; turn++) {
      fabric.now += 2;
      budget.begin();
      const before = looks.count;
      timers.run(fabric.now, budget);
      spent.push(looks.count - before);
    }
    // The slice is 10 ms, and the clock goes on by 1 at each look; the first look begins it.
    expect(Math.max(...spent)).toBeGreaterThan(5);
    expect(Math.max(...spent)).toBeLessThanOrEqual(13);
    expect(timers.next).toBeLessThan(Number.POSITIVE_INFINITY);
  });

  it('let others out in time, however many of one cable are due', () => {
    const { budget } = counted();
    const { fabric, timers, all } = ring(budget);
    const hosts = new Hosts();
    const end = { inlet: () => hosts, plug: () => {}, unplug: () => {} };
    let outlet: FrameSink | null = null;
    const start = {
      inlet: () => hosts,
      plug: (_port: number, to: FrameSink) => {
        outlet = to;
      },
      unplug: () => {},
    };
    const plugs = [
      { device: start, port: 0 },
      { device: end, port: 0 },
    ] as const;
    plugCable(fabric, ...plugs, both({ delay: 1 }), 9, timers);
    const bytes = broadcast([1, 0, 0, 0, 0, 1]);
    fabric.admit();
    all[0]!.port(4)!.accept(bytes, 0, bytes.length);
    const turn = () => {
      fabric.now += 2;
      budget.begin();
      timers.run(fabric.now, budget);
    };
    for (let count = 0; count < 60; count++) turn();
    outlet!.accept(bytes, 0, bytes.length);
    // Six directions of the ring have their turn first, of which a turn takes some two.
    for (let count = 0; count < 5; count++) turn();
    expect(hosts.frames).toBe(1);
  });

  it('share one memory over all cables, give it back, and are counted where it is full', () => {
    const fabric = new Fabric(undefined, new WaitingMemory(1024 * 1024));
    const timers = new TimerQueue();
    const hosts = new Hosts();
    const outlets: FrameSink[] = [];
    const device = {
      inlet: () => hosts,
      plug: (_port: number, to: FrameSink) => outlets.push(to),
      unplug: () => {},
    };
    const cables = Array.from({ length: 20 }, (_, seed) =>
      plugCable(
        fabric,
        { device, port: 0 },
        { device, port: 1 },
        both({ delay: 1000 }),
        seed,
        timers,
      ),
    );
    const bytes = broadcast([2, 0, 0, 0, 0, 1]);
    for (let frame = 0; frame < 2_000; frame++) {
      for (const outlet of outlets) outlet.accept(bytes, 0, bytes.length);
      expect(fabric.memory.usedBytes).toBeLessThanOrEqual(1024 * 1024);
    }
    const dropped = cables
      .flatMap(({ aToB, bToA }) => [aToB, bToA])
      .reduce((sum, counters) => sum + (counters.read().drops['queue-full'] ?? 0), 0);
    fabric.now = 2_000;
    timers.run(fabric.now, fabric.budget);
    expect(hosts.frames).toBeGreaterThan(1_000);
    expect(hosts.frames + dropped).toBe(2_000 * outlets.length);
    for (let round = 0; round < 2; round++) for (const { cable } of cables) cable.expire();
    expect(fabric.memory.usedBytes).toBe(0);
  });

  it('give their memory back when their cable is cut', () => {
    const fabric = new Fabric();
    const { all } = switches(fabric, 2, 2);
    const plugs = [
      { device: all[0]!, port: 1 },
      { device: all[1]!, port: 1 },
    ] as const;
    const { cable } = plugCable(fabric, ...plugs, both({ delay: 1000 }));
    const bytes = broadcast([2, 0, 0, 0, 0, 1]);
    all[0]!.port(2)!.attach(new Hosts());
    fabric.admit();
    all[0]!.port(2)!.accept(bytes, 0, bytes.length);
    expect(fabric.memory.usedBytes).toBeGreaterThan(0);
    cable.remove();
    expect(fabric.memory.usedBytes).toBe(0);
  });
});

describe('a built-in PC', () => {
  function pc(budget: TurnBudget, setup: string[] = []) {
    const fabric = new Fabric(budget);
    const timers = new TimerQueue();
    const scheduled: PcDevice[] = [];
    const printed = { text: '' };
    const counters = new PortCounters(new Float64Array(COUNTERS_PER_PORT), 0);
    const device = new PcDevice(
      { hostname: 'pc', macs: ['02:00:00:00:00:01'], setup },
      {
        fabric,
        timers,
        startupFailed: () => {},
        begins: () => {},
        schedule: (one) => scheduled.push(one),
        print: (text) => {
          printed.text += text;
        },
      },
      () => counters,
    );
    return { fabric, timers, scheduled, printed, device, counters };
  }

  it('handles as many frames in a turn as there is time for, and the others later', () => {
    const { budget } = counted();
    const { fabric, scheduled, device, counters } = pc(budget);
    const bytes = broadcast([2, 0, 0, 0, 0, 9]);
    for (let frame = 0; frame < MAX_PC_FRAMES + 10; frame++) {
      device.inlet(0)!.accept(bytes, 0, bytes.length);
    }
    expect(counters.read().drops['queue-full']).toBe(10);
    expect(scheduled).toHaveLength(1);
    budget.begin();
    while (!budget.isSpent) budget.spend(64);
    scheduled.length = 0;
    device.work();
    // Not one was handled: the time was over.
    expect(scheduled).toEqual([device]);
    expect(fabric.memory.usedBytes).toBe(MAX_PC_FRAMES * 60);
    budget.begin();
    device.work();
    expect(fabric.memory.usedBytes).toBe(0);
  });

  it('goes on with a pasted script when there is time again', () => {
    const { budget } = counted();
    const { timers, printed, device } = pc(budget);
    device.start();
    budget.begin();
    device.type('echo one\r'.repeat(1_000));
    expect(printed.text.split('\r\none\r\n').length).toBeLessThan(1_000);
    let turns = 0;
    while (timers.next < Number.POSITIVE_INFINITY && turns++ < 1_000) {
      budget.begin();
      timers.run(Number.MAX_VALUE, budget);
    }
    expect(printed.text.split('\r\none\r\n').length - 1).toBe(1_000);
  });

  it('lets Ctrl-C end the command before it, also when both had to wait', () => {
    const { budget } = counted();
    const { timers, printed, device } = pc(budget);
    device.start();
    budget.begin();
    while (!budget.isSpent) budget.spend(64);
    device.type('ping 127.0.0.1\r\x03echo after\r');
    for (let turn = 0; turn < 200 && !printed.text.includes('\r\nafter\r\n'); turn++) {
      budget.begin();
      timers.run(Number.MAX_VALUE, budget);
    }
    expect(printed.text).toContain('ping statistics');
    expect(printed.text).toContain('\r\nafter\r\n');
  });
});
