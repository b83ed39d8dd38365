/** A very small terminal: what the line editor prints, as rows of text and a cursor. */

const TOKEN = /\x1b\[(\d*)([A-Za-z])|[\s\S]/gu;

export class Screen {
  rows: string[][] = [[]];
  row = 0;
  column = 0;
  readonly #columns: number;

  constructor(columns: number) {
    this.#columns = columns;
  }

  print(text: string): void {
    for (const [token, count, final] of text.matchAll(TOKEN)) {
      if (final !== undefined) this.#escape(final, Number(count || 1));
      else if (token === '\r') this.column = 0;
      else if (token === '\n') this.row++;
      else this.#put(token);
    }
  }

  get text(): string {
    return Array.from(this.rows, (row) =>
      Array.from(row ?? [], (cell) => cell ?? ' ').join(''),
    ).join('\n');
  }

  #put(character: string): void {
    // A column equal to the width is a real terminal's pending wrap.
    if (this.column >= this.#columns) {
      this.row++;
      this.column = 0;
    }
    this.rows[this.row] ??= [];
    this.rows[this.row]![this.column++] = character;
  }

  #escape(final: string, count: number): void {
    if (final === 'A') {
      if (count > this.row) throw new Error('the cursor would leave the top of the screen');
      this.row -= count;
    } else if (final === 'C') this.column += count;
    else if (final === 'J') {
      this.rows = this.rows.slice(0, this.row + 1);
      this.rows[this.row] = (this.rows[this.row] ?? []).slice(0, this.column);
    } else throw new Error(`unexpected escape ${final}`);
  }
}
