/**
 * Command lines as getopt_long_only(3) of the C library reads them: long options with one hyphen or
 * two, cut short where that is unambiguous, short options joined together, values attached or apart.
 * Pure; complaints are part of the result, in the library's words.
 */

export interface OptionSpec {
  /** Long name, without hyphens. */
  readonly name: string;
  /** The letter that stands for it; several names may share one. */
  readonly letter?: string;
  readonly takesValue: boolean;
}

export type Parsed =
  | { readonly kind: 'option'; readonly spec: OptionSpec; readonly value: string }
  | { readonly kind: 'complaint'; readonly text: string }
  | { readonly kind: 'operand'; readonly text: string };

/** Reads the arguments from left to right; after `--` everything is an operand. */
export function getoptLongOnly(args: readonly string[], specs: readonly OptionSpec[]): Parsed[] {
  const parser = new Parser(args, specs);
  return parser.run();
}

class Parser {
  readonly #args: readonly string[];
  readonly #specs: readonly OptionSpec[];
  readonly #found: Parsed[] = [];
  #next = 0;

  constructor(args: readonly string[], specs: readonly OptionSpec[]) {
    this.#args = args;
    this.#specs = specs;
  }

  run(): Parsed[] {
    while (this.#next < this.#args.length) {
      const argument = this.#args[this.#next++]!;
      if (argument === '--') {
        for (const text of this.#args.slice(this.#next)) this.#operand(text);
        break;
      }
      if (!argument.startsWith('-') || argument === '-') this.#operand(argument);
      else if (argument.startsWith('--')) this.#long('--', argument.slice(2));
      else this.#single(argument.slice(1));
    }
    return this.#found;
  }

  /** After one hyphen: a long option if it can be one, else letters. */
  #single(text: string): void {
    const first = this.#byLetter(text[0]!);
    const isLetterAlone = text.length === 1 && first !== undefined;
    if (!isLetterAlone && (first === undefined || this.#longNamed(text).length > 0)) {
      this.#long('-', text);
    } else {
      this.#letters(text);
    }
  }

  #long(hyphens: string, text: string): void {
    const equals = text.indexOf('=');
    const candidates = this.#longNamed(text);
    const [spec] = candidates;
    if (spec === undefined) {
      this.#complain(`unrecognized option '${hyphens}${text}'`);
    } else if (candidates.length > 1) {
      const names = candidates.map(({ name }) => `'${hyphens}${name}'`).join(' ');
      this.#complain(`option '${hyphens}${text}' is ambiguous; possibilities: ${names}`);
    } else if (equals !== -1) {
      if (spec.takesValue) this.#option(spec, text.slice(equals + 1));
      else this.#complain(`option '${hyphens}${spec.name}' doesn't allow an argument`);
    } else if (!spec.takesValue) {
      this.#option(spec, '');
    } else if (this.#next < this.#args.length) {
      this.#option(spec, this.#args[this.#next++]!);
    } else {
      this.#complain(`option '${hyphens}${spec.name}' requires an argument`);
    }
  }

  /** The option of that very name, or all whose names begin so. */
  #longNamed(text: string): OptionSpec[] {
    const name = text.split('=', 1)[0]!;
    const exact = this.#specs.find((spec) => spec.name === name);
    return exact === undefined ? this.#specs.filter((spec) => spec.name.startsWith(name)) : [exact];
  }

  #letters(text: string): void {
    for (let at = 0; at < text.length; at++) {
      const spec = this.#byLetter(text[at]!);
      if (spec === undefined) {
        this.#complain(`invalid option -- '${text[at]}'`);
        continue;
      }
      if (!spec.takesValue) {
        this.#option(spec, '');
        continue;
      }
      const attached = text.slice(at + 1);
      if (attached !== '') this.#option(spec, attached);
      else if (this.#next < this.#args.length) this.#option(spec, this.#args[this.#next++]!);
      else this.#complain(`option requires an argument -- '${text[at]}'`);
      return;
    }
  }

  #byLetter(letter: string): OptionSpec | undefined {
    return this.#specs.find((spec) => spec.letter === letter);
  }

  #option(spec: OptionSpec, value: string): void {
    this.#found.push({ kind: 'option', spec, value });
  }

  #complain(text: string): void {
    this.#found.push({ kind: 'complaint', text });
  }

  #operand(text: string): void {
    this.#found.push({ kind: 'operand', text });
  }
}
