/** What Tab adds to the line: the rest of a command's name, of a sub-command or of a card's name. */
import { type Completion, completeFrom } from '../../terminal/completion';
import type { Host } from '../stack/host';
import type { Command } from './command';

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
    name === undefined ? commands.keys() : (commands.get(name)?.complete?.(args, host) ?? []);
  return completeFrom(start, choices);
}
