/**
 * What a line of output means: the one table form for all programs and guests whose ends are told. The causes of
 * each kind stand in a file of this folder; what they are looked for in is here. Pure.
 */
import { stripVTControlCharacters } from 'node:util';
import type { FailureCode } from '../../../shared/failure/failure';
import type { Remedy } from '../../../shared/failure/remedy';
import { visibleLine } from '../../../shared/text/visible-text';

/** The node that it is about, as far as next steps depend on it. */
export interface Machine {
  readonly id: string;
  readonly name: string;
  /** Its memory in MiB, of kinds that have one. */
  readonly memory?: number;
}

/** The parts of the line that a pattern's groups took; the whole line is the first. */
type Said = readonly string[];
type Words = string | ((said: Said, machine: Machine) => string);

export interface Cause {
  /** Is tried on each line by itself. */
  readonly said: RegExp;
  readonly code: FailureCode;
  /** Ends a sentence like "vm1 ended because ...". */
  readonly because: Words;
  readonly next: Words;
  readonly remedy?: (machine: Machine, said: Said) => Remedy | undefined;
}

/** What was found, in words, with the line that says so. */
export interface Found {
  readonly code: FailureCode;
  readonly because: string;
  readonly next: string;
  readonly said: string;
  readonly remedy?: Remedy;
}

/** A line that is longer is no message. */
const MAX_LINE = 1000;
/** What of a line is shown. */
const MAX_SHOWN = 300;
/** `[    1.693997] ` and `<0>` before what a kernel prints. */
const KERNEL_STAMP = /^\s*(?:<\d>)?\s*(?:\[\s*\d+\.\d+\]\s*)?/;

/** A line as it is looked at and shown: without colours, time and what cannot be seen. */
export function plainLine(line: string): string {
  const text = stripVTControlCharacters(line.slice(0, MAX_LINE));
  return visibleLine(text.replace(KERNEL_STAMP, '').trim()).slice(0, MAX_SHOWN);
}

/** The lines of some output that say something, oldest first. */
export function plainLines(output: string): string[] {
  return output
    .split(/\r?\n|\r/)
    .map(plainLine)
    .filter((line) => line !== '');
}

const inWords = (words: Words, said: Said, machine: Machine) =>
  typeof words === 'string' ? words : words(said, machine);

/** What a cause means for a machine whose line it was found in. */
function foundIn(line: string, cause: Cause, said: Said, machine: Machine): Found {
  const remedy = cause.remedy?.(machine, said);
  return {
    code: cause.code,
    because: inWords(cause.because, said, machine),
    next: inWords(cause.next, said, machine),
    said: line,
    ...(remedy === undefined ? {} : { remedy }),
  };
}

/** What one line means; null for nothing that is known. The first cause that matches counts. */
export function causeOfLine(
  line: string,
  causes: readonly Cause[],
  machine: Machine,
): Found | null {
  for (const cause of causes) {
    const match = cause.said.exec(line);
    if (match !== null) return foundIn(line, cause, match, machine);
  }
  return null;
}

/** What some output means: the first cause that any of its lines shows; null for none. */
export function causeOf(output: string, causes: readonly Cause[], machine: Machine): Found | null {
  const lines = plainLines(output);
  for (const cause of causes) {
    for (const line of lines) {
      const match = cause.said.exec(line);
      if (match !== null) return foundIn(line, cause, match, machine);
    }
  }
  return null;
}
