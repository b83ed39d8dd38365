/** The keys that a terminal keeps for itself, and what they do there. */

export const terminalKeys = {
  'Ctrl+Shift+C': 'Copy what is selected',
  'Ctrl+Shift+F': 'Search in what was printed',
  'Ctrl+Shift+K': 'Clear the console',
  'Ctrl+Shift+E': 'Leave the console for its tab',
  'Ctrl+Shift+ArrowLeft': 'Go to the console at the left',
  'Ctrl+Shift+ArrowRight': 'Go to the console at the right',
} as const;

export type TerminalKey = keyof typeof terminalKeys;

export function isTerminalKey(name: string): name is TerminalKey {
  return name in terminalKeys;
}
