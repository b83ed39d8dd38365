/** The keys that a terminal keeps for itself, and what they do there. */

export const terminalKeys = {
  'Ctrl+Shift+C': 'Copy what is selected',
  'Ctrl+Shift+F': 'Search in what was printed',
  'Ctrl+Shift+K': 'Clear the console',
  'Ctrl++': 'Larger text',
  'Ctrl+-': 'Smaller text',
  'Ctrl+0': 'Text of the usual size',
} as const;

export type TerminalKey = keyof typeof terminalKeys;

export const terminalKeyNames = Object.keys(terminalKeys) as TerminalKey[];
