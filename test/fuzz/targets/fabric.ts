/** Frames into trees and rings of switches, hubs and cables, while all of them are changed. */

import { MAX_COPIES, MAX_DELIVERIES } from '../../../electron/engine/core/limits';
import { NO_VLAN } from '../../../electron/engine/switch/vlan';
import type { CableState, Conditions } from '../../../shared/document/cable-conditions';
import { Tape } from '../tape';
import { type FuzzTarget, promise } from '../target';
import { conditions, EngineLab, grown, type Plug, PORTS } from './engine-lab';

const MOST_FRAMES = 24;
/** Frames that left switches after which a lab has done its part: each may have been spoilt bit by bit. */
const ENOUGH = 8_000;
const VLANS = [0, 1, 5, 4093];
/** Frames that may leave switches in one part of a turn: all copies of one frame, and a slice of others. */
const MOST_PER_PART = MAX_DELIVERIES + MAX_COPIES + 2_000;

function conditionsOf(tape: Tape): Conditions | null {
  if (tape.below(3) > 0) return null;
  return conditions({
    delay: tape.pick([0, 0, 1, 50, 60_000]),
    jitter: tape.pick([0, 0, 10, 60_000]),
    distribution: tape.pick(['uniform', 'normal'] as const),
    loss: tape.pick([0, 0, 10, 99.9, 100]),
    burst: tape.pick([1, 1, 3, 10_000]),
    duplicate: tape.pick([0, 0, 50, 100]),
    reorder: tape.pick([0, 0, 50, 100]),
    corrupt: tape.pick([0, 0, 1_000, 8_000_000]),
    bandwidth: tape.pick([0, 0, 0.001, 100, 100_000_000]),
    burstBytes: tape.pick([0, 1_000, 100_000_000]),
    queue: tape.pick([1, 10, 1_000]),
    mtu: tape.pick([0, 0, 60, 1_514, 9_234]),
  });
}

const stateOf = (tape: Tape): CableState => ({
  up: tape.below(8) > 0,
  aToB: conditionsOf(tape),
  bToA: conditionsOf(tape),
});

/** Ports that no cable has yet, in order: one for each end. */
class FreePorts {
  readonly #next: number[];
  readonly #lab: EngineLab;

  constructor(lab: EngineLab) {
    this.#lab = lab;
    this.#next = lab.switches.map(() => 1);
  }

  of(index: number): Plug | null {
    const port = this.#next[index]!++;
    return port > PORTS ? null : { device: this.#lab.switches[index]!, port };
  }
}

function build(tape: Tape): EngineLab {
  const lab = new EngineLab();
  const switches = 1 + tape.below(5);
  for (let index = 0; index < switches; index++) {
    const flags = tape.byte();
    lab.addSwitch({ hub: (flags & 7) === 7, fstp: (flags & 8) !== 0, priority: tape.word() });
  }
  const free = new FreePorts(lab);
  for (let index = 0; index < 2 + tape.below(3); index++) {
    const plug = free.of(tape.below(switches));
    if (plug !== null) lab.join({ device: lab.addHost().passage, port: 0 }, plug, stateOf(tape));
  }
  const cables = tape.below(9);
  for (let index = 0; index < cables; index++) {
    const a = free.of(tape.below(switches));
    const b = free.of(tape.below(switches));
    if (a !== null && b !== null) lab.join(a, b, stateOf(tape));
  }
  return lab;
}

/** Addresses of few hosts, so that they are learned; a tag, or none; anything behind. */
function frameOf(tape: Tape): Uint8Array {
  if (tape.below(8) === 0) return tape.take(tape.below(80)).slice();
  const address = (number: number) =>
    number === 0 ? [255, 255, 255, 255, 255, 255] : [2 + (number & 1), 0, 0, 0, 0, number];
  const vlan = tape.pick([...VLANS, 4_095]);
  const tag = tape.below(3) === 0 ? [0x81, 0, vlan >> 8, vlan & 255] : [];
  const payload = new Uint8Array(tape.pick([0, 1, 50, 1_500, 9_216])).fill(tape.byte());
  const head = [...address(tape.below(6)), ...address(1 + tape.below(6)), ...tag, 8, 0];
  const frame = new Uint8Array(head.length + payload.length);
  frame.set(head);
  frame.set(payload, head.length);
  return frame;
}

function changeSwitch(lab: EngineLab, tape: Tape): void {
  const { membership, tree, ...rest } = tape.pick(lab.switches);
  void rest;
  const port = 1 + tape.below(PORTS);
  const vlan = tape.pick(VLANS);
  const before = lab.switches.length;
  switch (tape.below(7)) {
    case 0:
      membership.createVlan(vlan);
      return;
    case 1:
      membership.addTagged(vlan, port);
      return;
    case 2:
      membership.deleteTagged(vlan, port);
      return;
    case 3:
      membership.setUntagged(port, tape.pick([...VLANS, NO_VLAN]));
      return;
    case 4:
      membership.removeVlan(vlan);
      return;
    case 5:
      tree.enable(tape.isTrue());
      return;
    default:
      tree.setEdge(vlan, port, before > 0 && tape.isTrue());
      return;
  }
}

function step(lab: EngineLab, tape: Tape): void {
  switch (tape.below(8)) {
    case 0:
      changeSwitch(lab, tape);
      return;
    case 1:
      if (lab.cables.length > 0) lab.setCable(tape.pick(lab.cables), stateOf(tape));
      return;
    case 2:
      lab.wait(tape.pick([1, 100, 2_000, 10_000, 120_000]), 1 + tape.below(4));
      return;
    case 3:
      tape.pick(lab.switches).setHub(tape.isTrue());
      return;
    default: {
      const frame = frameOf(tape);
      lab.longest = Math.max(lab.longest, grown(frame.length));
      if (lab.hosts.length > 0) lab.send(tape.pick(lab.hosts), frame);
    }
  }
}

function run(input: Uint8Array): void {
  const tape = new Tape(input);
  const lab = build(tape);
  for (let steps = 0; steps < MOST_FRAMES && lab.total < ENOUGH && !tape.isOver; steps++) {
    step(lab, tape);
    promise(lab.most <= MOST_PER_PART, () => `one part of a turn sends ${lab.most} frames`);
  }
  lab.end();
}

export const fabricTarget: FuzzTarget = {
  name: 'fabric',
  modules: [
    'electron/engine/cable/',
    'electron/engine/core/',
    'electron/engine/switch/',
    'electron/engine/frames/retag',
  ],
  seeds: [
    Uint8Array.from({ length: 120 }, (_, index) => (index * 37) % 251),
    Uint8Array.from({ length: 200 }, (_, index) => (index * 101 + 7) % 253),
    new Uint8Array(60),
  ],
  maxBytes: 600,
  fuel: () => 150_000_000,
  limitMs: 1_500,
  run,
};
