/**
 * What a console printed lately, kept from before any tab was opened. Bounded: when it is full the
 * oldest text goes. The replay must not begin with half a character or half an escape sequence, so a
 * little more than the limit is kept to see what stood before the cut.
 */

/** The replay's size in UTF-16 code units: some 3,000 full lines, drawn within a tenth of a second. */
export const REPLAY_CHARACTERS = 256 * 1024;
/** What is kept for searching and for a log, in the same units: some 10,000 full lines. */
export const KEPT_CHARACTERS = 1024 * 1024;

/** Text kept before the cut; longer escape sequences (pictures, long titles) are not recognised. */
const LOOK_BACK = 512;
/** How far the cut moves on to begin with a whole line. */
const LINE_SEARCH = 4096;
/** What was printed within this time counts as printed at once. */
const SAME_TIME_MS = 100;
/** So many times are remembered; beyond it every other one is let go. */
const MAX_TIMES = 16_384;
/** Small prints are joined up to this size, so that the list of chunks stays short. */
const CHUNK = 4096;

/** An escape sequence that the end of the text has cut off: `ESC [ 3 1`, `ESC ] 0 ; title`. */
const unfinished = /\x1b(?:\[[0-?]*[ -/]*|[\]P^_][^\x07\x1b]*\x1b?|[ -/]*)$/;
/** A whole one: control sequence, string (title, device control) or short sequence. */
const whole = /^\x1b(?:\[[0-?]*[ -/]*[@-~]|[\]P^_][^\x07\x1b]*(?:\x07|\x1b\\)|[ -/]*[0-~])/;

/** How many characters at the start of `after` still belong to an escape sequence in `before`. */
function restOfSequence(before: string, after: string): number {
  const begun = unfinished.exec(before)?.[0];
  if (begun === undefined) return 0;
  const sequence = whole.exec(begun + after)?.[0] ?? begun;
  return Math.max(0, sequence.length - begun.length);
}

function isLowSurrogate(code: number): boolean {
  return code >= 0xdc00 && code <= 0xdfff;
}

/** The first place at or after `start` where a terminal can begin to read. */
function safeStart(text: string, start: number): number {
  const line = text.indexOf('\n', Math.max(0, start - 1));
  if (line >= 0 && line < start + LINE_SEARCH) return line + 1;
  const inside = restOfSequence(
    text.slice(Math.max(0, start - LOOK_BACK), start),
    text.slice(start, start + LINE_SEARCH),
  );
  if (inside > 0) return start + inside;
  return isLowSurrogate(text.charCodeAt(start)) ? start + 1 : start;
}

/** From a place on, what follows was printed at this time (milliseconds since 1970). */
export type TimeMark = [place: number, time: number];

export class RingBuffer {
  readonly #limit: number;
  #chunks: string[] = [];
  #length = 0;
  /** How much was dropped: places of time marks count from the very first character. */
  #dropped = 0;
  #times: TimeMark[] = [];

  /** @param limit most UTF-16 code units that {@link text} returns; at least 1 */
  constructor(limit = REPLAY_CHARACTERS) {
    this.#limit = limit;
  }

  get isEmpty(): boolean {
    return this.#length === 0;
  }

  /** Characters held; a few more than {@link text} returns. */
  get length(): number {
    return this.#length;
  }

  /** @param time when this was printed, in milliseconds since 1970 */
  append(text: string, time: number | null = null): void {
    if (text === '') return;
    if (time !== null) this.#mark(time);
    const last = this.#chunks.at(-1);
    if (last !== undefined && last.length + text.length <= CHUNK) {
      this.#chunks[this.#chunks.length - 1] = last + text;
    } else {
      this.#chunks.push(text);
    }
    this.#length += text.length;
    this.#dropOld();
  }

  /**
   * The last characters, beginning where a terminal can begin to read.
   *
   * @param most so many, if that is less than the buffer's own limit
   */
  text(most = this.#limit): string {
    const all = this.#chunks.join('');
    const limit = Math.min(most, this.#limit);
    if (all.length <= limit) return all;
    return all.slice(safeStart(all, all.length - limit));
  }

  /** The times of what {@link text} returns as its last `length` characters; places count from its start. */
  timesOfLast(length: number): TimeMark[] {
    const start = this.#dropped + this.#length - length;
    const later = this.#times.findIndex(([place]) => place > start);
    const first = later < 0 ? this.#times.length - 1 : later - 1;
    return this.#times
      .slice(Math.max(0, first))
      .map(([place, time]) => [Math.max(0, place - start), time]);
  }

  #mark(time: number): void {
    const last = this.#times.at(-1);
    if (last !== undefined && Math.abs(time - last[1]) < SAME_TIME_MS) return;
    this.#times.push([this.#dropped + this.#length, time]);
    if (this.#times.length > MAX_TIMES) this.#times = this.#times.filter((_, at) => at % 2 === 0);
  }

  /** Of the times before the kept text only the last one still says something. */
  #dropTimes(): void {
    const kept = this.#times.findIndex(([place]) => place > this.#dropped);
    const first = kept < 0 ? this.#times.length - 1 : kept - 1;
    if (first > 0) this.#times.splice(0, first);
  }

  #dropOld(): void {
    let spare = this.#length - this.#limit - LOOK_BACK;
    let dropped = 0;
    while (spare >= (this.#chunks[dropped]?.length ?? Number.POSITIVE_INFINITY)) {
      const length = this.#chunks[dropped]?.length ?? 0;
      spare -= length;
      this.#length -= length;
      this.#dropped += length;
      dropped += 1;
    }
    if (dropped === 0) return;
    this.#chunks.splice(0, dropped);
    this.#dropTimes();
  }
}
