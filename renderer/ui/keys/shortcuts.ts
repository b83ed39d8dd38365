/** Shortcuts as text: matching a key press and showing them. Pure. */
import { isAltGr, isMacHere, type KeyPress, pressedKeys } from './pressed-keys';

interface Parts {
  modifiers: readonly string[];
  key: string;
}

/** `Mod+Shift+Z` in parts; the last key may be the plus itself. */
function partsOf(shortcut: string): Parts {
  const parts = shortcut.endsWith('++')
    ? [...shortcut.slice(0, -2).split('+'), '+']
    : shortcut.split('+');
  return { modifiers: parts.slice(0, -1), key: parts.at(-1) ?? '' };
}

/** A sign or a digit that was typed: keyboards differ in which of them need Shift. */
function ignoresShift(key: string, press: KeyPress): boolean {
  return /^[^\p{L}]$/u.test(key) && (press.key === key || !/^\d$/.test(key));
}

function hasModifiers({ modifiers, key }: Parts, press: KeyPress): boolean {
  const has = (modifier: string) => modifiers.includes(modifier);
  const { ctrlKey, metaKey, altKey, shiftKey } = press;
  if (isAltGr(press)) return has('Mod') === metaKey && !has('Alt') && !has('Ctrl');
  return (
    (has('Ctrl') ? ctrlKey && !metaKey : has('Mod') === (ctrlKey || metaKey)) &&
    has('Alt') === altKey &&
    (has('Shift') === shiftKey || ignoresShift(key, press))
  );
}

const isSame = (one: string, other: string) => one.toUpperCase() === other.toUpperCase();

/**
 * What of a list of shortcuts a key press means: by the character first, by the place of the key otherwise.
 *
 * @param bindings shortcuts such as `Mod+Shift+Z`, each with what it stands for
 */
export function pressed<T>(
  bindings: readonly (readonly [shortcut: string, meaning: T])[],
  press: KeyPress,
): T | undefined {
  for (const key of pressedKeys(press)) {
    const found = bindings.find(([shortcut]) => {
      const parts = partsOf(shortcut);
      return isSame(parts.key, key) && hasModifiers(parts, press);
    });
    if (found !== undefined) return found[1];
  }
  return undefined;
}

/** Whether the key press is the shortcut, written like `Mod+Shift+Z`. */
export function matches(shortcut: string, press: KeyPress): boolean {
  return pressed([[shortcut, true]], press) ?? false;
}

/** Keys that are written otherwise on a keyboard than in an event. */
const keyNames: Readonly<Record<string, string>> = {
  ArrowLeft: 'Left',
  ArrowRight: 'Right',
  ArrowUp: 'Up',
  ArrowDown: 'Down',
  ContextMenu: 'Menu',
};

/** The shortcut as keys to show, `['Ctrl', 'Shift', 'Z']`. */
export function shortcutKeys(shortcut: string, isMac = isMacHere): string[] {
  if (shortcut === '') return [];
  const { modifiers, key } = partsOf(shortcut);
  const modifier = isMac ? 'Cmd' : 'Ctrl';
  return [...modifiers, key].map((part) => (part === 'Mod' ? modifier : (keyNames[part] ?? part)));
}

/** The shortcut as one text for a title, `Ctrl+Shift+Z`. */
export function shortcutText(shortcut: string): string {
  return shortcutKeys(shortcut).join('+');
}
