/** The hold time of BPDUs: a port says no more than the standard lets it, and the latest at last. */
import { beforeEach, describe, expect, it } from 'vitest';
import { COUNTERS_PER_PORT, PortCounters } from '../../../../../electron/engine/core/counters';
import { TX_HOLD_COUNT } from '../../../../../electron/engine/core/limits';
import { isBpduAddress, parseBpdu } from '../../../../../electron/engine/frames/bpdu';
import { Fabric } from '../../../../../electron/engine/switch/fabric';
import { Switch } from '../../../../../electron/engine/switch/switch';
import { MAX_VLAN } from '../../../../../shared/vde/vde-limits';
import { plugCable } from '../../../../harness/plug-cable';

let fabric: Fabric;

beforeEach(() => {
  fabric = new Fabric();
});

function makeSwitch(number: number): Switch {
  const memory = new Float64Array(9 * COUNTERS_PER_PORT);
  const mac = `00ff0000000${number}`;
  const counters = (port: number) => new PortCounters(memory, port);
  const made = new Switch(fabric, { ports: 8, hub: false, mac }, counters);
  made.tree.enable(true);
  return made;
}

function settle(): void {
  while (!fabric.trees.isEmpty) fabric.trees.run(fabric.budget);
}

/** BPDUs that come out of a port, as they were parsed. */
function listen(to: Switch, port: number) {
  const heard: ReturnType<typeof parseBpdu>[] = [];
  to.port(port)!.attach({
    accept: (bytes, start, length) => {
      if (isBpduAddress(bytes, start)) heard.push(parseBpdu(bytes, start, length, false));
    },
  });
  return heard;
}

describe('the hold time of BPDUs', () => {
  it('lets some out at once and then one each second, however often the tree changes', () => {
    const one = makeSwitch(1);
    const heard = listen(one, 1);
    for (let change = 0; change < 500; change++) {
      one.tree.setPriority(0x1000 + change);
      settle();
    }
    expect(heard.length).toBeLessThanOrEqual(TX_HOLD_COUNT);
    for (let second = 1; second <= 3; second++) {
      const before = heard.length;
      fabric.now += 1000;
      one.tree.setPriority(0x2000 + second);
      one.expire();
      settle();
      expect(heard.length - before).toBe(1);
      expect(heard.at(-1)?.root.slice(0, 4)).toBe((0x2000 + second).toString(16));
    }
  });

  it('says what had to wait, as it is then', () => {
    const one = makeSwitch(1);
    const heard = listen(one, 1);
    for (let change = 0; change < 50; change++) {
      one.tree.setPriority(0x1000 + change);
      settle();
    }
    fabric.now += 1000;
    one.expire();
    settle();
    expect(heard.at(-1)?.bridge.slice(0, 4)).toBe((0x1000 + 49).toString(16));
  });

  it('does not let news of a change go round in a ring', () => {
    const ring = [1, 2, 3].map(makeSwitch);
    for (const [index, each] of ring.entries()) {
      plugCable(fabric, { device: each, port: 1 }, { device: ring[(index + 1) % 3]!, port: 2 });
    }
    for (let second = 0; second < 12; second++) {
      fabric.now += 1000;
      for (const each of ring) each.expire();
      settle();
    }
    const before = ring.map((each) => each.port(1)!.counters.read().framesOut);
    fabric.now += 4000;
    for (const each of ring) each.expire();
    settle();
    const after = ring.map((each) => each.port(1)!.counters.read().framesOut);
    // One hello for each port, and nothing else.
    expect(after.map((count, index) => count - before[index]!)).toEqual([1, 1, 1]);
  });

  it('comes through after a frame that was copied too often', () => {
    const [one, two] = [makeSwitch(1), makeSwitch(2)];
    plugCable(fabric, { device: one, port: 1 }, { device: two, port: 1 });
    settle();
    fabric.admit();
    while (fabric.copy());
    fabric.now += 4000;
    one.expire();
    settle();
    expect(two.port(1)!.counters.read().drops).toEqual({});
    expect(two.tree.of(0)?.best.root).toBe(one.tree.self);
  });

  it('says hello in thousands of VLANs by and by', () => {
    const one = makeSwitch(1);
    for (let vlan = 1; vlan <= MAX_VLAN; vlan++) one.membership.createVlan(vlan);
    one.membership.createPort(1);
    for (let vlan = 1; vlan <= MAX_VLAN; vlan++) one.membership.addTagged(vlan, 1);
    let frames = 0;
    one.port(1)!.attach({
      accept: () => {
        frames++;
      },
    });
    settle();
    frames = 0;
    fabric.now += 4000;
    one.expire();
    expect(frames).toBe(0);
    expect(one.tree.work()).toBe(true);
    // A part of the work is one VLAN.
    expect(frames).toBe(1);
    settle();
    expect(frames).toBe(MAX_VLAN + 1);
  });
});
