/**
 * One line under a cursor, and its picture on the terminal. Every change redraws from the prompt;
 * only typing at the end prints just the character. The picture knows where lines wrap, so that a
 * line of several rows, up to exactly the right border, is redrawn in place.
 */
import { cellAfter, cellWidth } from './cell-width';
import type { Key, KeyName } from './keys';

/** Thirteen rows at 80 columns: more than anybody types, and it always fits on the screen. */
const MAX_LINE_CHARACTERS = 1000;

export class LineEditor {
  readonly #write: (text: string) => void;
  #columns = 80;
  #prompt: string[] = [];
  #line: string[] = [];
  #cursor = 0;
  #killed: string[] = [];
  #visible = false;
  /** The row of the cursor in the picture, from the prompt's first row. */
  #cursorRow = 0;

  /** @param write sends to the terminal */
  constructor(write: (text: string) => void) {
    this.#write = write;
  }

  get text(): string {
    return this.#line.join('');
  }

  get beforeCursor(): string {
    return this.#line.slice(0, this.#cursor).join('');
  }

  /** Starts a new line with the terminal's cursor at the left edge. */
  open(prompt: string): void {
    this.#prompt = [...prompt];
    this.#line = [];
    this.#cursor = 0;
    this.#cursorRow = 0;
    this.#visible = true;
    this.#redraw();
  }

  /** Leaves the line as it stands and moves below it; `mark` is printed behind it (`^C`). */
  close(mark = ''): void {
    if (this.#cursor < this.#line.length) this.#move(this.#line.length);
    // At the right border the picture has already moved to a fresh row.
    const fresh = this.#line.length > 0 && this.#end().column === 0;
    this.#write(`${mark}${fresh && mark === '' ? '' : '\r\n'}`);
    this.#visible = false;
    this.#line = [];
    this.#cursor = 0;
  }

  /** Takes the line off the screen so that something can be printed in its place. */
  hide(): void {
    if (!this.#visible) return;
    this.#write(this.#toStart());
    this.#visible = false;
  }

  /** Draws the line again where the terminal's cursor is now, at the left edge. */
  show(): void {
    this.#visible = true;
    this.#cursorRow = 0;
    this.#redraw();
  }

  /** The terminal has another width; it has wrapped what stands there anew. */
  resize(columns: number): void {
    this.#columns = Math.max(2, columns);
    if (!this.#visible) return;
    this.#cursorRow = this.#cellOf(this.#cursor).row;
    this.#redraw();
  }

  replace(text: string): void {
    this.#line = [...text].slice(0, MAX_LINE_CHARACTERS);
    this.#cursor = this.#line.length;
    this.#redraw();
  }

  insert(text: string): void {
    const characters = [...text].slice(0, MAX_LINE_CHARACTERS - this.#line.length);
    if (characters.length === 0) return;
    const atEnd = this.#cursor === this.#line.length;
    const before = this.#end();
    this.#line.splice(this.#cursor, 0, ...characters);
    this.#cursor += characters.length;
    const after = this.#end();
    const simple = characters.every((character) => cellWidth(character) === 1);
    if (atEnd && simple && after.row === before.row) this.#write(characters.join(''));
    else this.#redraw();
  }

  /** Applies a key that only concerns the line; false if it is none of those. */
  press(key: Key): boolean {
    if (key.kind === 'text') this.insert(key.text);
    else if (key.kind === 'name') return this.#named(key.name);
    else return this.#control(key.letter);
    return true;
  }

  /** Deletes under the cursor. */
  deleteForward(): void {
    this.#cut(this.#cursor, this.#cursor + 1, false);
  }

  #named(name: KeyName): boolean {
    switch (name) {
      case 'left':
        this.#move(this.#cursor - 1);
        return true;
      case 'right':
        this.#move(this.#cursor + 1);
        return true;
      case 'home':
        this.#move(0);
        return true;
      case 'end':
        this.#move(this.#line.length);
        return true;
      case 'word-left':
        this.#move(this.#wordLeft(/[\p{L}\p{N}]/u));
        return true;
      case 'word-right':
        this.#move(this.#wordRight());
        return true;
      case 'backspace':
        this.#cut(this.#cursor - 1, this.#cursor, false);
        return true;
      case 'delete':
        this.deleteForward();
        return true;
      case 'delete-word':
        this.#cut(this.#wordLeft(/[\p{L}\p{N}]/u), this.#cursor, true);
        return true;
      default:
        return false;
    }
  }

  #control(letter: string): boolean {
    switch (letter) {
      case 'a':
        return this.#named('home');
      case 'e':
        return this.#named('end');
      case 'b':
        return this.#named('left');
      case 'f':
        return this.#named('right');
      case 'k':
        this.#cut(this.#cursor, this.#line.length, true);
        return true;
      case 'u':
        this.#cut(0, this.#cursor, true);
        return true;
      case 'w':
        this.#cut(this.#wordLeft(/\S/), this.#cursor, true);
        return true;
      case 'y':
        this.insert(this.#killed.join(''));
        return true;
      case 'l':
        this.#write('\x1b[H\x1b[2J');
        this.#cursorRow = 0;
        this.#redraw();
        return true;
      default:
        return false;
    }
  }

  #move(cursor: number): void {
    this.#cursor = Math.min(Math.max(cursor, 0), this.#line.length);
    this.#redraw();
  }

  #cut(from: number, to: number, keep: boolean): void {
    const start = Math.max(from, 0);
    if (to <= start || start >= this.#line.length) return;
    const gone = this.#line.splice(start, to - start);
    if (keep) this.#killed = gone;
    this.#cursor = start;
    this.#redraw();
  }

  #wordLeft(word: RegExp): number {
    let at = this.#cursor;
    while (at > 0 && !word.test(this.#line[at - 1]!)) at--;
    while (at > 0 && word.test(this.#line[at - 1]!)) at--;
    return at;
  }

  #wordRight(): number {
    const word = /[\p{L}\p{N}]/u;
    let at = this.#cursor;
    while (at < this.#line.length && !word.test(this.#line[at]!)) at++;
    while (at < this.#line.length && word.test(this.#line[at]!)) at++;
    return at;
  }

  #cellOf(cursor: number) {
    return cellAfter([...this.#prompt, ...this.#line.slice(0, cursor)], this.#columns);
  }

  #end() {
    return this.#cellOf(this.#line.length);
  }

  #toStart(): string {
    return `${up(this.#cursorRow)}\r\x1b[J`;
  }

  #redraw(): void {
    if (!this.#visible) return;
    const end = this.#end();
    const at = this.#cellOf(this.#cursor);
    let picture = this.#toStart() + this.#prompt.join('') + this.text;
    // A terminal waits at the right border with the wrap; make it happen, so that we know where we are.
    if (end.column === 0 && end.row > 0) picture += '\r\n';
    if (this.#cursor < this.#line.length) {
      picture += `${up(end.row - at.row)}\r${at.column > 0 ? `\x1b[${at.column}C` : ''}`;
    }
    this.#cursorRow = at.row;
    this.#write(picture);
  }
}

function up(rows: number): string {
  return rows > 0 ? `\x1b[${rows}A` : '';
}
