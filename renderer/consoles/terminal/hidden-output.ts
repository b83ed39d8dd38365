/**
 * Draws the output of a terminal that cannot be seen in small pieces with pauses between them. Together with
 * flow control this slows a flood that nobody looks at, and the keys that somebody types in another console
 * wait for a few milliseconds of it at most.
 */

/** Pause between two pieces. With the piece's size it lets half a million characters through in a second. */
export const PAUSE_MS = 25;
/** Characters that a slow computer draws in some five milliseconds. */
export const PIECE = 12_000;

type Draw = (data: string, drawn?: () => void) => void;

export class HiddenOutput {
  readonly #draw: Draw;
  readonly #held: { data: string; drawn: () => void }[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;
  #visible = true;

  constructor(draw: Draw) {
    this.#draw = draw;
  }

  setVisible(visible: boolean): void {
    this.#visible = visible;
    if (visible) this.flush();
  }

  /** Draws the output, now or later, then calls `drawn`. */
  write(data: string, drawn: () => void): void {
    if (this.#visible) {
      this.#draw(data, drawn);
      return;
    }
    this.#held.push({ data, drawn });
    this.#wait();
  }

  /** Draws what is held, in order. */
  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    this.#drawMost(Number.POSITIVE_INFINITY);
  }

  #wait(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      this.#drawMost(PIECE);
      if (this.#held.length > 0) this.#wait();
    }, PAUSE_MS);
  }

  /** A piece may end within a character: xterm waits for the rest of it. */
  #drawMost(characters: number): void {
    let room = characters;
    for (let first = this.#held[0]; first !== undefined && room > 0; first = this.#held[0]) {
      const { data, drawn } = first;
      if (data.length <= room) {
        this.#held.shift();
        this.#draw(data, drawn);
      } else {
        this.#held[0] = { data: data.slice(room), drawn };
        this.#draw(data.slice(0, room));
      }
      room -= data.length;
    }
  }
}
