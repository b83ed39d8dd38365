/**
 * When the lines of one terminal were printed. A mark is set once a second at most, and a line has the
 * time of the last mark at or above it: marks move with the text when it is scrolled, trimmed and
 * wrapped anew, and their number stays small beside that of the lines.
 */
import type { IMarker, Terminal as Xterm } from '@xterm/xterm';

const SECOND_MS = 1000;
/** Each mark has to follow each line that is trimmed, so a flood would pay for more. */
const MAX_MARKS = 3000;

interface Mark {
  readonly marker: IMarker;
  readonly time: number;
}

export class LineTimes {
  readonly #xterm: Xterm;
  #marks: Mark[] = [];
  #second = -1;

  constructor(xterm: Xterm) {
    this.#xterm = xterm;
  }

  /** Writes text that was printed at that time (milliseconds since 1970), then calls `drawn`. */
  write(data: string, time: number, drawn?: () => void): void {
    const second = Math.floor(time / SECOND_MS);
    const line = data.indexOf('\n');
    const isFirst = this.#second < 0;
    if (second === this.#second || (line < 0 && !isFirst)) {
      this.#xterm.write(data, drawn);
      return;
    }
    this.#second = second;
    // The line that the cursor is in was begun earlier, unless it is the first of all.
    const head = isFirst ? '' : data.slice(0, line + 1);
    this.#xterm.write(head, () => this.#mark(time));
    this.#xterm.write(data.slice(head.length), drawn);
  }

  /** Writes what empties the terminal; what is known of the text before it is forgotten with that. */
  restart(reset: string): void {
    this.#second = -1;
    this.#xterm.write(reset, () => {
      for (const { marker } of this.#marks) marker.dispose();
      this.#marks = [];
    });
  }

  /** The times of `count` rows from `top` on; null for rows that nothing is known of. */
  of(top: number, count: number): (number | null)[] {
    const times: (number | null)[] = Array.from({ length: count }, () => null);
    let above: Mark | null = null;
    for (const mark of this.#marks) {
      const { line } = mark.marker;
      if (line < 0) continue;
      if (line > top && line < top + count) times[line - top] = mark.time;
      else if (line <= top && (above === null || line >= above.marker.line)) above = mark;
    }
    let last = above?.time ?? null;
    return times.map((time) => {
      last = time ?? last;
      return last;
    });
  }

  #mark(time: number): void {
    if (this.#xterm.buffer.active.type === 'alternate') return;
    const marker = this.#xterm.registerMarker(0);
    this.#marks = this.#marks.filter((mark) => !mark.marker.isDisposed);
    this.#marks.push({ marker, time });
    if (this.#marks.length > MAX_MARKS) this.#marks.shift()?.marker.dispose();
  }
}

/** Cuts a replay into pieces, each with the time at which it was printed. Pure. */
export function timedPieces(
  text: string,
  times: readonly (readonly [place: number, time: number])[],
): { text: string; time: number }[] {
  const pieces = times.map(([place, time], index) => ({
    text: text.slice(index === 0 ? 0 : place, times[index + 1]?.[0] ?? text.length),
    time,
  }));
  return pieces.filter((piece) => piece.text !== '');
}
