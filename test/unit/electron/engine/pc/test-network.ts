/** Several PCs on one hub with a clock that the test moves: no sleeping, every run the same. */
import { Pc } from '../../../../../electron/engine/pc/pc';

/** A small generator of numbers in [0, 1), so that every run draws the same identifiers. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 1_664_525 + 1_013_904_223) >>> 0;
    return state / 0x1_0000_0000;
  };
}

/** A card of a PC on a segment. */
export interface Plug {
  pc: string;
  card: number;
}

export interface SentFrame extends Plug {
  bytes: Uint8Array;
}

const LATENCY_MS = 0.25;
const ESCAPES = /\x1b\[[0-9;]*[A-Za-z]/g;

export class TestNetwork {
  now = 1000;
  /** Every frame that any PC has sent. */
  readonly sent: SentFrame[] = [];
  /** False for a frame that the network shall lose. */
  passes: (frame: SentFrame) => boolean = () => true;
  readonly #pcs = new Map<string, Pc>();
  readonly #printed = new Map<string, string>();
  readonly #segments: Plug[][] = [];
  #inFlight: { due: number; to: Plug; bytes: Uint8Array }[] = [];

  /** Adds a PC whose cards are 02:00:00:00:NN:CC; its console starts at once. */
  add(name: string, cards = 1, setup: string[] = []): Pc {
    const number = this.#pcs.size + 1;
    const macs = Array.from({ length: cards }, (_, card) => macOf(number, card));
    this.#printed.set(name, '');
    const pc = new Pc(
      { hostname: name, macs, setup },
      {
        now: () => this.now,
        hasTime: () => true,
        random: seeded(number),
        print: (text) => this.#printed.set(name, this.#printed.get(name)! + text),
        transmit: (card, bytes, start, length) =>
          this.#carry({ pc: name, card, bytes: bytes.slice(start, start + length) }),
      },
    );
    this.#pcs.set(name, pc);
    pc.start();
    return pc;
  }

  /** Joins cards by a hub: `join('a', 'router:1')`; without a number, card 0 is meant. */
  join(...plugs: string[]): void {
    this.#segments.push(
      plugs.map((text) => {
        const [pc = '', card = '0'] = text.split(':');
        return { pc, card: Number(card) };
      }),
    );
  }

  /** Types a line and lets `ms` pass; returns what was printed meanwhile, without escapes or CR. */
  run(name: string, line: string, ms = 0): string {
    return this.type(name, `${line}\r`, ms);
  }

  type(name: string, keys: string, ms = 0): string {
    const before = this.#printed.get(name)!.length;
    this.#pcs.get(name)!.type(keys);
    this.pass(ms);
    return plain(this.#printed.get(name)!.slice(before));
  }

  /** Everything on the console of a PC, without escapes or CR. */
  screen(name: string): string {
    return plain(this.#printed.get(name)!);
  }

  /** Moves the clock, delivering frames and running timers in order. */
  pass(ms: number): void {
    const end = this.now + ms;
    for (;;) {
      const due = this.#nextEvent();
      if (due > end) break;
      this.now = Math.max(this.now, due);
      this.#deliver();
      for (const pc of this.#pcs.values()) if (pc.nextDeadline() <= this.now) pc.tick();
    }
    this.now = end;
  }

  #nextEvent(): number {
    const deadlines = [...this.#pcs.values()].map((pc) => pc.nextDeadline());
    return Math.min(...deadlines, ...this.#inFlight.map((one) => one.due));
  }

  #carry(frame: SentFrame): void {
    this.sent.push(frame);
    if (!this.passes(frame)) return;
    const segment = this.#segments.find((plugs) =>
      plugs.some((plug) => plug.pc === frame.pc && plug.card === frame.card),
    );
    for (const to of segment ?? []) {
      if (to.pc === frame.pc && to.card === frame.card) continue;
      this.#inFlight.push({ due: this.now + LATENCY_MS, to, bytes: frame.bytes });
    }
  }

  #deliver(): void {
    const arrived = this.#inFlight.filter((one) => one.due <= this.now);
    this.#inFlight = this.#inFlight.filter((one) => one.due > this.now);
    for (const { to, bytes } of arrived) {
      // Surrounded by other bytes and wiped afterwards, as in the ring of a switch.
      const ring = new Uint8Array(bytes.length + 9).fill(0xa5);
      ring.set(bytes, 4);
      this.#pcs.get(to.pc)!.receive(to.card, ring, 4, bytes.length);
      ring.fill(0x5a);
    }
  }
}

function macOf(pc: number, card = 0): string {
  const two = (value: number) => value.toString(16).padStart(2, '0');
  return `02:00:00:00:${two(pc)}:${two(card)}`;
}

function plain(text: string): string {
  return text.replace(ESCAPES, '').replaceAll('\r', '');
}
