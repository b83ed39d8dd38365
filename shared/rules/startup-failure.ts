/**
 * A startup command that fails, as it is told before a start, by trying it, and after one, by what came of
 * it: in the same words, so that it is one problem wherever it stands. Pure.
 */
import type { Failure } from '../failure/failure';

export interface StartupFailure {
  /** Its place among the startup commands or in the script, counted from 1. */
  readonly line: number;
  readonly command: string;
  /** What it printed, lines ending in LF; may be empty. */
  readonly printed: string;
  /** Its exit status, where that is all there is to tell. */
  readonly status?: number;
}

/** Of a command, as much stands in a sentence, in characters. */
const MAX_COMMAND = 120;
/** Of what it printed. */
const MAX_REASON = 200;

interface Started {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
}

/** The line that says why, and what it says to do about it. */
function wordsOf({ printed, status }: StartupFailure): { reason: string; hint: string } {
  const lines = printed.split('\n').map((line) => line.trim());
  const told = lines.filter((line) => line !== '');
  // The last line of a ping is empty or a time; the one that counts is this.
  const counted = told.find((line) => / packets transmitted, /.test(line));
  const [first = `it ended with exit status ${status ?? 1}`, second = ''] =
    counted === undefined ? told : [counted];
  const [before, help] = first.replace(/^Error: /, '').split(/; (?=type "help")/);
  const hint = second || help || (hints.find(({ said }) => said.test(first))?.hint ?? '');
  return { reason: shortened(before!, MAX_REASON), hint };
}

/** What to do about what iproute2 and the console of a switch say, which give no advice themselves. */
const hints = [
  {
    said: /^1038 /,
    hint: 'The console of a switch has no such command; “help” in it lists what there is.',
  },
  {
    said: /^1006 /,
    hint: 'That port or VLAN is not there: make it first, with port/create or vlan/create.',
  },
  { said: /^1017 /, hint: 'It is there already: leave the command out.' },
  { said: /^1022 /, hint: 'Check what stands behind the command, such as the number of a port.' },
  {
    said: /^Error: any valid prefix/,
    hint: 'Write an address and the bits of its network, such as 10.0.0.1/24.',
  },
  { said: /^Error: any valid address/, hint: 'Write an address, such as 10.0.0.254.' },
  {
    said: /Nexthop has invalid gateway/,
    hint: 'A gateway is another host in a network of this one.',
  },
  { said: /^Not enough information: "dev"/, hint: 'Name the card, as in “dev eth0”.' },
] as const;

function shortened(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}

const withDot = (text: string) => (/[.!?]$/.test(text) ? text : `${text}.`);

/** `Startup command 2 of pc1 fails, “ip addr add 10.0.0.1/33 dev eth0”: inet prefix is expected …` */
export function startupFailure({ id, name, kind }: Started, failure: StartupFailure): Failure {
  const { line, command, printed } = failure;
  const { reason, hint } = wordsOf(failure);
  const isScript = kind === 'host';
  const which = isScript ? `Line ${line} of the startup commands` : `Startup command ${line}`;
  const text = shortened(command.trim(), MAX_COMMAND);
  const correct = `Correct ${isScript ? 'line' : 'command'} ${line} in the inspector of ${name}.`;
  return {
    code: 'program-failed',
    message: withDot(`${which} of ${name} fails, “${text}”: ${reason}`),
    next: [hint === '' ? '' : withDot(sentence(hint)), correct].filter(Boolean).join(' '),
    ...(printed === '' ? {} : { detail: printed }),
    // Of what is corrected in the drawing by then, the running machine knows nothing yet.
    remedy: { do: 'restart' },
    record: id,
    field: isScript ? 'script' : 'setup',
  };
}

function sentence(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
