/**
 * Text as key presses on a keyboard with the layout of the United States, which is what a guest has until
 * somebody chooses another one: a screen has no clipboard that every guest would know. Pure.
 */

export interface TypedKey {
  /** The key's X11 keysym; for what stands on a key of its own it is the character. */
  readonly keysym: number;
  /** Where the key is, as `KeyboardEvent.code` names it. */
  readonly code: string;
  readonly shift: boolean;
}

const RETURN = 0xff0d;
const TAB = 0xff09;

/** Code, the character of the key alone, and with Shift. */
const signs: readonly (readonly [code: string, plain: string, shifted: string])[] = [
  ['Backquote', '`', '~'],
  ['Minus', '-', '_'],
  ['Equal', '=', '+'],
  ['BracketLeft', '[', '{'],
  ['BracketRight', ']', '}'],
  ['Backslash', '\\', '|'],
  ['Semicolon', ';', ':'],
  ['Quote', "'", '"'],
  ['Comma', ',', '<'],
  ['Period', '.', '>'],
  ['Slash', '/', '?'],
  ['Space', ' ', ' '],
];
const shiftedDigits = ')!@#$%^&*(';

function layout(): ReadonlyMap<string, TypedKey> {
  const keys = new Map<string, TypedKey>([
    ['\n', { keysym: RETURN, code: 'Enter', shift: false }],
    ['\t', { keysym: TAB, code: 'Tab', shift: false }],
  ]);
  const add = (character: string, code: string, shift: boolean) => {
    if (!keys.has(character)) keys.set(character, { keysym: character.charCodeAt(0), code, shift });
  };
  for (const letter of 'abcdefghijklmnopqrstuvwxyz') {
    add(letter, `Key${letter.toUpperCase()}`, false);
    add(letter.toUpperCase(), `Key${letter.toUpperCase()}`, true);
  }
  for (let digit = 0; digit <= 9; digit++) {
    add(String(digit), `Digit${digit}`, false);
    add(shiftedDigits[digit]!, `Digit${digit}`, true);
  }
  for (const [code, plain, shifted] of signs) {
    add(plain, code, false);
    add(shifted, code, true);
  }
  return keys;
}

const keysOfLayout = layout();

/**
 * The key that types the same letter while CapsLock is on, which turns Shift round for letters. Without its
 * keysym: by that QEMU would switch CapsLock itself, and noVNC then knows no better.
 */
export function keyInCapitals(key: TypedKey): TypedKey {
  return key.code.startsWith('Key') ? { ...key, keysym: 0, shift: !key.shift } : key;
}

/** The keys that type a text, and the characters that no key types. */
export function typedKeys(text: string): { keys: TypedKey[]; left: string[] } {
  const characters = [...text.replaceAll('\r\n', '\n').replaceAll('\r', '\n')];
  return {
    keys: characters.flatMap((character) => keysOfLayout.get(character) ?? []),
    left: [...new Set(characters.filter((character) => !keysOfLayout.has(character)))],
  };
}
