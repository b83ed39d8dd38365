/** Switches of this engine in loops: one root, exactly one blocked link, healing, and the frames. */
import { describe, expect, it } from 'vitest';
import type { Cable } from '../../../../../electron/engine/cable/cable';
import { COUNTERS_PER_PORT, PortCounters } from '../../../../../electron/engine/core/counters';
import { parseBpdu, printBpdu } from '../../../../../electron/engine/frames/bpdu';
import { Fabric } from '../../../../../electron/engine/switch/fabric';
import { HELLO_MS, ROOT_TIMEOUT_MS } from '../../../../../electron/engine/switch/spanning-tree';
import { Switch } from '../../../../../electron/engine/switch/switch';
import type { VlanTree } from '../../../../../shared/lab/switch-view';
import { plugCable } from '../../../../harness/plug-cable';

class Lab {
  readonly fabric = new Fabric();
  readonly switches: Switch[] = [];

  add(priority = 0x8000): Switch {
    const memory = new Float64Array(9 * COUNTERS_PER_PORT);
    const mac = `00ff0000000${this.switches.length + 1}`;
    const settings = { ports: 8, hub: false, mac, priority };
    const made = new Switch(this.fabric, settings, (port) => new PortCounters(memory, port));
    made.tree.enable(true);
    this.switches.push(made);
    return made;
  }

  cable(a: Switch, portA: number, b: Switch, portB: number): Cable {
    const plugs = [
      { device: a, port: portA },
      { device: b, port: portB },
    ] as const;
    const { cable } = plugCable(this.fabric, ...plugs);
    this.settle();
    return cable;
  }

  /** Lets all trees say what they have to say. */
  settle(): void {
    while (!this.fabric.trees.isEmpty) this.fabric.trees.run(this.fabric.budget);
  }

  /** Lets hellos go by. */
  pass(ms: number): void {
    for (let left = ms; left > 0; left -= 500) {
      this.fabric.now += 500;
      for (const each of this.switches) each.expire();
      this.settle();
    }
  }
}

/** The tree as the window shows it; undefined where nothing is plugged in. */
const treeOf = (of: Switch, vlan = 0): VlanTree | undefined =>
  of.tree.views().find((tree) => tree.vlan === vlan);

/** `2:3` for port 3 of the second switch. */
function blockedEnds(lab: Lab, vlan = 0): string[] {
  const { switches } = lab;
  lab.settle();
  return switches.flatMap((each, index) =>
    (treeOf(each, vlan)?.ports ?? [])
      .filter(({ state }) => state === 'discarding')
      .map(({ port }) => `${index + 1}:${port}`),
  );
}

/** Ports by which a broadcast from a host comes out, by switch and port. */
function reach(lab: Lab, from: Switch): string[] {
  const came: string[] = [];
  const hosts = lab.switches.map((each, index) => {
    const sink = { accept: () => came.push(`${index + 1}`) };
    each.port(8)!.attach(sink);
    return { each, sink };
  });
  const bytes = new Uint8Array(60).fill(0xff, 0, 6);
  bytes.set([2, 0, 0, 0, 0, 9], 6);
  // Each host has heard a hello by now.
  lab.settle();
  came.length = 0;
  lab.fabric.admit();
  from.port(8)!.accept(bytes, 0, bytes.length);
  const reached = [...came].sort();
  for (const { each, sink } of hosts) each.port(8)!.detach(sink);
  return reached;
}

function triangle() {
  const lab = new Lab();
  const [one, two, three] = [lab.add(), lab.add(), lab.add()];
  const cables = {
    oneTwo: lab.cable(one, 1, two, 1),
    twoThree: lab.cable(two, 2, three, 2),
    threeOne: lab.cable(three, 1, one, 2),
  };
  lab.pass(2 * HELLO_MS);
  return { lab, one, two, three, cables };
}

describe('the spanning tree', () => {
  it('takes the lowest bridge id for the root and blocks exactly one end of a triangle', () => {
    const { lab, one, two, three } = triangle();
    for (const each of [one, two, three])
      expect(treeOf(each)?.root).toBe('80:00:00:ff:00:00:00:01');
    expect(treeOf(one)).toMatchObject({ isRoot: true, rootPort: null, cost: 0 });
    expect(treeOf(two)).toMatchObject({ isRoot: false, rootPort: 1, cost: 20_000_000 });
    expect(blockedEnds(lab)).toEqual(['3:2']);
  });

  it('delivers a broadcast once to each switch of a loop', () => {
    const { lab, two } = triangle();
    expect(reach(lab, two)).toEqual(['1', '3']);
  });

  it('heals at once when a link is cut, and blocks again when it comes back', () => {
    const { lab, one, two, three, cables } = triangle();
    cables.threeOne.remove();
    expect(blockedEnds(lab)).toEqual([]);
    expect(treeOf(three)).toMatchObject({ rootPort: 2, cost: 40_000_000 });
    expect(reach(lab, three)).toEqual(['1', '2']);
    lab.cable(three, 1, one, 2);
    lab.pass(2 * HELLO_MS);
    expect(blockedEnds(lab)).toHaveLength(1);
    expect(reach(lab, two)).toEqual(['1', '3']);
  });

  it.each([0x7000, 0x9000])(
    'forgets the old ways everywhere when a link is cut (%i)',
    (priority) => {
      const { lab, two, three, cables } = triangle();
      // Which end of the third link is blocked depends on who of the two is better.
      three.tree.setPriority(priority);
      lab.switches[0]!.tree.setPriority(0x1000);
      lab.pass(2 * HELLO_MS);
      const came: string[] = [];
      const hosts = [two, three].map((each, index) => {
        each.port(8)!.attach({ accept: () => came.push(`${index}`) });
        return Uint8Array.of(2, 0, 0, 0, 0, index);
      });
      const send = (from: number, to: number) => {
        const bytes = new Uint8Array(60);
        bytes.set(hosts[to]!);
        bytes.set(hosts[from]!, 6);
        lab.settle();
        came.length = 0;
        lab.fabric.admit();
        [two, three][from]!.port(8)!.accept(bytes, 0, bytes.length);
        return [...came];
      };
      send(0, 1);
      expect(send(1, 0)).toEqual(['0']);
      cables.oneTwo.remove();
      expect(send(1, 0)).toEqual(['0']);
      expect(send(0, 1)).toEqual(['1']);
    },
  );

  it('finds another root when the root goes', () => {
    const { lab, two, three, cables } = triangle();
    cables.oneTwo.remove();
    cables.threeOne.remove();
    lab.pass(ROOT_TIMEOUT_MS + HELLO_MS);
    expect(treeOf(two)?.isRoot).toBe(true);
    expect(treeOf(three)?.root).toBe(treeOf(two)?.root);
    expect(blockedEnds(lab)).toEqual([]);
  });

  it('obeys priorities, also when they change', () => {
    const { lab, one, three } = triangle();
    three.tree.setPriority(0x1000);
    lab.pass(2 * HELLO_MS);
    expect(treeOf(one)?.root).toBe('10:00:00:ff:00:00:00:03');
    expect(blockedEnds(lab)).toHaveLength(1);
    expect(reach(lab, one)).toEqual(['2', '3']);
  });

  it('goes another way when a port has a bonus', () => {
    const { lab, three } = triangle();
    three.tree.setBonus(0, 2, 30_000_000);
    lab.pass(2 * HELLO_MS);
    expect(treeOf(three)?.rootPort).toBe(2);
    expect(blockedEnds(lab)).toHaveLength(1);
  });

  it('blocks one of two parallel links', () => {
    const lab = new Lab();
    const [one, two] = [lab.add(), lab.add()];
    lab.cable(one, 1, two, 3);
    lab.cable(one, 2, two, 4);
    lab.pass(2 * HELLO_MS);
    expect(blockedEnds(lab)).toEqual(['2:4']);
    expect(reach(lab, one)).toEqual(['2']);
  });

  it('leaves a full mesh of six with a tree, from every switch', () => {
    const lab = new Lab();
    for (let index = 0; index < 6; index++) lab.add();
    for (let a = 0; a < 6; a++) {
      for (let b = a + 1; b < 6; b++) lab.cable(lab.switches[a]!, b, lab.switches[b]!, a + 1);
    }
    lab.pass(4 * HELLO_MS);
    for (const [index, each] of lab.switches.entries()) {
      const others = lab.switches.map((_, other) => `${other + 1}`).filter((_, at) => at !== index);
      expect(reach(lab, each)).toEqual(others);
    }
  });

  it('carries everything everywhere again when it is turned off', () => {
    const { lab, one, two, three } = triangle();
    for (const each of [one, two, three]) each.tree.enable(false);
    expect(three.membership.vlans.get(0)!.blocked[2]).toBe(0);
    expect(three.tree.views()).toEqual([]);
    for (const each of [one, two, three]) each.tree.enable(true);
    lab.pass(2 * HELLO_MS);
    expect(blockedEnds(lab)).toHaveLength(1);
  });

  it('has a tree of its own for each VLAN', () => {
    const { lab, one, two, three } = triangle();
    for (const each of [one, two, three]) {
      each.membership.createVlan(7);
      for (const port of [1, 2]) each.membership.addTagged(7, port);
    }
    one.tree.setBonus(7, 1, 0);
    lab.pass(2 * HELLO_MS);
    expect(blockedEnds(lab, 7)).toEqual(['3:2']);
    two.tree.setBonus(7, 2, 30_000_000);
    lab.pass(2 * HELLO_MS);
    expect(blockedEnds(lab, 7)).toHaveLength(1);
    expect(blockedEnds(lab, 0)).toEqual(['3:2']);
  });

  it('does not listen on edge ports', () => {
    const lab = new Lab();
    const [one, two] = [lab.add(), lab.add()];
    two.membership.createPort(1);
    two.tree.setEdge(0, 1, true);
    lab.cable(one, 1, two, 1);
    lab.pass(2 * HELLO_MS);
    expect(treeOf(two)?.isRoot).toBe(true);
    expect(treeOf(two)?.ports[0]).toMatchObject({ role: 'edge', state: 'forwarding' });
  });
});

describe('a BPDU', () => {
  it('has the bytes of vde_switch, with and without a tag', () => {
    const bpdu = {
      root: '800000ff00000001',
      cost: 20_000_000,
      bridge: '800000ff00000002',
      port: 0x8003,
      role: 'root' as const,
      forwarding: true,
      agreement: true,
      topologyChange: false,
      age: 3,
      hello: 4,
      maxAge: 40,
      tag: null,
    };
    const hex = Buffer.from(printBpdu(bpdu)).toString('hex');
    expect(hex).toBe(
      '0180c200000000ff000000020027424203000002027480' +
        '0000ff0000000101312d00800000ff0000000280030300280004000000' +
        '00',
    );
    const tagged = printBpdu({ ...bpdu, tag: 0x123 });
    expect(tagged).toHaveLength(57);
    expect([...tagged.subarray(12, 18)]).toEqual([0x81, 0, 0x01, 0x23, 0x00, 0x27]);
    expect(parseBpdu(tagged, 0, 57, true)).toMatchObject({ role: 'root', cost: 20_000_000 });
  });

  it('is none when it is short or of another protocol', () => {
    const bytes = new Uint8Array(60);
    expect(parseBpdu(bytes, 0, 60, false)).toBeNull();
    expect(parseBpdu(bytes, 0, 50, false)).toBeNull();
  });
});
