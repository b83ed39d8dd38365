import { describe, expect, it } from 'vitest';
import { COUNTERS_PER_PORT, PortCounters } from '../../../../../electron/engine/core/counters';
import { OrderedWork } from '../../../../../electron/engine/core/ordered-work';
import { TurnBudget } from '../../../../../electron/engine/core/turn-budget';
import { WorkQueue } from '../../../../../electron/engine/core/work-queue';
import { configureVlans } from '../../../../../electron/engine/switch/configure-vlans';
import { Fabric } from '../../../../../electron/engine/switch/fabric';
import { Switch } from '../../../../../electron/engine/switch/switch';
import { MAX_VLAN } from '../../../../../shared/vde/vde-limits';

/** @param msPerStep how long each step takes */
function owner(msPerStep: number) {
  const clock = { now: 0 };
  const budget = new TurnBudget(() => clock.now);
  const queue = new WorkQueue();
  const work = new OrderedWork(queue, budget);
  const done: string[] = [];
  const task = (name: string, steps: number) =>
    (function* () {
      for (let step = 0; step < steps; step++) {
        clock.now += msPerStep;
        done.push(name);
        yield;
      }
    })();
  const turn = () => {
    budget.begin();
    queue.run(budget);
  };
  return { work, done, task, turn, queue };
}

describe('what one owner has to do', () => {
  it('is done at once when it is little', () => {
    const { work, done, task, queue } = owner(0.1);
    work.add(task('a', 3));
    work.add(task('b', 1));
    expect(done.join('')).toBe('aaab');
    expect(queue.isEmpty).toBe(true);
  });

  it('is done by and by when it is much, and in order', () => {
    const { work, done, task, turn, queue } = owner(1);
    work.add(task('a', 50));
    work.add(task('b', 2));
    expect(done.length).toBeLessThan(15);
    while (!queue.isEmpty) {
      const before = done.length;
      turn();
      expect(done.length - before).toBeLessThan(15);
    }
    expect(done.join('')).toBe(`${'a'.repeat(50)}bb`);
  });

  it('is forgotten with its owner', () => {
    const { work, done, task, turn, queue } = owner(5);
    work.add(task('a', 50));
    work.clear();
    expect(queue.isEmpty).toBe(true);
    const before = done.length;
    turn();
    expect(done).toHaveLength(before);
  });
});

it('a port that changes all its VLANs is one step of what a drawing changes', () => {
  const memory = new Float64Array(9 * COUNTERS_PER_PORT);
  const counters = (port: number) => new PortCounters(memory, port);
  const { membership } = new Switch(new Fabric(), { ports: 8, hub: false }, counters);
  const tagged = Array.from({ length: MAX_VLAN }, (_, index) => index + 1);
  const vlans = Object.fromEntries([1, 2, 3].map((port) => [port, { untagged: 0, tagged }]));
  const steps = configureVlans(membership, {}, vlans);
  for (let port = 1; port <= 3; port++) {
    expect(steps.next().done).toBe(false);
    expect(membership.vlans.get(MAX_VLAN)!.members[port]).toBe(1);
    expect(membership.vlans.get(MAX_VLAN)!.members[port + 1]).toBe(0);
  }
  expect(steps.next().done).toBe(true);
});
