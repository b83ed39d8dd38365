/**
 * The terminal's colours, beside the tokens of the page. Each has a contrast of 4.5 to 1 or more with
 * the terminal's background (WCAG AA), save for those that are its own shade (black on dark, white on
 * light); xterm lifts these, and any that programs pick, where they are used for text.
 */
import type { ITheme } from '@xterm/xterm';
import type { Theme } from '../../ui/theme';

const light: ITheme = {
  background: '#ffffff',
  foreground: '#1a2029',
  cursor: '#2c5fe0',
  cursorAccent: '#ffffff',
  selectionBackground: '#c9d6ff',
  selectionInactiveBackground: '#e0e5f2',
  scrollbarSliderBackground: '#1d243026',
  scrollbarSliderHoverBackground: '#1d243045',
  scrollbarSliderActiveBackground: '#1d243060',
  black: '#1a2029',
  red: '#b3261e',
  green: '#1a7037',
  yellow: '#875400',
  blue: '#2447c8',
  magenta: '#8a2f9e',
  cyan: '#0b6a78',
  white: '#e1e5ea',
  brightBlack: '#667080',
  brightRed: '#c4322a',
  brightGreen: '#1c783c',
  brightYellow: '#8f5a00',
  brightBlue: '#3457e0',
  brightMagenta: '#9a3aae',
  brightCyan: '#0c7482',
  brightWhite: '#f5f6f8',
};

const dark: ITheme = {
  background: '#12161b',
  foreground: '#e8ebef',
  cursor: '#7da4ff',
  cursorAccent: '#12161b',
  selectionBackground: '#2f4583',
  selectionInactiveBackground: '#2a3246',
  scrollbarSliderBackground: '#dbe2ee26',
  scrollbarSliderHoverBackground: '#dbe2ee45',
  scrollbarSliderActiveBackground: '#dbe2ee60',
  black: '#242b34',
  red: '#ff7b72',
  green: '#63d489',
  yellow: '#e8c268',
  blue: '#86a5ff',
  magenta: '#d99bf0',
  cyan: '#63cfdc',
  white: '#dbe2ee',
  brightBlack: '#8a95a8',
  brightRed: '#ff9a92',
  brightGreen: '#86e5a6',
  brightYellow: '#f3d58d',
  brightBlue: '#a9c0ff',
  brightMagenta: '#e7b9f7',
  brightCyan: '#8be2ec',
  brightWhite: '#ffffff',
};

export const terminalThemes: Readonly<Record<Theme, ITheme>> = { light, dark };

/** Marks of the search, for each theme; six-digit colours, as the search needs them. */
export const searchMarks = {
  light: {
    matchBackground: '#ffe9a8',
    matchOverviewRuler: '#d19a00',
    activeMatchBackground: '#ffc94d',
    activeMatchColorOverviewRuler: '#b36b00',
  },
  dark: {
    matchBackground: '#5a4a12',
    matchOverviewRuler: '#c79a2a',
    activeMatchBackground: '#8a6a10',
    activeMatchColorOverviewRuler: '#ffd566',
  },
} as const;
