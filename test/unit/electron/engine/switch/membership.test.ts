/** Ports, VLANs and who may join: the refusals are vde_switch's (port.c). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { COUNTERS_PER_PORT, PortCounters } from '../../../../../electron/engine/core/counters';
import {
  configureVlans,
  type DrawnVlans,
} from '../../../../../electron/engine/switch/configure-vlans';
import { Fabric } from '../../../../../electron/engine/switch/fabric';
import type { Membership } from '../../../../../electron/engine/switch/membership';
import { admittedTo } from '../../../../../electron/engine/switch/port-access';
import { Switch } from '../../../../../electron/engine/switch/switch';
import { NO_VLAN } from '../../../../../electron/engine/switch/vlan';

function make(ports = 4): Switch {
  const memory = new Float64Array(20 * COUNTERS_PER_PORT);
  return new Switch(new Fabric(), { ports, hub: false }, (port) => new PortCounters(memory, port));
}

/** Members of each VLAN: `1` untagged, `1t` with tags. */
function shown({ vlans, ports }: Membership): Record<string, string[]> {
  const membersOf = (vlan: NonNullable<ReturnType<typeof vlans.get>>) =>
    ports
      .filter(({ number }) => vlan.members[number] === 1)
      .map(({ number, untagged }) => (untagged === vlan ? `${number}` : `${number}t`));
  return Object.fromEntries(vlans.all().map((vlan) => [vlan.number, membersOf(vlan)]));
}

/** Goes through all steps at once. */
function configure(membership: Membership, before: DrawnVlans, drawn: DrawnVlans): void {
  for (const _ of configureVlans(membership, before, drawn));
}

describe('memberships', () => {
  it('begin with the first thing plugged into a port, in VLAN 0', () => {
    const { membership } = make();
    expect(shown(membership)).toEqual({ 0: [] });
    membership.createPort(2);
    expect(shown(membership)).toEqual({ 0: ['2'] });
  });

  it('change by command', () => {
    const { membership } = make();
    for (const port of [1, 2, 3]) membership.createPort(port);
    expect(membership.createVlan(7)).toBeNull();
    expect(membership.setUntagged(1, 7)).toBeNull();
    expect(membership.addTagged(7, 2)).toBeNull();
    expect(membership.setUntagged(3, NO_VLAN)).toBeNull();
    expect(shown(membership)).toEqual({ 0: ['2'], 7: ['1', '2t'] });
    expect(membership.deleteTagged(7, 2)).toBeNull();
    expect(membership.setUntagged(1, 0)).toBeNull();
    expect(membership.removeVlan(7)).toBeNull();
    expect(shown(membership)).toEqual({ 0: ['1', '2'] });
  });

  it('are refused as vde_switch refuses them', () => {
    const { membership } = make();
    membership.createPort(1);
    expect(membership.createVlan(0)).toBe('EINVAL');
    expect(membership.createVlan(4095)).toBe('EINVAL');
    expect(membership.createVlan(4094)).toBeNull();
    expect(membership.createVlan(4094)).toBe('EEXIST');
    expect(membership.setUntagged(1, 9)).toBe('ENXIO');
    expect(membership.setUntagged(2, 0)).toBe('ENXIO');
    expect(membership.setUntagged(5, 0)).toBe('EINVAL');
    expect(membership.addTagged(9, 1)).toBe('ENXIO');
    expect(membership.deleteTagged(0, 1)).toBe('EADDRINUSE');
    expect(membership.removeVlan(0)).toBe('EADDRINUSE');
    expect(membership.removeVlan(8)).toBe('ENXIO');
    expect(membership.setPortCount(0)).toBe('EINVAL');
  });

  it('follow the number of ports', () => {
    const { membership } = make();
    membership.createPort(4);
    expect(membership.setPortCount(3)).toBe('EADDRINUSE');
    expect(membership.removePort(4)).toBeNull();
    expect(membership.setPortCount(3)).toBeNull();
    expect(membership.port(4)).toBeUndefined();
    expect(membership.setPortCount(12)).toBeNull();
    membership.createPort(12);
    expect(shown(membership)).toEqual({ 0: ['12'] });
  });
});

const drawing: fc.Arbitrary<DrawnVlans> = fc.dictionary(
  fc.constantFrom('1', '2', '3', '4'),
  fc.record({
    untagged: fc.constantFrom(0, 5, 9, null),
    tagged: fc.uniqueArray(fc.constantFrom(5, 7, 9), { maxLength: 3 }),
  }),
);

it('a drawing that changes gives what the last one alone gives', () => {
  fc.assert(
    fc.property(fc.array(drawing, { minLength: 1, maxLength: 5, size: 'max' }), (drawings) => {
      const [changed, fresh] = [make().membership, make().membership];
      for (const port of [1, 2, 3, 4]) {
        changed.createPort(port);
        fresh.createPort(port);
      }
      let before: DrawnVlans = {};
      for (const drawn of drawings) {
        configure(changed, before, drawn);
        before = drawn;
      }
      configure(fresh, {}, before);
      expect(shown(changed)).toEqual(shown(fresh));
    }),
  );
});

describe('who may join', () => {
  const nobodyThere = () => [];
  const open = () => false;
  const anna = { uid: 1000, manages: false, belongsTo: (gid: number) => gid === 50 };
  const root = { uid: 0, manages: false, belongsTo: () => false };

  it('gets the lowest free port that is allocatable and not reserved', () => {
    const { membership } = make();
    membership.port(1)!.allocatable = false;
    expect(admittedTo(membership, null, anna, nobodyThere, (port) => port === 2)).toBe(3);
    expect(admittedTo(membership, 1, anna, nobodyThere, open)).toBe(1);
    expect(admittedTo(membership, 9, anna, nobodyThere, open)).toBeNull();
  });

  it('is whom the port is for', () => {
    const { membership } = make();
    membership.port(1)!.user = 1001;
    expect(admittedTo(membership, 1, anna, nobodyThere, open)).toBeNull();
    expect(admittedTo(membership, 1, root, nobodyThere, open)).toBe(1);
    membership.port(1)!.group = 50;
    expect(admittedTo(membership, 1, anna, nobodyThere, open)).toBe(1);
  });

  it('shares a port with nobody else, and port 0 is for managers', () => {
    const { membership } = make();
    expect(admittedTo(membership, 1, anna, () => [1001], open)).toBeNull();
    expect(admittedTo(membership, 1, anna, () => [1000], open)).toBe(1);
    expect(admittedTo(membership, 0, anna, nobodyThere, open)).toBeNull();
    expect(admittedTo(membership, 0, { ...anna, manages: true }, nobodyThere, open)).toBe(0);
  });
});
