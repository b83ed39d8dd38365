/**
 * The output of a terminal as the lines that a person could read there: escape sequences are taken
 * out by a parser of their grammar (ECMA-48), and what edits the line at the cursor (carriage return,
 * backspace, erase, insert, delete) is carried out. Full-screen programs on the alternate screen leave
 * nothing, as in the terminal. Pure; text may come in pieces, cut anywhere.
 */

export interface PlainLine {
  readonly text: string;
  /** When the line was begun, as given to {@link PlainText.feed}; null if that was not known. */
  readonly time: number | null;
}

/** Longer lines are broken, so that no output makes the work grow with its square. */
export const MAX_LINE = 8192;
const MAX_PARAMETERS = 64;
/** What is taken for the width of a terminal that nobody has looked at: wider than any usual one. */
const UNKNOWN_COLUMNS = 256;

type Mode = 'text' | 'escape' | 'control' | 'string' | 'string-escape';

const special = /[\u0000-\u001f\u007f]/g;
const ALTERNATE = new Set(['47', '1047', '1049']);

export class PlainText {
  readonly #columns: number;
  #lines: PlainLine[] = [];
  #line = '';
  #column = 0;
  #time: number | null = null;
  #begun = false;
  #mode: Mode = 'text';
  #parameters = '';
  #alternate = false;

  /** @param columns width of the terminal, for programs that edit lines longer than that; 0 if unknown */
  constructor(columns = 0) {
    this.#columns = columns;
  }

  /** @param time when this was printed */
  feed(text: string, time: number | null = null): void {
    let at = 0;
    while (at < text.length) {
      at = this.#mode === 'text' ? this.#run(text, at, time) : this.#sequence(text, at);
    }
  }

  /** All lines up to now; the last one is what the cursor stands in, unless it is empty. */
  lines(): PlainLine[] {
    const { text, time } = this.#current();
    return text === '' ? [...this.#lines] : [...this.#lines, { text, time }];
  }

  #current(): PlainLine {
    return { text: this.#line.trimEnd(), time: this.#time };
  }

  /** Takes text up to and including the next control character. */
  #run(text: string, at: number, time: number | null): number {
    special.lastIndex = at;
    const found = special.exec(text)?.index ?? text.length;
    if (found > at) this.#print(text.slice(at, found), time);
    if (found === text.length) return found;
    this.#control(text.charCodeAt(found), time);
    return found + 1;
  }

  #begin(time: number | null): void {
    if (this.#begun) return;
    this.#begun = true;
    this.#time = time;
  }

  #print(run: string, time: number | null): void {
    if (this.#alternate) return;
    let left = run;
    while (left !== '') {
      this.#begin(time);
      const room = MAX_LINE - this.#column;
      const piece = left.slice(0, room);
      this.#overwrite(piece);
      left = left.slice(piece.length);
      if (this.#column >= MAX_LINE) this.#endLine();
    }
  }

  #overwrite(piece: string): void {
    const before = this.#line.padEnd(this.#column).slice(0, this.#column);
    this.#line = before + piece + this.#line.slice(this.#column + piece.length);
    this.#column += piece.length;
  }

  #control(code: number, time: number | null): void {
    if (code === 0x1b) this.#mode = 'escape';
    if (this.#alternate) return;
    if (code === 0x0a || code === 0x0b || code === 0x0c) {
      this.#begin(time);
      this.#endLine();
    } else if (code === 0x0d) this.#column = this.#rowStart();
    else if (code === 0x08) this.#column = Math.max(0, this.#column - 1);
    else if (code === 0x09) this.#column = Math.min(MAX_LINE - 1, (this.#column + 8) & ~7);
  }

  #endLine(): void {
    this.#lines.push(this.#current());
    this.#line = '';
    this.#column = 0;
    this.#begun = false;
    this.#time = null;
  }

  /** A long line stands in several rows; the cursor at the end of a full one is still in it. */
  #rowStart(): number {
    if (this.#columns === 0 || this.#column === 0) return 0;
    return Math.floor((this.#column - 1) / this.#columns) * this.#columns;
  }

  #sequence(text: string, at: number): number {
    const code = text.charCodeAt(at);
    if (this.#mode === 'escape') this.#afterEscape(code);
    else if (this.#mode === 'control') this.#inControl(code, text[at] ?? '');
    else if (this.#mode === 'string') this.#inString(code);
    else {
      // ESC within a string ends it, whether or not the backslash that should follow does.
      this.#mode = 'text';
      if (code !== 0x5c) this.#afterEscape(code);
    }
    return at + 1;
  }

  #afterEscape(code: number): void {
    if (code === 0x5b) {
      this.#mode = 'control';
      this.#parameters = '';
    } else if ([0x50, 0x58, 0x5d, 0x5e, 0x5f].includes(code)) this.#mode = 'string';
    // Intermediate characters: the final one is still to come.
    else if (code >= 0x20 && code <= 0x2f) this.#mode = 'escape';
    else if (code !== 0x1b) {
      this.#mode = 'text';
      if (code === 0x63) this.#breakLine();
    }
  }

  #inString(code: number): void {
    if (code === 0x07 || code === 0x18 || code === 0x1a) this.#mode = 'text';
    else if (code === 0x1b) this.#mode = 'string-escape';
  }

  #inControl(code: number, character: string): void {
    if (code === 0x1b) this.#mode = 'escape';
    else if (code === 0x18 || code === 0x1a) this.#mode = 'text';
    else if (code >= 0x40 && code <= 0x7e) {
      this.#mode = 'text';
      this.#carryOut(character);
    } else if (code >= 0x20 && code <= 0x3f && this.#parameters.length < MAX_PARAMETERS) {
      this.#parameters += character;
    } else if (code > 0x7e) this.#mode = 'text';
    else if (code < 0x20) this.#control(code, null);
  }

  #carryOut(final: string): void {
    // A cursor stays within its row, and a row has no room for more than it is wide.
    const width = this.#columns || UNKNOWN_COLUMNS;
    const amount = Math.min(width, Math.max(1, Number.parseInt(this.#parameters, 10) || 1));
    if (final === 'h' || final === 'l') this.#setMode(final === 'h');
    if (this.#alternate) return;
    if (final === 'C') this.#column = Math.min(this.#lastColumn(width), this.#column + amount);
    else if (final === 'D') this.#column = Math.max(0, this.#column - amount);
    else if (final === 'G') this.#column = Math.min(MAX_LINE - 1, this.#lastRow() + amount - 1);
    else if (final === 'A') this.#column = Math.max(0, this.#column - amount * this.#columns);
    else if (final === 'K') this.#erase();
    else if (final === 'P') this.#line = this.#without(amount);
    else if (final === '@') this.#insert(amount);
    else if (final === 'H' || final === 'f') this.#breakLine();
    else if (final === 'J' && this.#parameters !== '2' && this.#parameters !== '3') this.#erase();
  }

  /** Where the cursor's row ends; where rows are not known, as far on as one may be wide. */
  #lastColumn(width: number): number {
    const start = this.#columns === 0 ? this.#column : this.#lastRow();
    return Math.min(MAX_LINE, start + width) - 1;
  }

  #lastRow(): number {
    return this.#columns === 0 ? 0 : Math.floor(this.#column / this.#columns) * this.#columns;
  }

  #erase(): void {
    if (this.#parameters === '' || this.#parameters === '0') {
      this.#line = this.#line.slice(0, this.#column);
    } else if (this.#parameters === '2') this.#line = '';
    else this.#line = this.#line.slice(this.#column + 1).padStart(this.#line.length);
  }

  #without(amount: number): string {
    return this.#line.slice(0, this.#column) + this.#line.slice(this.#column + amount);
  }

  #insert(amount: number): void {
    const room = Math.max(0, Math.min(amount, MAX_LINE - this.#line.length));
    const { start, end } = { start: this.#line.slice(0, this.#column), end: this.#line };
    this.#line = start + ' '.repeat(room) + end.slice(this.#column);
  }

  #setMode(on: boolean): void {
    if (!this.#parameters.startsWith('?')) return;
    const isAlternate = this.#parameters
      .slice(1)
      .split(';')
      .some((one) => ALTERNATE.has(one));
    if (!isAlternate) return;
    this.#breakLine();
    this.#alternate = on;
  }

  /** The cursor goes elsewhere: what stands in the line stays as it is. */
  #breakLine(): void {
    if (!this.#alternate && this.#line.trim() !== '') this.#endLine();
    this.#line = '';
    this.#column = 0;
    this.#begun = false;
  }
}
