/** All management commands in the order in which vde_switch knows them, and its rule for finding one. */
import type { ManagementCommand } from '../command';
import { dataSocketCommands } from '../commands/data-socket';
import { fstpCommands } from '../commands/fstp';
import { hashCommands } from '../commands/hash';
import { pluginCommands } from '../commands/plugin';
import { portCommands } from '../commands/port';
import { debugCommands, sessionCommands } from '../commands/session';
import { vlanCommands } from '../commands/vlan';

const help: ManagementCommand = {
  path: 'help',
  syntax: '[arg]',
  description: 'Help (limited to arg when specified)',
  hasData: true,
  run: (prefix, { print }) => {
    const row = (path: string, syntax: string, description: string) =>
      print(`${path.padEnd(18)} ${syntax.padEnd(15)} ${description}`);
    row('COMMAND PATH', 'SYNTAX', 'HELP');
    row('------------', '--------------', '------------');
    for (const { path, syntax, description } of managementCommands) {
      if (path.startsWith(prefix)) row(path, syntax, description);
    }
    return null;
  },
};

export const managementCommands: readonly ManagementCommand[] = [
  ...dataSocketCommands,
  help,
  ...sessionCommands,
  ...debugCommands,
  ...pluginCommands,
  ...hashCommands,
  ...fstpCommands,
  ...portCommands,
  ...vlanCommands,
];

const BLANKS = /^[ \t]+/;

export interface FoundCommand {
  readonly command: ManagementCommand;
  readonly argument: string;
}

/**
 * The first command whose whole path begins the line, with the rest for its argument: `showinfox`
 * runs `showinfo` (consmgmt.c). Null when there is none.
 */
export function findCommand(line: string): FoundCommand | null {
  const command = managementCommands.find(
    ({ path, run }) => run !== undefined && line.startsWith(path),
  );
  if (command === undefined) return null;
  return { command, argument: line.slice(command.path.length).replace(BLANKS, '') };
}

/** The line without leading blanks; empty for comments, which want no reply. */
export function commandIn(line: string): string {
  const text = line.replace(BLANKS, '');
  return text.startsWith('#') ? '' : text;
}
