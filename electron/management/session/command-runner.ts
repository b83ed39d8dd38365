/**
 * Runs one line of a session, a script or a start-up file and frames its reply (consmgmt.c). A reply is
 * made piece by piece, so that a long one waits for its reader and holds up nobody else.
 */
import { ANSWER_PIECE } from '../../engine/core/limits';
import type { Answer, CommandSession, ManagedSwitch, Outcome } from '../command';
import { statusLine } from '../errors';
import { commandIn, findCommand } from './command-table';

/** What ends a session; null for commands that do not. */
export type SessionEnd = 'logout' | 'shutdown' | null;
/** The pieces of a reply, some of them empty, and whether it ends the session. */
export type Reply = Generator<string, SessionEnd>;

/** @param session null for a line of a start-up file */
export function* replyTo(
  line: string,
  managed: ManagedSwitch,
  session: CommandSession | null,
): Reply {
  const text = commandIn(line);
  if (text === '') return null;
  const found = findCommand(text);
  if (found === null) {
    yield `${statusLine('ENOSYS')}\n`;
    return null;
  }
  const { command, argument } = found;
  let data = command.hasData ? "0000 DATA END WITH '.'\n" : '';
  const print = (printed: string) => {
    if (command.hasData) data += `${printed}\n`;
  };
  const result = command.run!(argument, { ...around(managed), session, print });
  managed.ran?.();
  const outcome = isAnswer(result)
    ? yield* piecesOf(result, () => {
        const piece = data;
        data = '';
        return piece;
      })
    : result;
  if (outcome === 'logout' || outcome === 'shutdown') return outcome;
  yield `${data}${command.hasData ? '.\n' : ''}${statusLine(outcome)}\n`;
  return null;
}

/**
 * Runs a line whose reply nobody reads, and so needs not be made. Returns the status line, or an empty
 * text for comments and for what only prints.
 */
export function runSilently(line: string, managed: ManagedSwitch): string {
  const found = findCommand(commandIn(line));
  if (found === null) return commandIn(line) === '' ? '' : statusLine('ENOSYS');
  const { command, argument } = found;
  const result = command.run!(argument, { ...around(managed), session: null, print: () => {} });
  managed.ran?.();
  if (isAnswer(result) || result === 'logout' || result === 'shutdown') return '';
  return statusLine(result);
}

function isAnswer(result: Outcome | Answer): result is Answer {
  return typeof result === 'object' && result !== null;
}

/** @param take gives what was printed so far */
function* piecesOf(answer: Answer, take: () => string): Generator<string, Outcome> {
  let waiting = '';
  for (;;) {
    const step = answer.next();
    waiting += take();
    if (step.done === true) {
      yield waiting;
      return step.value;
    }
    waiting += step.value ?? '';
    if (waiting.length < ANSWER_PIECE && step.value === undefined) {
      yield '';
      continue;
    }
    yield waiting;
    waiting = '';
  }
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
