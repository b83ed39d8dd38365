/**
 * One console of one node. It outlives the machine's runs: the text and the open tabs stay when the
 * machine stops, and go on when it is started again.
 */
import { type PlainLine, PlainText } from '../../shared/text/plain-text';
import type { ConsoleSource } from './console-source';
import { OutputBatcher, type Schedule } from './output-batcher';
import { KEPT_CHARACTERS, REPLAY_CHARACTERS, RingBuffer, type TimeMark } from './ring-buffer';
import { type ConsoleListener, type Size, Viewers } from './viewers';

/**
 * Written when the machine goes. It may have died within a full-screen program: a soft reset, the
 * normal screen and no mouse reports bring the terminal back; then a grey line marks the place.
 */
const STOPPED =
  '\x1b[!p\x1b[?47l\x1b[?1000l\x1b[?1002l\x1b[?1003l\r\n\x1b[90m\u2014 stopped \u2014\x1b[0m\r\n';

/** Says what time it is, in milliseconds since 1970. */
export type Now = () => number;

export interface Replay {
  readonly replay: string;
  /** When it was printed. */
  readonly times: TimeMark[];
}

export class MachineConsole {
  #ring = new RingBuffer(KEPT_CHARACTERS);
  readonly #now: Now;
  readonly #batcher: OutputBatcher;
  readonly #viewers = new Viewers();
  #source: ConsoleSource | null = null;
  #size: Size | null = null;
  #paused = false;

  constructor(schedule: Schedule, now: Now = Date.now) {
    this.#now = now;
    this.#batcher = new OutputBatcher((text) => this.#deliver(text), schedule);
  }

  get source(): ConsoleSource | null {
    return this.#source;
  }

  /** Whether forgetting it would lose nothing. */
  get isIdle(): boolean {
    return this.#source === null && this.#viewers.count === 0 && this.#ring.isEmpty;
  }

  connect(source: ConsoleSource): void {
    this.disconnect();
    this.#source = source;
    this.#paused = false;
    source.onOutput((text) => {
      // A machine that was taken down may still hand over its last words.
      if (this.#source === source) this.#print(text);
    });
    if (this.#size) source.resize(this.#size.columns, this.#size.rows);
    this.#matchHolds();
    this.#tellState();
  }

  disconnect(): void {
    if (this.#source === null) return;
    this.#print(STOPPED);
    this.#batcher.flush();
    this.#source = null;
    this.#tellState();
  }

  /** Takes the machine down and forgets its text: its node was deleted. Open tabs stay attached. */
  clear(): void {
    this.disconnect();
    this.#ring = new RingBuffer(KEPT_CHARACTERS);
  }

  /** Adds a page, or starts it anew; returns the replay, after which its output continues. */
  listen(listener: ConsoleListener): Replay {
    // What waits is in the replay already, and only for those who listened before.
    this.#batcher.flush();
    this.#viewers.add(listener);
    this.#matchHolds();
    const replay = this.#ring.text(REPLAY_CHARACTERS);
    return { replay, times: this.#ring.timesOfLast(replay.length) };
  }

  /** All that is kept, as it came. */
  text(): string {
    return this.#ring.text();
  }

  /** All that is kept, as lines without escape sequences, with the times at which they were begun. */
  lines(): PlainLine[] {
    const text = this.#ring.text();
    const times = this.#ring.timesOfLast(text.length);
    const plain = new PlainText(this.#size?.columns ?? 0);
    plain.feed(text.slice(0, times[0]?.[0] ?? text.length));
    times.forEach(([place, time], index) => {
      plain.feed(text.slice(place, times[index + 1]?.[0] ?? text.length), time);
    });
    return plain.lines();
  }

  /** How much text is kept. */
  get length(): number {
    return this.#ring.length;
  }

  unlisten(listener: ConsoleListener): void {
    this.#viewers.remove(listener);
    this.#matchHolds();
    this.#matchSize();
  }

  acknowledge(listener: ConsoleListener, characters: number): void {
    this.#viewers.flowOf(listener)?.acknowledged(characters);
    this.#matchHolds();
  }

  /** Somebody types in a page, which is in use then. */
  type(listener: ConsoleListener, data: string): void {
    this.#viewers.use(listener);
    this.#matchSize();
    this.#source?.write(data);
  }

  /** What a page's terminal says by itself when a program asks it; of several pages one is heard. */
  answer(listener: ConsoleListener, data: string): void {
    if (this.#viewers.isInUse(listener)) this.#source?.write(data);
  }

  /** What a page says of itself: whether it can be seen, and whether it was given the keyboard. */
  view(listener: ConsoleListener, isVisible: boolean, isUsed: boolean): void {
    this.#viewers.show(listener, isVisible);
    if (isUsed) this.#viewers.use(listener);
    this.#matchSize();
  }

  /** The size of the page in use is the console's; it is remembered for the machine's next start. */
  resize(listener: ConsoleListener, size: Size): void {
    this.#viewers.resize(listener, size);
    this.#matchSize();
  }

  #matchSize(): void {
    const { size } = this.#viewers;
    if (size === null) return;
    if (size.columns === this.#size?.columns && size.rows === this.#size.rows) return;
    this.#size = size;
    this.#source?.resize(size.columns, size.rows);
  }

  #print(text: string): void {
    this.#ring.append(text, this.#now());
    if (this.#viewers.count > 0) this.#batcher.push(text);
  }

  #deliver(text: string): void {
    for (const listener of this.#viewers.listeners()) {
      this.#viewers.flowOf(listener)?.sent(text.length);
      listener.output(text);
    }
    this.#matchHolds();
  }

  #tellState(): void {
    for (const listener of this.#viewers.listeners()) listener.state(this.#source !== null);
  }

  /** Pauses the source while any page is behind; without pages it runs on into the ring buffer. */
  #matchHolds(): void {
    const wanted = this.#viewers.isHeld;
    if (this.#source === null || wanted === this.#paused) return;
    this.#paused = wanted;
    if (wanted) this.#source.pause();
    else this.#source.resume();
  }
}
