/** Turns what a terminal sends into keys; escape sequences may be split over several calls. */

export type Key =
  | { kind: 'text'; text: string }
  | { kind: 'name'; name: KeyName }
  | { kind: 'control'; letter: string };

export type KeyName =
  | 'enter'
  | 'tab'
  | 'backspace'
  | 'delete'
  | 'left'
  | 'right'
  | 'up'
  | 'down'
  | 'home'
  | 'end'
  | 'word-left'
  | 'word-right'
  | 'delete-word';

const sequences: Readonly<Record<string, KeyName>> = {
  '[A': 'up',
  '[B': 'down',
  '[C': 'right',
  '[D': 'left',
  '[H': 'home',
  '[F': 'end',
  OA: 'up',
  OB: 'down',
  OC: 'right',
  OD: 'left',
  OH: 'home',
  OF: 'end',
  '[1~': 'home',
  '[7~': 'home',
  '[4~': 'end',
  '[8~': 'end',
  '[3~': 'delete',
  '[1;5C': 'word-right',
  '[1;5D': 'word-left',
  '[1;3C': 'word-right',
  '[1;3D': 'word-left',
  b: 'word-left',
  f: 'word-right',
  '\x7f': 'delete-word',
  '\b': 'delete-word',
};

/** What can follow an escape: a CSI sequence, an SS3 sequence, or one character with Alt. */
const COMPLETE = /^(\[[0-9;?<=>]*[ -/]*[@-~]|O[ -~]|[^[O])/u;
/** No terminal sends longer ones; what is longer is not a sequence. */
const MAX_SEQUENCE = 32;

export class KeyDecoder {
  #rest = '';
  #afterReturn = false;

  /** The keys in `data`; unknown sequences vanish, and CR LF is one Enter. */
  decode(data: string): Key[] {
    const keys: Key[] = [];
    let text = this.#rest + data;
    this.#rest = '';
    while (text !== '') {
      if (text.startsWith('\x1b')) {
        const match = COMPLETE.exec(text.slice(1))?.[0];
        if (match === undefined && text.length < MAX_SEQUENCE) {
          this.#rest = text;
          return keys;
        }
        text = text.slice(1 + (match?.length ?? 0));
        const name = match === undefined ? undefined : sequences[match];
        if (name !== undefined) keys.push({ kind: 'name', name });
        continue;
      }
      const character = String.fromCodePoint(text.codePointAt(0)!);
      text = text.slice(character.length);
      this.#single(character, keys);
    }
    return keys;
  }

  #single(character: string, keys: Key[]): void {
    const lineFeedOfReturn = character === '\n' && this.#afterReturn;
    this.#afterReturn = character === '\r';
    if (lineFeedOfReturn) return;
    const code = character.codePointAt(0)!;
    if (code === 13 || code === 10) keys.push({ kind: 'name', name: 'enter' });
    else if (code === 9) keys.push({ kind: 'name', name: 'tab' });
    else if (code === 8 || code === 127) keys.push({ kind: 'name', name: 'backspace' });
    else if (code < 32) keys.push({ kind: 'control', letter: String.fromCharCode(code + 96) });
    else if (code > 0x9f || code < 0x80) keys.push({ kind: 'text', text: character });
  }
}
