/**
 * A startup script that says which of its lines failed. /bin/sh cannot tell that by itself: it knows no ERR trap, and
 * goes on after a line that fails. So before each line that begins a command of its own, the status of the one
 * before is looked at. The lines keep their numbers, `$?` its value, and the script its exit status. What is
 * inside of loops, conditions, functions and texts stays as it is, and from a line that cannot be understood
 * on, all of it. Pure.
 */
import { hostFiles } from './host-args';

/** Behind `${0%/*}`, the folder of the script. */
const FAILED = `"\${0%/*}/${hostFiles.failedLines}"`;

/**
 * `vdelab_was STATUS LINE NEXT` notes that a line failed, unless LINE is 0, and gives its status back;
 * `vdelab_end` notes the line at which the script ended itself.
 */
const PRELUDE = [
  'vdelab_line=0',
  `vdelab_failed() { echo "Line $2 of the startup commands failed (exit status $1)." >&2; echo "$2 $1" >> ${FAILED}; }`,
  'vdelab_was() { [ "$1" -eq 0 ] || [ "$2" -eq 0 ] || vdelab_failed "$1" "$2"; vdelab_line=$3; return "$1"; }',
  `trap 'vdelab_end=$?; [ "$vdelab_end" -eq 0 ] || [ "$vdelab_line" -eq 0 ] || vdelab_failed "$vdelab_end" "$vdelab_line"' EXIT`,
].join('; ');

/** What the shell of the startup commands says on the console for a line that failed. */
export function failedLineText(line: number, status: number): string {
  return `Line ${line} of the startup commands failed (exit status ${status}).`;
}

const OPENS = /^(if|for|while|until|case)\b|(^|[\s;])\{$|\(\)\s*\{?$|^\($/;
const KEYWORD = /(^|[;&|]\s*)(if|for|while|until|case|then|else|elif|do|\{|\})(\s|;|$)/;
const CLOSES = /(^|[;\s])(fi|done|esac|\})\s*([;&|<>].*)?$/;
const CONTINUES = /(\\|&&|\|\||\||\(|\{)$/;
const HERE_DOCUMENT = /<<(-?)\s*(['"\\]?)([A-Za-z_]\w*)/;

/** Without quoted texts and comments, whose signs mean nothing; null if a quote is not closed on the line. */
function bareOf(line: string): string | null {
  const pattern = /\\.|'[^']*'|"(?:[^"\\]|\\.)*"|(^|\s)#.*$/g;
  const bare = line.replace(pattern, (found) =>
    /^['"]/.test(found) ? '_' : found.startsWith('\\') ? '_' : ' ',
  );
  return /['"`]/.test(bare.replace(/`[^`]*`/g, '_')) ? null : bare.trim();
}

type Role =
  /** Nothing to do there: empty, or inside of something. */
  | 'plain'
  /** A command begins there. */
  | 'begins'
  /** A command begins and ends there, and is one that is meant to succeed. */
  | 'whole';

/** What each line is; null from where on that is not known. */
function rolesOf(lines: readonly string[]): (Role | null)[] {
  const roles: (Role | null)[] = [];
  let depth = 0;
  let continues = false;
  let ending: { word: string; isIndented: boolean } | null = null;
  for (const line of lines) {
    if (ending !== null) {
      const text = ending.isIndented ? line.replace(/^\t+/, '') : line;
      if (text === ending.word) ending = null;
      roles.push('plain');
      continue;
    }
    const bare = bareOf(line);
    if (bare === null) break;
    const heredoc = HERE_DOCUMENT.exec(line);
    if (heredoc !== null) ending = { word: heredoc[3]!, isIndented: heredoc[1] === '-' };
    const wasInside = depth > 0 || continues;
    const [opens, closes] = [OPENS.test(bare), CLOSES.test(bare)];
    depth += (opens ? 1 : 0) - (closes ? 1 : 0);
    if (depth < 0 || (!wasInside && !opens && !isBalanced(bare))) break;
    const ended = continues;
    continues = /\\$/.test(line.trimEnd()) || CONTINUES.test(bare);
    roles.push(
      roleOf(bare, wasInside && (depth > 0 || ended || closes), opens || closes || continues),
    );
  }
  return [...roles, ...lines.slice(roles.length).map(() => null)];
}

function isBalanced(bare: string): boolean {
  return bare.split('(').length === bare.split(')').length;
}

function roleOf(bare: string, isInside: boolean, isPart: boolean): Role {
  if (bare === '' || isInside) return 'plain';
  // A list with && ends with the status of a condition, and ! turns it round; a job that is sent away has none.
  const isKeyboardTarget = !/&&|^!\s|&$/.test(bare) && !KEYWORD.test(bare);
  return !isPart && isKeyboardTarget ? 'whole' : 'begins';
}

/** The script with a look at each of its lines. An empty script stays empty. */
export function watchedScript(script: string): string {
  const lines = script.split('\n');
  const roles = rolesOf(lines);
  let before = 0;
  let isKnown = true;
  const watched = lines.map((line, index) => {
    const role = roles[index] ?? null;
    const number = index + 1;
    if (role === 'plain' || !isKnown) return line;
    const next = role === null ? 0 : number;
    const look = `vdelab_was $? ${before} ${next}; ${line}`;
    isKnown = role !== null;
    before = role === 'whole' ? number : 0;
    return look;
  });
  watched[0] = `${PRELUDE}; ${watched[0]}`;
  return isKnown ? [...watched, `vdelab_was $? ${before} 0`].join('\n') : watched.join('\n');
}

/** What a line printed: the last of what stands on the console before the words about its failure. */
export function printedBefore(console: string, line: number, status: number): string {
  const text = console.replaceAll('\r', '');
  const at = text.lastIndexOf(failedLineText(line, status));
  if (at === -1) return '';
  const before = text.slice(0, at).trimEnd().split('\n');
  const earlier = before.findLastIndex((one) =>
    /^Line \d+ of the startup commands failed/.test(one),
  );
  return before
    .slice(earlier + 1)
    .slice(-MOST_LINES)
    .join('\n');
}

/** Of what a line printed, so much stands in its message; the console has the rest. */
const MOST_LINES = 3;
