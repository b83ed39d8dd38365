/** Light, dark, or as the system says; remembered in this browser. */
import { create } from 'zustand';

export type Theme = 'light' | 'dark';
export type ThemeChoice = Theme | 'system';

/** How the choices are called. */
export const themeWords: Record<ThemeChoice, string> = {
  light: 'light',
  dark: 'dark',
  system: 'system',
};

const KEY = 'vdelab.theme';
const dark = () => matchMedia('(prefers-color-scheme: dark)');

function remembered(): ThemeChoice {
  const text = localStorage.getItem(KEY);
  return text === 'light' || text === 'dark' ? text : 'system';
}

function resolve(choice: ThemeChoice): Theme {
  if (choice !== 'system') return choice;
  return dark().matches ? 'dark' : 'light';
}

export const useTheme = create<{ choice: ThemeChoice; theme: Theme }>(() => ({
  choice: 'system',
  theme: 'light',
}));

function chooseTheme(choice: ThemeChoice): void {
  localStorage.setItem(KEY, choice);
  const theme = resolve(choice);
  document.documentElement.dataset.theme = theme;
  useTheme.setState({ choice, theme });
}

const opposite: Record<Theme, Theme> = { light: 'dark', dark: 'light' };

/** The other one than the system's, then the system's, then whatever the system says. */
export function nextTheme(choice: ThemeChoice, system: Theme): ThemeChoice {
  if (choice === 'system') return opposite[system];
  return choice === system ? 'system' : system;
}

/** Goes on to the next of the three choices. */
export function changeTheme(): void {
  chooseTheme(nextTheme(useTheme.getState().choice, resolve('system')));
}

/** Shows the remembered theme and follows the system while that is chosen. */
export function followTheme(): void {
  chooseTheme(remembered());
  dark().addEventListener('change', () => {
    const { choice } = useTheme.getState();
    if (choice === 'system') chooseTheme(choice);
  });
}
