/** Runs one line of a session, a script or a start-up file and frames its reply (consmgmt.c). */
import type { CommandSession, ManagedSwitch, Outcome } from './command';
import { commandIn, findCommand } from './command-table';
import { type ErrorName, statusLine } from './errors';

export interface Reply {
  /** Empty for comments and empty lines, and for what ends a session. */
  readonly text: string;
  readonly ends: 'logout' | 'shutdown' | null;
}

const NOTHING: Reply = { text: '', ends: null };

/** @param session null for a line of a start-up file */
export function runCommand(
  line: string,
  managed: ManagedSwitch,
  session: CommandSession | null,
): Reply {
  const text = commandIn(line);
  if (text === '') return NOTHING;
  const found = findCommand(text);
  if (found === null) return { text: `${statusLine('ENOSYS')}\n`, ends: null };
  const { command, argument } = found;
  let data = '';
  const print = (printed: string) => {
    data += `${printed}\n`;
  };
  const outcome = command.run!(argument, { ...around(managed), session, print });
  return framed(outcome, command.hasData ? `0000 DATA END WITH '.'\n${data}.\n` : '');
}

function framed(outcome: Outcome, block: string): Reply {
  if (outcome === 'logout' || outcome === 'shutdown') return { text: '', ends: outcome };
  return { text: `${block}${statusLine(outcome satisfies ErrorName | null)}\n`, ends: null };
}

/** Its members by name: a spread would leave out those that are methods of a class. */
function around(managed: ManagedSwitch): ManagedSwitch {
  return {
    switch: managed.switch,
    facts: managed.facts,
    accounts: managed.accounts,
    tableSettings: managed.tableSettings,
    currentUser: (port) => managed.currentUser(port),
  };
}
