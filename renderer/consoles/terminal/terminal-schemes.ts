/**
 * Well-known colour schemes beside the app's own two. Their text has AA contrast with their background;
 * where one of their other colours has less, the terminal lifts it as it draws.
 */
import type { ITheme } from '@xterm/xterm';
import type { SchemeName } from '../../../shared/contract/console-settings';
import type { Theme } from '../../ui/theme';

const gruvbox: ITheme = {
  background: '#282828',
  foreground: '#ebdbb2',
  cursor: '#ebdbb2',
  cursorAccent: '#282828',
  selectionBackground: '#504945',
  selectionInactiveBackground: '#3c3836',
  black: '#282828',
  red: '#fb5a46',
  green: '#98971a',
  yellow: '#d79921',
  blue: '#83a598',
  magenta: '#d3869b',
  cyan: '#8ec07c',
  white: '#a89984',
  brightBlack: '#a08f80',
  brightRed: '#ff7864',
  brightGreen: '#b8bb26',
  brightYellow: '#fabd2f',
  brightBlue: '#9fc0b4',
  brightMagenta: '#e2a0b2',
  brightCyan: '#a8d695',
  brightWhite: '#ebdbb2',
};

const dracula: ITheme = {
  background: '#282a36',
  foreground: '#f8f8f2',
  cursor: '#f8f8f2',
  cursorAccent: '#282a36',
  selectionBackground: '#44475a',
  selectionInactiveBackground: '#383a4a',
  black: '#21222c',
  red: '#ff6e6e',
  green: '#50fa7b',
  yellow: '#f1fa8c',
  blue: '#bd93f9',
  magenta: '#ff79c6',
  cyan: '#8be9fd',
  white: '#f8f8f2',
  brightBlack: '#8d9bc7',
  brightRed: '#ff8a8a',
  brightGreen: '#69ff94',
  brightYellow: '#ffffa5',
  brightBlue: '#d6acff',
  brightMagenta: '#ff92df',
  brightCyan: '#a4ffff',
  brightWhite: '#ffffff',
};

const solarized: ITheme = {
  background: '#fdf6e3',
  foreground: '#4f646c',
  cursor: '#4f646c',
  cursorAccent: '#fdf6e3',
  selectionBackground: '#eee8d5',
  selectionInactiveBackground: '#f4eedb',
  black: '#073642',
  red: '#c42b28',
  green: '#5d6a00',
  yellow: '#816200',
  blue: '#1c6ba8',
  magenta: '#bd2873',
  cyan: '#1d7069',
  white: '#eee8d5',
  brightBlack: '#5b6e74',
  brightRed: '#b54112',
  brightGreen: '#566a72',
  brightYellow: '#5e6c6f',
  brightBlue: '#4e6b7c',
  brightMagenta: '#5d62b0',
  brightCyan: '#4f6d6d',
  brightWhite: '#fdf6e3',
};

export const schemes = { gruvbox, dracula, solarized } as const;

/** Which of the app's themes a scheme is like, for what is drawn over it. */
export const schemeKinds: Readonly<Record<SchemeName, Theme>> = {
  light: 'light',
  dark: 'dark',
  gruvbox: 'dark',
  dracula: 'dark',
  solarized: 'light',
};
