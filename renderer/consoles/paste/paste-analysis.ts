/** What a text would do when it is pasted into a console. Pure. */

export interface PasteFacts {
  readonly lines: number;
  /** Names of the control characters in it, other than ends of lines and tabs. */
  readonly controls: readonly string[];
}

const names: Readonly<Record<number, string>> = {
  0: 'NUL',
  3: 'Ctrl+C',
  4: 'Ctrl+D',
  7: 'bell',
  8: 'backspace',
  26: 'Ctrl+Z',
  27: 'Esc',
  127: 'delete',
};

const control = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u009f]/g;

function nameOf(code: number): string {
  if (code > 127) return `U+${code.toString(16).toUpperCase().padStart(4, '0')}`;
  return names[code] ?? `Ctrl+${String.fromCharCode(code + 64)}`;
}

/** Ends of lines as one newline each. */
export function withNewlines(text: string): string {
  return text.replaceAll('\r\n', '\n').replaceAll('\r', '\n');
}

export function analysePaste(text: string): PasteFacts {
  const found = [...text.matchAll(control)].map(([character]) => nameOf(character.charCodeAt(0)));
  const lines = withNewlines(text).replace(/\n$/, '').split('\n').length;
  return { lines, controls: [...new Set(found)] };
}

/** Whether the user should see it first: a line of it would run at once, or it holds what cannot be seen. */
export function needsCare(text: string): boolean {
  return /[\r\n]/.test(text) || analysePaste(text).controls.length > 0;
}

/** Without control characters: they could end the brackets of a bracketed paste, or press keys. */
export function withoutControls(text: string): string {
  return text.replace(control, '');
}

/** The lines as one, which does not run by itself. */
export function asOneLine(text: string): string {
  return withNewlines(text)
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
    .join(' ');
}
