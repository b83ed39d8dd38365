/**
 * VDE network locators, as `vde_plug` and every libvdeplug client read them:
 *
 *     module://address[key=value/key]{nested locator}
 *     module://address/key=value/key
 *
 * A text without `module://` is the directory of a VDE switch. `'...'`, `"..."`, `\x` and `%XX` take
 * away the meaning of a character. Printing encodes with `%XX`, so that a parsed locator comes back.
 */
import { DEFAULT_LOCATOR_MODULE, type LocatorSyntax, locatorModule } from './vnl-modules';

export interface LocatorParameter {
  readonly key: string;
  /** null for a key that stands alone, like the port in `vde:///tmp/mysw[3]`. */
  readonly value: string | null;
}

export interface Locator {
  readonly module: string;
  readonly address: string;
  readonly parameters: readonly LocatorParameter[];
  readonly nested: Locator | null;
}

/** What parsing came to; `at` is the offset of the character that is wrong. */
export type LocatorParse =
  | { readonly ok: true; readonly locator: Locator }
  | { readonly ok: false; readonly problem: string; readonly at: number };

/** A character after quoting; `bare` ones have their syntactic meaning. */
interface Glyph {
  readonly text: string;
  readonly bare: boolean;
  readonly at: number;
}

class Unparsable extends Error {
  readonly at: number;

  constructor(problem: string, at: number) {
    super(problem);
    this.at = at;
  }
}

const MAX_NESTING = 8;
const MODULE_PATTERN = /^([A-Za-z0-9_+.-]+):\/\//;
const ESCAPED_BYTES = /(?:%[0-9a-fA-F]{2})+/y;

function decodeBytes(escaped: string, at: number): string {
  try {
    return decodeURIComponent(escaped);
  } catch {
    throw new Unparsable(`${escaped} is not UTF-8 text`, at);
  }
}

function endOfQuote(text: string, from: number): number {
  const end = text.indexOf(text[from]!, from + 1);
  if (end < 0) throw new Unparsable(`the quote ${text[from]} is not closed`, from);
  return end;
}

/** Takes the quoting away; offsets count from `start`. */
function glyphsOf(text: string, start: number): Glyph[] {
  const glyphs: Glyph[] = [];
  for (let index = start; index < text.length; index++) {
    const character = text[index]!;
    ESCAPED_BYTES.lastIndex = index;
    const escaped = character === '%' ? ESCAPED_BYTES.exec(text)?.[0] : undefined;
    if (escaped !== undefined) {
      glyphs.push({ text: decodeBytes(escaped, index), bare: false, at: index });
      index += escaped.length - 1;
    } else if (character === "'" || character === '"') {
      const end = endOfQuote(text, index);
      glyphs.push({ text: text.slice(index + 1, end), bare: false, at: index });
      index = end;
    } else if (character === '\\') {
      if (index + 1 === text.length) throw new Unparsable('nothing follows the last \\', index);
      index++;
      glyphs.push({ text: text[index]!, bare: false, at: index });
    } else glyphs.push({ text: character, bare: true, at: index });
  }
  return glyphs;
}

const isBare = (glyph: Glyph | undefined, text: string) =>
  glyph?.bare === true && glyph.text === text;
const textOf = (glyphs: readonly Glyph[]) => glyphs.map((glyph) => glyph.text).join('');

/** Index of the bare `{` whose `}` ends the locator, or -1 if it has no nested one. */
function nestedStart(glyphs: readonly Glyph[]): number {
  const start = glyphs.findIndex((glyph) => isBare(glyph, '{'));
  if (start < 0) {
    const stray = glyphs.find((glyph) => isBare(glyph, '}'));
    if (stray !== undefined) throw new Unparsable('} has no {', stray.at);
    return -1;
  }
  let depth = 0;
  for (let index = start; index < glyphs.length; index++) {
    if (isBare(glyphs[index], '{')) depth++;
    if (isBare(glyphs[index], '}') && --depth === 0) {
      const rest = glyphs[index + 1];
      if (rest !== undefined) throw new Unparsable('text follows the closing }', rest.at);
      return start;
    }
  }
  throw new Unparsable('the { is not closed', glyphs[start]!.at);
}

function splitBare(glyphs: readonly Glyph[], delimiter: string): Glyph[][] {
  const parts: Glyph[][] = [[]];
  for (const glyph of glyphs) {
    if (isBare(glyph, delimiter)) parts.push([]);
    else parts.at(-1)!.push(glyph);
  }
  return parts;
}

/** The parameters in `elements`; what has no key is skipped, as libvdeplug does. */
function parametersOf(elements: readonly Glyph[][]): LocatorParameter[] {
  return elements.flatMap((element) => {
    const text = textOf(element);
    const equals = text.indexOf('=');
    const key = equals < 0 ? text : text.slice(0, equals);
    if (key === '') return [];
    return [{ key, value: equals < 0 ? null : text.slice(equals + 1) }];
  });
}

type Body = Pick<Locator, 'address' | 'parameters'>;

function bodyWithBrackets(glyphs: readonly Glyph[]): Body {
  const open = glyphs.findIndex((glyph) => isBare(glyph, '['));
  const close = glyphs.findLastIndex((glyph) => isBare(glyph, ']'));
  if (open < 0 && close >= 0) throw new Unparsable('] has no [', glyphs[close]!.at);
  if (open < 0) return { address: textOf(glyphs), parameters: [] };
  if (close < open) throw new Unparsable('the [ is not closed', glyphs[open]!.at);
  const rest = glyphs[close + 1];
  if (rest !== undefined) throw new Unparsable('text follows the closing ]', rest.at);
  return {
    address: textOf(glyphs.slice(0, open)),
    parameters: parametersOf(splitBare(glyphs.slice(open + 1, close), '/')),
  };
}

function bodyOf(glyphs: readonly Glyph[], syntax: LocatorSyntax): Body {
  if (syntax === 'path') return bodyWithBrackets(glyphs);
  const [address, ...elements] = splitBare(glyphs, '/');
  return { address: textOf(address!), parameters: parametersOf(elements) };
}

function parseFrom(text: string, depth: number): Locator {
  if (depth > MAX_NESTING) throw new Unparsable(`more than ${MAX_NESTING} nested locators`, 0);
  const named = MODULE_PATTERN.exec(text);
  const module = named?.[1] ?? DEFAULT_LOCATOR_MODULE;
  const start = named?.[0].length ?? 0;
  const syntax = locatorModule(module)?.syntax ?? 'path';
  if (syntax === 'raw') return { module, address: text.slice(start), parameters: [], nested: null };
  const glyphs = glyphsOf(text, start);
  const brace = nestedStart(glyphs);
  if (brace < 0) return { module, ...bodyOf(glyphs, syntax), nested: null };
  const inside = text.slice(glyphs[brace]!.at + 1, glyphs.at(-1)!.at);
  return {
    module,
    ...bodyOf(glyphs.slice(0, brace), syntax),
    nested: parseFrom(inside, depth + 1),
  };
}

/** Reads a locator. Nothing is looked up: whether the network is there shows only when it is joined. */
export function parseLocator(text: string): LocatorParse {
  if (text.trim() === '') return { ok: false, problem: 'the locator is empty', at: 0 };
  const forbidden = text.search(/[\0\r\n]/);
  if (forbidden >= 0) {
    return { ok: false, problem: 'a locator is one line without NUL', at: forbidden };
  }
  try {
    return { ok: true, locator: parseFrom(text, 0) };
  } catch (error) {
    if (!(error instanceof Unparsable)) throw error;
    return { ok: false, problem: error.message, at: error.at };
  }
}

const encode = (text: string, pattern: RegExp) =>
  text.replace(pattern, (found) => encodeURIComponent(found).replace("'", '%27'));

const PATH_SPECIAL = /[%"'\\[\]{}\0\r\n]/g;
const ELEMENT_SPECIAL = /[%"'\\[\]{}/\0\r\n]/g;

function printParameters(parameters: readonly LocatorParameter[]): string {
  const element = (text: string) => encode(text, ELEMENT_SPECIAL);
  return parameters
    .map(({ key, value }) => (value === null ? element(key) : `${element(key)}=${element(value)}`))
    .join('/');
}

/** The locator as text, always with its module's name; parsing it gives the same locator. */
export function printLocator(locator: Locator): string {
  const syntax = locatorModule(locator.module)?.syntax ?? 'path';
  const head = `${locator.module}://`;
  if (syntax === 'raw') return head + locator.address;
  const nested = locator.nested === null ? '' : `{${printLocator(locator.nested)}}`;
  const parameters = printParameters(locator.parameters);
  if (syntax === 'slash') {
    return `${head}${encode(locator.address, ELEMENT_SPECIAL)}${parameters && `/${parameters}`}${nested}`;
  }
  return `${head}${encode(locator.address, PATH_SPECIAL)}${parameters && `[${parameters}]`}${nested}`;
}

/** The locator of a VDE switch's directory, with the port number where it matters. */
export function vdeLocator(directory: string, port?: number): string {
  const parameters = port === undefined ? [] : [{ key: String(port), value: null }];
  return printLocator({ module: 'vde', address: directory, parameters, nested: null });
}

/**
 * The locator with every module named. libvdeplug takes a text without `://` for the directory of a
 * switch, but reads it first if it is a file, and joins what the file names: a command, perhaps.
 */
export function explicitLocator(text: string): string {
  if (!text.includes('://')) return `${DEFAULT_LOCATOR_MODULE}://${text}`;
  const parsed = parseLocator(text);
  return parsed.ok && parsed.locator.nested !== null ? printLocator(parsed.locator) : text;
}

/** The modules that a locator names, the outermost first. */
export function modulesOf({ module, nested }: Locator): string[] {
  return [module, ...(nested === null ? [] : modulesOf(nested))];
}

/**
 * The options of slirp that run a command for a guest (`cmdfwd`) or lead it to a socket of this
 * computer (`unixfwd`). libvdeplug takes every beginning of an option's name for the option.
 */
const GUEST_COMMANDS = /\/(c|un)/;

/** A text as libvdeplug would see it at most: without quotes, with `%XX` taken for what it stands for. */
export function unquotedLocator(text: string): string {
  return text
    .replace(/['"\\]/g, '')
    .replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

/**
 * Whether joining a locator runs a command of its author's choice: by the `cmd` module or by an option
 * of `slirp`, also nested. Told by the text alone, so that no difference between this parser and
 * vdeplug4's can hide it; rather once too often than once too seldom.
 */
export function runsCommand(locator: string): boolean {
  if (locator.includes('cmd://')) return true;
  return locator.includes('slirp://') && GUEST_COMMANDS.test(unquotedLocator(locator));
}
