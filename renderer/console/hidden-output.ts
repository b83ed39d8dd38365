/**
 * Holds the output of a terminal that cannot be seen back for a moment. Together with flow control this
 * slows a flood that nobody looks at, so that it does not take the page's time from the console that
 * somebody types in.
 */

/** With 100,000 characters on their way at most, a hidden console gets through a million a second. */
const HOLD_MS = 100;

type Draw = (data: string, drawn: () => void) => void;

export class HiddenOutput {
  readonly #draw: Draw;
  #held: { data: string; drawn: () => void }[] = [];
  #timer: ReturnType<typeof setTimeout> | null = null;
  #visible = true;

  constructor(draw: Draw) {
    this.#draw = draw;
  }

  setVisible(visible: boolean): void {
    this.#visible = visible;
    if (visible) this.flush();
  }

  write(data: string, drawn: () => void): void {
    if (this.#visible) {
      this.#draw(data, drawn);
      return;
    }
    this.#held.push({ data, drawn });
    this.#timer ??= setTimeout(() => this.flush(), HOLD_MS);
  }

  /** Draws what is held, in order. */
  flush(): void {
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    const held = this.#held;
    this.#held = [];
    for (const { data, drawn } of held) this.#draw(data, drawn);
  }
}
