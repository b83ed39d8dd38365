/** The lines that were typed, oldest first, and a place in them while the arrows are used. */

export const MAX_HISTORY = 500;

export class History {
  readonly #lines: string[] = [];
  /** Lines.length means the new line, which is kept in `#draft`. */
  #place = 0;
  #draft = '';

  get lines(): readonly string[] {
    return this.#lines;
  }

  /** Adds a line that was run; empty ones and repetitions of the last are not worth keeping. */
  add(line: string): void {
    if (line.trim() !== '' && line !== this.#lines.at(-1)) this.#lines.push(line);
    if (this.#lines.length > MAX_HISTORY) this.#lines.shift();
    this.#place = this.#lines.length;
    this.#draft = '';
  }

  /** The line before or after the current one; null at either end. */
  move(step: -1 | 1, current: string): string | null {
    const next = this.#place + step;
    if (next < 0 || next > this.#lines.length) return null;
    if (this.#place === this.#lines.length) this.#draft = current;
    this.#place = next;
    return this.#lines[next] ?? this.#draft;
  }
}
