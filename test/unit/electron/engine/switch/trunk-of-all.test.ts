/** A port that carries all VLANs: those that there are, those to come, and those that nobody has made. */
import { describe, expect, it } from 'vitest';
import { COUNTERS_PER_PORT, PortCounters } from '../../../../../electron/engine/core/counters';
import { configureVlans } from '../../../../../electron/engine/switch/configure-vlans';
import { Fabric } from '../../../../../electron/engine/switch/fabric';
import { Switch } from '../../../../../electron/engine/switch/switch';
import { deaf } from '../../../../../electron/engine/switch/switch-listener';
import type { PortVlans } from '../../../../../shared/kinds/switch';
import { NO_SIGHTINGS, type Sightings, type Storm } from '../../../../../shared/lab/switch-view';
import { plugCable } from '../../../../harness/plug-cable';

const ALL = [255, 255, 255, 255, 255, 255];
const all = (untagged: number | null = 0): PortVlans => ({ untagged, tagged: 'all' });

function stand(fabric = new Fabric(), mac = '02000000aa01') {
  const memory = new Float64Array(9 * COUNTERS_PER_PORT);
  let sightings: Sightings = NO_SIGHTINGS;
  let storms = 0;
  const one = new Switch(
    fabric,
    { ports: 8, hub: false, mac },
    (port) => new PortCounters(memory, port),
    {
      ...deaf,
      stormChanged: (storm: Storm | null) => {
        if (storm !== null) storms++;
      },
      sightingsChanged: (now) => {
        sightings = now;
      },
    },
  );
  const came = new Map<number, string[]>();
  const listen = (...ports: number[]) => {
    for (const port of ports) {
      came.set(port, []);
      one.port(port)!.attach({
        accept: (bytes, start) => {
          const tag =
            bytes[start + 12] === 0x81 ? bytes[start + 14]! * 256 + bytes[start + 15]! : null;
          came.get(port)!.push(tag === null ? 'plain' : `tag ${tag}`);
        },
      });
    }
  };
  const draw = (before: Record<string, PortVlans>, after: Record<string, PortVlans>) => {
    for (const _ of configureVlans(one.membership, before, after));
  };
  const send = (port: number, tag: number | null, from = 7) => {
    const tagBytes = tag === null ? [] : [0x81, 0, tag >> 8, tag & 255];
    const bytes = new Uint8Array(64);
    bytes.set([...ALL, 2, 0, 0, 0, 0, from, ...tagBytes, 0x88, 0xb5]);
    fabric.admit();
    one.port(port)!.accept(bytes, 0, bytes.length);
    const got = Object.fromEntries([...came].filter(([, frames]) => frames.length > 0));
    for (const port of came.keys()) came.set(port, []);
    return got;
  };
  return { fabric, one, listen, draw, send, seen: () => sightings, storms: () => storms };
}

describe('a trunk of all VLANs', () => {
  it('carries every tag to the other trunks of all, and what has none', () => {
    const { listen, draw, send } = stand();
    draw({}, { 1: all(), 2: all() });
    listen(1, 2, 3);
    for (const vlan of [1, 10, 4094]) expect(send(1, vlan)).toEqual({ 2: [`tag ${vlan}`] });
    expect(send(1, null)).toEqual({ 2: ['plain'], 3: ['plain'] });
    expect(send(1, 4095)).toEqual({});
  });

  it('joins access ports and trunks of a list, and VLANs that commands make later', () => {
    const { one, listen, draw, send } = stand();
    draw({}, { 1: all(), 2: { untagged: 10, tagged: [] }, 3: { untagged: 0, tagged: [10, 20] } });
    listen(1, 2, 3, 4);
    expect(send(1, 10)).toEqual({ 2: ['plain'], 3: ['tag 10'] });
    expect(send(2, null, 8)).toEqual({ 1: ['tag 10'], 3: ['tag 10'] });
    expect(send(1, 20)).toEqual({ 3: ['tag 20'] });
    expect(one.membership.createVlan(30)).toBeNull();
    one.membership.createPort(4);
    one.membership.setUntagged(4, 30);
    expect(send(1, 30)).toEqual({ 4: ['plain'] });
    expect(one.membership.createVlan(30)).toBe('EEXIST');
  });

  it('has no tag in its untagged VLAN, nor frames without one where it has none', () => {
    const { listen, draw, send } = stand();
    draw({}, { 1: all(10), 2: all(null), 3: { untagged: 10, tagged: [] } });
    listen(1, 2, 3);
    expect(send(3, null)).toEqual({ 1: ['plain'], 2: ['tag 10'] });
    expect(send(2, 10, 8)).toEqual({ 1: ['plain'], 3: ['plain'] });
    expect(send(2, null)).toEqual({});
    draw({ 1: all(10), 2: all(null), 3: { untagged: 10, tagged: [] } }, { 1: all(), 2: all(null) });
    expect(send(2, 10, 9)).toEqual({ 1: ['tag 10'] });
  });

  it('keeps VLANs that only tags have made no longer than they are used', () => {
    const { fabric, one, listen, draw, send } = stand();
    draw({}, { 1: all(), 2: all() });
    listen(1, 2);
    for (let vlan = 1; vlan <= 4094; vlan++) send(1, vlan);
    expect(one.membership.vlans.all()).toHaveLength(4095);
    for (let second = 0; second < 120; second++) {
      fabric.now += 1_000;
      send(1, 10);
      one.expire();
    }
    expect(one.membership.vlans.all().map(({ number }) => number)).toEqual([0, 10]);
  });

  it('is drawn and taken back like any other, and says what comes by a port that is none', () => {
    const { fabric, one, listen, draw, send, seen } = stand();
    listen(1, 2);
    expect(send(1, 10)).toEqual({});
    expect(seen().mistagged).toEqual([{ port: 1, vlans: [10] }]);
    draw({}, { 1: all(), 2: all() });
    fabric.now += 1_000;
    expect(send(1, 10)).toEqual({ 2: ['tag 10'] });
    one.expire();
    expect(seen()).toEqual(NO_SIGHTINGS);
    draw({ 1: all(), 2: all() }, { 2: all() });
    expect(send(1, 10)).toEqual({});
    expect(seen().mistagged).toEqual([{ port: 1, vlans: [10] }]);
    fabric.now += 61_000;
    one.expire();
    expect(seen()).toEqual(NO_SIGHTINGS);
  });

  it('lets the spanning tree of a VLAN speak before its frames pass', () => {
    const fabric = new Fabric();
    const [one, two] = [stand(fabric), stand(fabric, '02000000aa02')];
    for (const each of [one, two]) {
      each.draw({}, { 1: all(), 2: all(), 3: all() });
      each.one.tree.enable(true);
    }
    one.listen(3);
    two.listen(3);
    for (const port of [1, 2])
      plugCable(fabric, { device: one.one, port }, { device: two.one, port });
    const settle = () => {
      for (let second = 0; second < 30; second++) {
        fabric.now += 1_000;
        for (const each of [one, two]) each.one.expire();
        while (!fabric.trees.isEmpty) fabric.trees.run(fabric.budget);
      }
    };
    settle();
    for (const vlan of [10, 11]) {
      one.send(3, vlan);
      settle();
      one.send(3, vlan);
      settle();
      const blocked = [one, two].flatMap(({ one: each }) => [
        ...each.membership.vlans.get(vlan)!.blocked,
      ]);
      expect(blocked.filter((is) => is === 1)).toHaveLength(1);
    }
    expect([one.storms(), two.storms()]).toEqual([0, 0]);
  });
});
