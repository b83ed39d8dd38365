/** Shortcuts as text: matching a key press and showing them. Pure. */

export interface KeyPress {
  key: string;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  shiftKey: boolean;
}

/** Whether the key press is the shortcut, written like `Mod+Shift+Z`. */
export function matches(shortcut: string, press: KeyPress): boolean {
  if (shortcut === '') return false;
  const parts = shortcut.split('+');
  const key = parts.at(-1) ?? '';
  return (
    press.key.toLowerCase() === key.toLowerCase() &&
    (press.ctrlKey || press.metaKey) === parts.includes('Mod') &&
    press.altKey === parts.includes('Alt') &&
    press.shiftKey === parts.includes('Shift')
  );
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
export function shortcutKeys(shortcut: string, isMac = false): string[] {
  if (shortcut === '') return [];
  const modifier = isMac ? 'Cmd' : 'Ctrl';
  return shortcut.split('+').map((part) => (part === 'Mod' ? modifier : (keyNames[part] ?? part)));
}

/** The shortcut as one text for a title, `Ctrl+Shift+Z`. */
export function shortcutText(shortcut: string): string {
  return shortcutKeys(shortcut).join('+');
}
