/** What Tab adds to the line: the rest of a command's name, of a sub-command or of a card's name. */
import type { Command } from './commands/command';
import type { Host } from './host';

export interface Completion {
  /** What all candidates have in common beyond what is typed; a space follows a single one. */
  insert: string;
  candidates: readonly string[];
}

export function complete(
  typed: string,
  commands: ReadonlyMap<string, Command>,
  host: Host,
): Completion {
  // Only the last command of a line is being typed.
  const words = (typed.split(/;|&&/).at(-1) ?? '').trimStart().split(/\s+/);
  const start = words.pop() ?? '';
  const [name, ...args] = words;
  const choices =
    name === undefined ? [...commands.keys()] : (commands.get(name)?.complete?.(args, host) ?? []);
  const candidates = [...new Set(choices)].filter((choice) => choice.startsWith(start)).sort();
  const [first] = candidates;
  if (first === undefined) return { insert: '', candidates };
  if (candidates.length === 1) return { insert: `${first.slice(start.length)} `, candidates };
  const common = candidates.reduce(commonStart);
  return { insert: common.slice(start.length), candidates };
}

function commonStart(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}
