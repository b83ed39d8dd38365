/** Options as getopt reads them: `-c 3`, `-c3`, `-nq 2`; `--` ends them. */
import { CommandError } from '../shell/command';

export interface ParsedOptions {
  /** Letters without a value. */
  flags: ReadonlySet<string>;
  /** The last value of each letter that takes one. */
  values: ReadonlyMap<string, string>;
  operands: readonly string[];
}

/** @param spec letters; a colon behind one says that it takes a value, as in `nc:i:` */
export function parseOptions(
  command: string,
  args: readonly string[],
  spec: string,
): ParsedOptions {
  const flags = new Set<string>();
  const values = new Map<string, string>();
  const operands: string[] = [];
  const rest = [...args];
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') {
      operands.push(...rest.splice(0));
    } else if (!/^-./.test(word)) {
      operands.push(word);
    } else {
      readCluster(command, word.slice(1), rest, spec, flags, values);
    }
  }
  return { flags, values, operands };
}

function readCluster(
  command: string,
  cluster: string,
  rest: string[],
  spec: string,
  flags: Set<string>,
  values: Map<string, string>,
): void {
  for (let at = 0; at < cluster.length; at++) {
    const letter = cluster[at]!;
    const place = letter === ':' ? -1 : spec.indexOf(letter);
    if (place === -1) {
      throw new CommandError(`${command}: invalid option -- '${letter}'\n${seeHelp(command)}`, 2);
    }
    if (spec[place + 1] !== ':') {
      flags.add(letter);
      continue;
    }
    const value = cluster.slice(at + 1) || rest.shift();
    if (value === undefined) {
      const problem = `${command}: option requires an argument -- '${letter}'`;
      throw new CommandError(`${problem}\n${seeHelp(command)}`, 2);
    }
    values.set(letter, value);
    return;
  }
}

/** A number option in its range, or the default if it was not given. */
export function numberOption(
  command: string,
  options: ParsedOptions,
  letter: string,
  range: { least: number; most: number; fallback: number; whole: boolean },
): number {
  const text = options.values.get(letter);
  if (text === undefined) return range.fallback;
  const pattern = range.whole ? /^\d+$/ : /^(\d+\.?\d*|\.\d+)$/;
  if (!pattern.test(text)) throw new CommandError(`${command}: invalid argument: '${text}'`);
  const value = Number(text);
  if (value >= range.least && value <= range.most) return value;
  throw new CommandError(
    `${command}: invalid argument: '${text}': out of range: ${range.least} <= value <= ${range.most}`,
  );
}

export function seeHelp(command: string): string {
  return `Type "help ${command}" to see how it is used.`;
}
