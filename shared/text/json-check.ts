/**
 * Looks at JSON from outside before it is parsed: whether it is JSON, how deep it is nested, how many
 * values it has and how long its strings are (RFC 8259). A parser makes a value of every bracket, and
 * what then goes through the values goes down as deep as they are nested: sixty megabytes of brackets
 * take all memory, or the whole stack. Goes through the text once, in pieces as large as its caller
 * wants, and needs no memory of its own. Pure.
 */

export interface JsonLimits {
  /** Levels of lists and objects within each other. */
  readonly depth: number;
  /** What one list or object holds. */
  readonly members: number;
  /** Lists, objects, strings, numbers, words and names of fields, all together. */
  readonly values: number;
  /** Characters of one string, as it is written. */
  readonly string: number;
}

/** `end`: the text could still become JSON by going on. */
export type JsonFaultKind = 'syntax' | 'end' | 'depth' | 'members' | 'values' | 'string';

export interface JsonFault {
  readonly kind: JsonFaultKind;
  /** Offset of the first character that cannot be there, or that is too much. */
  readonly position: number;
}

/** Enough for every message between the programs of a computer. */
const MESSAGE_LIMITS: JsonLimits = {
  depth: 64,
  members: 100_000,
  values: 2_000_000,
  string: 16 << 20,
};

const TAB = 0x09;
const NEWLINE = 0x0a;
const RETURN = 0x0d;
const BLANK = 0x20;
const QUOTE = 0x22;
const PLUS = 0x2b;
const COMMA = 0x2c;
const MINUS = 0x2d;
const POINT = 0x2e;
const ZERO = 0x30;
const NINE = 0x39;
const COLON = 0x3a;
const OPEN = 0x5b;
const BACKSLASH = 0x5c;
const CLOSE = 0x5d;
const LETTER_U = 0x75;
const OPEN_BRACE = 0x7b;
const CLOSE_BRACE = 0x7d;

type Want = 'value' | 'value-or-end' | 'key-or-end' | 'key' | 'colon' | 'comma-or-end' | 'nothing';

const ESCAPED = new Set([...'"\\/bfnrt'].map((character) => character.charCodeAt(0)));
const WORDS = ['true', 'false', 'null'];

class Fault extends Error {
  readonly fault: JsonFault;

  constructor(kind: JsonFaultKind, position: number) {
    super(kind);
    this.fault = { kind, position };
  }
}

const isDigit = (code: number) => code >= ZERO && code <= NINE;
const isLetterE = (code: number) => (code | 32) === 101;
const isHex = (code: number) => isDigit(code) || ((code | 32) >= 97 && (code | 32) <= 102);

export class JsonCheck {
  readonly #text: string;
  readonly #limits: JsonLimits;
  /** Of each open list or object whether it is an object, and how many members it has. */
  readonly #objects: boolean[] = [];
  readonly #members: number[] = [];
  #at = 0;
  #values = 0;
  #want: Want = 'value';

  constructor(text: string, limits: JsonLimits) {
    this.#text = text;
    this.#limits = limits;
  }

  /**
   * Goes on for some characters, and to the end of the string or number that is reached then.
   *
   * @returns whether there is more; otherwise {@link fault} says what came of it
   */
  more(characters: number): boolean {
    const until = this.#at + characters;
    try {
      while (this.#at < this.#text.length) {
        if (this.#at >= until) return true;
        this.#step();
      }
      if (this.#want !== 'nothing') throw new Fault('end', this.#text.length);
    } catch (thrown) {
      if (!(thrown instanceof Fault)) throw thrown;
      this.fault = thrown.fault;
    }
    return false;
  }

  /** What is wrong with it; null while nothing was found. */
  fault: JsonFault | null = null;

  #step(): void {
    const code = this.#text.charCodeAt(this.#at);
    const isBlank = code === BLANK || code === NEWLINE || code === RETURN || code === TAB;
    if (isBlank) this.#at++;
    else this.#token(code);
  }

  #token(code: number): void {
    const want = this.#want;
    const ends =
      (want === 'value-or-end' && code === CLOSE) ||
      (want === 'key-or-end' && code === CLOSE_BRACE);
    if (ends) this.#close();
    else if (want === 'value' || want === 'value-or-end') this.#value(code);
    else if (want === 'key' || want === 'key-or-end') this.#key(code);
    else if (want === 'comma-or-end') this.#next(code);
    else if (want === 'colon' && code === COLON) this.#go('value');
    else throw this.#wrong();
  }

  #go(want: Want): void {
    this.#at++;
    this.#want = want;
  }

  #wrong(position = this.#at): Fault {
    return new Fault(position < this.#text.length ? 'syntax' : 'end', position);
  }

  #next(code: number): void {
    const isObject = this.#objects.at(-1) === true;
    if (code === COMMA) this.#another(isObject);
    else if (code === (isObject ? CLOSE_BRACE : CLOSE)) this.#close();
    else throw this.#wrong();
  }

  #another(isObject: boolean): void {
    const level = this.#members.length - 1;
    const members = (this.#members[level] ?? 0) + 1;
    if (members > this.#limits.members) throw new Fault('members', this.#at);
    this.#members[level] = members;
    this.#go(isObject ? 'key' : 'value');
  }

  #close(): void {
    this.#objects.pop();
    this.#members.pop();
    this.#at++;
    this.#ended();
  }

  #ended(): void {
    this.#want = this.#objects.length === 0 ? 'nothing' : 'comma-or-end';
  }

  #count(): void {
    if (++this.#values > this.#limits.values) throw new Fault('values', this.#at);
  }

  #key(code: number): void {
    if (code !== QUOTE) throw this.#wrong();
    this.#count();
    this.#string();
    this.#want = 'colon';
  }

  #value(code: number): void {
    this.#count();
    if (code === OPEN_BRACE || code === OPEN) this.#open(code === OPEN_BRACE);
    else this.#scalar(code);
  }

  #scalar(code: number): void {
    if (code === QUOTE) this.#string();
    else if (code === MINUS || isDigit(code)) this.#number();
    else this.#word();
    this.#ended();
  }

  #open(isObject: boolean): void {
    if (this.#objects.length === this.#limits.depth) throw new Fault('depth', this.#at);
    this.#objects.push(isObject);
    this.#members.push(1);
    this.#go(isObject ? 'key-or-end' : 'value-or-end');
  }

  #word(): void {
    const word = WORDS.find((one) => one[0] === this.#text[this.#at]);
    if (word === undefined) throw this.#wrong();
    for (let index = 1; index < word.length; index++) {
      if (this.#text[this.#at + index] !== word[index]) throw this.#wrong(this.#at + index);
    }
    this.#at += word.length;
  }

  #digits(): void {
    if (!isDigit(this.#text.charCodeAt(this.#at))) throw this.#wrong();
    while (isDigit(this.#text.charCodeAt(this.#at))) this.#at++;
  }

  #number(): void {
    const text = this.#text;
    if (text.charCodeAt(this.#at) === MINUS) this.#at++;
    if (text.charCodeAt(this.#at) === ZERO) this.#at++;
    else this.#digits();
    if (text.charCodeAt(this.#at) === POINT) {
      this.#at++;
      this.#digits();
    }
    if (!isLetterE(text.charCodeAt(this.#at))) return;
    const sign = text.charCodeAt(++this.#at);
    if (sign === PLUS || sign === MINUS) this.#at++;
    this.#digits();
  }

  #string(): void {
    const text = this.#text;
    const end = Math.min(text.length, this.#at + this.#limits.string + 2);
    let at = this.#at + 1;
    while (at < end) {
      const code = text.charCodeAt(at);
      if (code === QUOTE) {
        this.#at = at + 1;
        return;
      }
      if (code < BLANK) throw this.#wrong(at);
      at = code === BACKSLASH ? this.#escape(at + 1) : at + 1;
    }
    throw at >= text.length ? new Fault('end', text.length) : new Fault('string', end - 1);
  }

  /** @returns where the string goes on */
  #escape(at: number): number {
    const code = this.#text.charCodeAt(at);
    if (ESCAPED.has(code)) return at + 1;
    if (code !== LETTER_U) throw this.#wrong(at);
    for (let index = at + 1; index <= at + 4; index++) {
      if (!isHex(this.#text.charCodeAt(index))) throw this.#wrong(index);
    }
    return at + 5;
  }
}

/** What is wrong with the text, or null. */
export function jsonFault(text: string, limits: JsonLimits): JsonFault | null {
  const check = new JsonCheck(text, limits);
  check.more(Number.POSITIVE_INFINITY);
  return check.fault;
}

/** Parses JSON from outside. Throws a SyntaxError for what is none, or is more than the limits. */
export function parseJson(text: string, limits: JsonLimits = MESSAGE_LIMITS): unknown {
  const fault = jsonFault(text, limits);
  if (fault === null) return JSON.parse(text);
  const words = limitText(fault.kind, limits) ?? 'is no JSON';
  throw new SyntaxError(`It ${words}, at character ${fault.position}.`);
}

/** What is too much, to follow "it"; null for what is no JSON at all. */
export function limitText(kind: JsonFaultKind, limits: JsonLimits): string | null {
  const number = (limit: number) => limit.toLocaleString('en');
  switch (kind) {
    case 'depth':
      return `is nested more than ${number(limits.depth)} levels deep`;
    case 'members':
      return `has a list or a record of more than ${number(limits.members)} parts`;
    case 'values':
      return `has more than ${number(limits.values)} values`;
    case 'string':
      return `has a text of more than ${number(limits.string)} characters`;
    case 'syntax':
    case 'end':
      return null;
  }
}
