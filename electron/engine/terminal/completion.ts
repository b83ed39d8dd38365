/** What Tab adds to a word that several candidates begin with. */

export interface Completion {
  /** What all candidates have in common beyond what is typed; a space follows a single one. */
  readonly insert: string;
  readonly candidates: readonly string[];
}

/** Completes `typed`; choices that do not begin with it are left out. */
export function completeFrom(typed: string, choices: Iterable<string>): Completion {
  const candidates = [...new Set(choices)].filter((choice) => choice.startsWith(typed)).sort();
  const [first] = candidates;
  if (first === undefined) return { insert: '', candidates };
  if (candidates.length === 1) return { insert: `${first.slice(typed.length)} `, candidates };
  return { insert: candidates.reduce(commonStart).slice(typed.length), candidates };
}

function commonStart(a: string, b: string): string {
  let length = 0;
  while (length < a.length && a[length] === b[length]) length++;
  return a.slice(0, length);
}
