/** Switches with the spanning tree in any drawing, and neighbours that say anything before it settles. */
import { TX_HOLD_COUNT } from '../../../electron/engine/core/limits';
import { HELLO_MS } from '../../../electron/engine/switch/spanning-tree';
import { Tape } from '../tape';
import { type FuzzTarget, promise } from '../target';
import { EngineLab, PORTS, perfect } from './engine-lab';

const VLAN = 0;
/** Of frames that are sent here, in bytes. */
const LONGEST_FRAME = 60;
/** A forged root is given up, silent neighbours are forgotten, and everybody has agreed again. */
const SETTLE_HELLOS = 24;
/** Switches are to look at their clocks each second. */
const LOOKS_PER_HELLO = HELLO_MS / 1_000;
const MOST_STEPS = 40;

interface Link {
  readonly from: number;
  readonly to: number;
  readonly ports: readonly [number, number];
}

class Trial {
  readonly lab = new EngineLab();
  readonly links: Link[] = [];
  readonly #tape: Tape;
  readonly #used: number[] = [];

  constructor(tape: Tape) {
    this.#tape = tape;
    this.lab.longest = LONGEST_FRAME;
    const switches = 2 + tape.below(5);
    for (let index = 0; index < switches; index++) {
      this.lab.addSwitch({ hub: false, fstp: true, priority: tape.word() });
      const host = this.lab.addHost();
      const plug = { device: this.lab.switches[index]!, port: PORTS };
      this.lab.join({ device: host.passage, port: 0 }, plug, perfect);
      this.#used.push(0);
    }
    for (let count = 1 + tape.below(9); count > 0; count--) this.#link(switches);
  }

  #link(switches: number): void {
    const [from, to] = [this.#tape.below(switches), this.#tape.below(switches)];
    const ports = [++this.#used[from]!, ++this.#used[to]!] as const;
    if (from === to || ports[0] >= PORTS || ports[1] >= PORTS) return;
    const [one, other] = [this.lab.switches[from]!, this.lab.switches[to]!];
    const plugs = [
      { device: one, port: ports[0] },
      { device: other, port: ports[1] },
    ] as const;
    this.lab.join(plugs[0], plugs[1], perfect);
    this.links.push({ from, to, ports });
  }

  /** Something that happens before it may settle. */
  disturb(): void {
    const tape = this.#tape;
    const { lab } = this;
    switch (tape.below(5)) {
      case 0: {
        const drawn = tape.pick(lab.cables);
        lab.setCable(drawn, { ...perfect, up: tape.isTrue() });
        return;
      }
      case 1:
        lab.wait(tape.pick([10, HELLO_MS, 3 * HELLO_MS]), 3);
        return;
      case 2:
        tape.pick(lab.switches).tree.setPriority(tape.word());
        return;
      case 3:
        tape.pick(lab.switches).tree.enable(tape.isTrue());
        return;
      default:
        lab.send(tape.pick(lab.hosts), forged(tape));
        return;
    }
  }

  /** All cables up, the protocol on everywhere, and nobody who says anything else. */
  settle(): void {
    for (const drawn of this.lab.cables) this.lab.setCable(drawn, perfect);
    for (const one of this.lab.switches) one.tree.enable(true);
    this.lab.wait(SETTLE_HELLOS * HELLO_MS, SETTLE_HELLOS * LOOKS_PER_HELLO);
  }

  /** Switches that can be reached from one by cables. */
  component(start: number): Set<number> {
    const found = new Set([start]);
    for (let size = 0; size !== found.size; ) {
      size = found.size;
      for (const { from, to } of this.links) {
        if (found.has(from)) found.add(to);
        if (found.has(to)) found.add(from);
      }
    }
    return found;
  }
}

/** A BPDU as a stranger would make it, some of it from the input. */
function forged(tape: Tape): Uint8Array {
  const head = [1, 0x80, 0xc2, 0, 0, 0, 2, 0, 0, 0, 0, 9, 0, 0x27, 0x42, 0x42, 3, 0, 0, 2, 2];
  const frame = new Uint8Array(53);
  frame.set(head);
  frame.set(tape.take(28), head.length);
  return frame.subarray(0, 53 - (tape.below(16) === 0 ? tape.below(53) : 0));
}

/** No port sends more than 802.1D lets it. */
function checkHold({ bpdusOf }: EngineLab, seconds: number): void {
  const most = TX_HOLD_COUNT + seconds;
  for (const [port, count] of bpdusOf) {
    promise(count <= most, () => `port ${port} sends ${count} BPDUs in ${seconds} seconds`);
  }
}

function checkRoles({ lab, links }: Trial): void {
  for (const { from, to, ports } of links) {
    const designated = [from, to].filter((index, end) => {
      const tree = lab.switches[index]!.tree.of(VLAN)!;
      const port = tree.ports.get(ports[end]!);
      return port !== undefined && tree.roleOf(port) === 'designated';
    });
    promise(designated.length < 2, 'both ends of a cable are designated');
  }
}

/** A broadcast comes to every host that is joined, once. */
function checkReach(trial: Trial): void {
  const { lab } = trial;
  const [sender] = lab.hosts;
  for (const host of lab.hosts) host.heard.length = 0;
  const frame = new Uint8Array(60).fill(255, 0, 6);
  frame.set([2, 0, 0, 0, 0, 1], 6);
  frame[59] = 0x77;
  lab.send(sender!, frame);
  const joined = trial.component(0);
  for (const [index, host] of lab.hosts.entries()) {
    const expected = joined.has(index) && index !== 0 ? 1 : 0;
    promise(
      host.heard.length === expected,
      () => `a host hears a broadcast ${host.heard.length} times instead of ${expected}`,
    );
  }
}

function run(input: Uint8Array): void {
  const tape = new Tape(input);
  const trial = new Trial(tape);
  const { lab } = trial;
  for (let steps = 0; steps < MOST_STEPS && !tape.isOver; steps++) {
    const began = lab.fabric.now;
    lab.bpdusOf.clear();
    trial.disturb();
    checkHold(lab, (lab.fabric.now - began) / 1_000);
  }
  trial.settle();
  checkRoles(trial);
  checkReach(trial);
  lab.bpdus = 0;
  lab.wait(HELLO_MS, 1);
  // A hello of each end of each cable, and an answer to it.
  const most = 4 * (lab.cables.length + lab.switches.length * PORTS);
  promise(lab.bpdus <= most, () => `${lab.bpdus} BPDUs in a period in which nothing happens`);
  lab.end();
}

export const spanningTree: FuzzTarget = {
  name: 'spanning-tree',
  modules: [
    'electron/engine/switch/spanning-tree',
    'electron/engine/switch/vlan-tree',
    'electron/engine/frames/bpdu',
  ],
  seeds: [
    Uint8Array.from({ length: 60 }, (_, index) => (index * 37) % 251),
    Uint8Array.from({ length: 140 }, (_, index) => (index * 91 + 3) % 253),
    Uint8Array.from([1, 0, 0, 0, 0, 0, 0, 2, 0, 1, 0, 1, 1, 2]),
  ],
  maxBytes: 400,
  fuel: () => 20_000_000,
  limitMs: 1_000,
  run,
};
