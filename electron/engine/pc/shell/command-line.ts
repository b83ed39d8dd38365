/** Splits a line as a shell does: words, quotes, comments, `;` and `&&`. Nothing is expanded. */

export interface Step {
  words: string[];
  /** Runs only if the step before it succeeded. */
  needsSuccess: boolean;
}

export type ParsedLine = { ok: true; steps: Step[] } | { ok: false; message: string };

type Token = { word: string } | { operator: string };

const TOKEN = /\s+|#.*|&&|[;&|<>()]|(?:[^\s;&|<>()'"\\]|\\.|'[^']*'|"(?:[^"\\]|\\.)*")+/suy;

/** The steps of a line, or what is wrong with it as one line for the user. */
export function parseLine(line: string): ParsedLine {
  const tokens = tokenize(line);
  if (typeof tokens === 'string') return { ok: false, message: tokens };
  const steps: Step[] = [];
  let words: string[] = [];
  let needsSuccess = false;
  for (const token of tokens) {
    if ('word' in token) {
      words.push(token.word);
      continue;
    }
    if (words.length === 0) return { ok: false, message: unexpected(token.operator) };
    steps.push({ words, needsSuccess });
    words = [];
    needsSuccess = token.operator === '&&';
  }
  if (words.length > 0) steps.push({ words, needsSuccess });
  else if (needsSuccess) return { ok: false, message: unexpected('&&') };
  return { ok: true, steps };
}

function unexpected(operator: string): string {
  return `syntax error near "${operator}": a command is missing before or after it.`;
}

function tokenize(line: string): Token[] | string {
  const tokens: Token[] = [];
  TOKEN.lastIndex = 0;
  for (let at = 0; at < line.length; at = TOKEN.lastIndex) {
    const text = TOKEN.exec(line)?.[0];
    if (text === undefined) return 'syntax error: a quote is not closed.';
    if (/^\s/.test(text) || text.startsWith('#')) continue;
    if (text === ';' || text === '&&') tokens.push({ operator: text });
    else if (/^[&|<>()]$/.test(text)) return `"${text}" is not available in the built-in PC.`;
    else tokens.push({ word: unquote(text) });
  }
  return tokens;
}

function unquote(text: string): string {
  return text.replace(
    /'([^']*)'|"((?:[^"\\]|\\.)*)"|\\(.)/gsu,
    (_, single?: string, double?: string, escaped?: string) =>
      single ?? double?.replace(/\\(["\\$`])/g, '$1') ?? escaped ?? '',
  );
}
