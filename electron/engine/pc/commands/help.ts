/** help: what there is, and how one command is used. */
import { type Command, CommandError } from '../shell/command';

/** The command that explains the others. */
export function helpFor(commands: readonly Command[]): Command {
  const help: Command = {
    name: 'help',
    usage: ['help [COMMAND]'],
    summary: 'list the commands, or explain one',
    run([name], { print }) {
      const all = [...commands, help];
      if (name === undefined) {
        for (const { name, summary } of all) print(`  ${name.padEnd(12)}${summary}\n`);
        print('\nType "help COMMAND" for more. Tab completes, Ctrl-C interrupts.\n');
        return 0;
      }
      const command = all.find((one) => one.name === name);
      if (command === undefined) {
        throw new CommandError(`help: there is no command "${name}"; type "help" for the list.`);
      }
      print(`${command.name}: ${command.summary}\n\n`);
      for (const line of command.usage) print(`  ${line}\n`);
      if (command.details !== undefined) print('\n');
      for (const line of command.details ?? []) print(`  ${line}\n`);
      return 0;
    },
    complete: (args) => (args.length === 0 ? commands.map((command) => command.name) : []),
  };
  return help;
}
