/**
 * The `ip` commands of a startup script that can be read without running it: those that stand on a line of
 * their own, of plain words. What hangs on a variable, a condition or another program is left out. Pure.
 */

export interface ScriptCommand {
  /** Counted from 1. */
  readonly line: number;
  /** As it stands in the script, without blanks around it. */
  readonly text: string;
  /** The words behind `ip` and its options. */
  readonly words: readonly string[];
}

export interface ReadScript {
  readonly commands: readonly ScriptCommand[];
  /** Whether nothing else of the script can have to do with addresses and cards. */
  readonly isWhole: boolean;
}

/** What makes a line more than one plain command. */
const NOT_PLAIN = /[$`*?[\]{}()<>|&;\\]/;
/** Programs that leave cards as they are. */
const HARMLESS =
  /^(echo|printf|sleep|true|:|cd|export|set|test|touch|mkdir|cat|sysctl|hostname|ping)\b/;

/** Words as a shell parts them; null if a quote is not closed. */
function wordsOf(text: string): string[] | null {
  const words: string[] = [];
  const pattern = /\s*((?:[^\s'"]|'[^']*'|"[^"]*")+)|\s+$/y;
  while (pattern.lastIndex < text.length) {
    const found = pattern.exec(text);
    if (found === null) return null;
    if (found[1] !== undefined) words.push(found[1].replace(/'([^']*)'|"([^"]*)"/g, '$1$2'));
  }
  return words;
}

function withoutComment(line: string): string {
  return line.replace(/(^|\s)#.*$/, '').trim();
}

/** Reads a script line by line. */
export function readScript(script: string): ReadScript {
  const commands: ScriptCommand[] = [];
  let isWhole = true;
  let depth = 0;
  for (const [index, whole] of script.split('\n').entries()) {
    const text = withoutComment(whole);
    if (text === '') continue;
    const opens = /^(if|for|while|until|case)\b/.test(text) || /\{$/.test(text);
    const closes = /^(fi|done|esac|\})/.test(text) || /[;\s](fi|done|esac|\})$/.test(text);
    const isInside = depth > 0 || opens || closes;
    depth = Math.max(0, depth + (opens ? 1 : 0) - (closes ? 1 : 0));
    const words = isInside || NOT_PLAIN.test(text) ? null : wordsOf(text);
    const command = words === null ? null : ipCommand(words);
    if (command !== null) commands.push({ line: index + 1, text, words: command });
    else if (words === null || !HARMLESS.test(text)) isWhole = false;
  }
  return { commands, isWhole };
}

/** The words behind `ip` and options that change nothing; null for another program. */
function ipCommand(words: readonly string[]): string[] | null {
  const [program = '', ...rest] = words[0] === 'sudo' ? words.slice(1) : words;
  if (!/^(.*\/)?ip$/.test(program)) return null;
  const object = rest.findIndex((word) => !word.startsWith('-'));
  if (object === -1 || rest.slice(0, object).some((word) => !/^-[46]$/.test(word))) return null;
  return rest.slice(object);
}
