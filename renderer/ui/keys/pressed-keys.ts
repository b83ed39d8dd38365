/**
 * Which key of a shortcut a press means, on any keyboard. A Latin letter says so itself, wherever it is: on
 * Dvorak, Ctrl and the key that prints Z is undo. Where a keyboard prints other letters (Russian, Greek, Arabic),
 * or where its digits need Shift (French, Czech), the place of the key decides, as `KeyboardEvent.code` names it
 * after the keyboard of the United States: https://www.w3.org/TR/uievents-code/. Characters that are typed with
 * AltGr, and keys that belong to an input method, mean no shortcut. Pure.
 */

export interface KeyPress {
  /** As https://www.w3.org/TR/uievents-key/ names it: a character, or a name such as `ArrowLeft`. */
  key: string;
  code: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
  isComposing?: boolean;
  keyCode?: number;
  getModifierState?(modifier: 'AltGraph'): boolean;
}

/** Browsers give this instead of a key while an input method has it. */
const COMPOSING_KEY_CODE = 229;

/** Signs of other keyboards for ours: Arabic, Persian and Urdu ask with ؟, Turkish has two letters I. */
const sameSigns: Readonly<Record<string, string>> = { '؟': '?', ı: 'i', İ: 'i' };

/** What Latin keyboards for typists (Dvorak, Bépo) print where others have a letter: it means itself. */
const SIGNS_AT_LETTERS = '\'",<.>;:^!?';

/** What the row of digits prints without Shift and AltGr on keyboards that need Shift for the digits. */
const SIGNS_AT_DIGITS = '&"\'(-_)=§!+*«»/';

/** A Mac's keyboard has Cmd for Ctrl, and Option, which types signs, for Alt. */
export const isMacHere = /^Mac/.test(globalThis.navigator?.platform ?? '');

/** Whether an input method has the key: it chooses among words, say, and means nothing to the page. */
export function isComposing(press: Pick<KeyPress, 'key' | 'isComposing' | 'keyCode'>): boolean {
  return (
    press.isComposing === true || press.keyCode === COMPOSING_KEY_CODE || press.key === 'Process'
  );
}

/** Whether the character was typed with AltGr, for which some browsers report Ctrl and Alt as well. */
export function isAltGr(press: KeyPress): boolean {
  return press.getModifierState?.('AltGraph') ?? false;
}

const isName = (key: string) => /^[A-Z][A-Za-z0-9]+$/.test(key);

const isOtherLetter = (key: string) =>
  /^[\p{L}\p{M}]/u.test(key) && !/^\p{Script=Latin}/u.test(key);

/** Ctrl with Alt is also how Windows reports AltGr; a Mac has none. */
function mayBeAltGr({ ctrlKey, altKey, metaKey }: KeyPress, isMac: boolean): boolean {
  return !isMac && ctrlKey && altKey && !metaKey;
}

/** Whether the modifiers keep the press from typing anything, so that the character says nothing. */
function typesNothing(press: KeyPress, isMac: boolean): boolean {
  return (press.ctrlKey || press.metaKey) && !mayBeAltGr(press, isMac);
}

/** What the key prints; nothing for a dead key and for one that the browser does not know. */
function printedBy({ key }: KeyPress): string {
  return key === 'Dead' || key === 'Unidentified' ? '' : (sameSigns[key] ?? key);
}

const isAmong = (signs: string, printed: string) => printed !== '' && signs.includes(printed);

/** Whether a key that prints this is the letter at whose place it is. */
function isAtLetter(printed: string, press: KeyPress, isMac: boolean): boolean {
  if (isAmong(SIGNS_AT_LETTERS, printed)) return false;
  if (isOtherLetter(printed)) return true;
  const isQuiet = typesNothing(press, isMac);
  // Option gives signs and Latin letters of all kinds.
  if (press.altKey) return isQuiet;
  return !/^\p{L}/u.test(printed) && (isQuiet || (press.shiftKey && printed !== ''));
}

function isAtDigit(printed: string, press: KeyPress, isMac: boolean): boolean {
  const isPlain = /^[\p{L}\p{Nd}]/u.test(printed) || isAmong(SIGNS_AT_DIGITS, printed);
  return isPlain || typesNothing(press, isMac);
}

/** The key by its place, for a press whose character is no Latin letter and no digit. */
function keyAt(printed: string, press: KeyPress, isMac: boolean): string[] {
  const letter = /^Key([A-Z])$/.exec(press.code)?.[1];
  if (letter !== undefined) return isAtLetter(printed, press, isMac) ? [letter] : [];
  const digit = /^(?:Digit|Numpad)([0-9])$/.exec(press.code)?.[1];
  return digit !== undefined && isAtDigit(printed, press, isMac) ? [digit] : [];
}

/**
 * The keys that a press may mean, the likeliest first; none for what is being composed.
 *
 * @returns letters in capitals, digits, signs, and names such as `ArrowLeft`
 */
export function pressedKeys(press: KeyPress, isMac = isMacHere): readonly string[] {
  if (isComposing(press)) return [];
  const printed = printedBy(press);
  if (isName(printed)) return [printed];
  const isPlain = /^[a-z0-9]$/i.test(printed);
  const sign = printed.length === 1 && !isPlain ? [printed] : [];
  if (isAltGr(press)) return sign;
  return isPlain ? [printed.toUpperCase()] : [...sign, ...keyAt(printed, press, isMac)];
}
