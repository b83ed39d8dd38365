/** Light, dark, or as the system says; one of the user's settings. */

import type { Settings } from '../../shared/contract/settings';
import { changeSettings, useSettings } from '../i18n/settings';
import type { Page } from '../page/page';
import { pageStore } from '../page/page-state';

export type Theme = 'light' | 'dark';
export type ThemeChoice = Settings['theme'];

/** How the choices are called. */
export const themeLabels: Record<ThemeChoice, string> = {
  light: 'light',
  dark: 'dark',
  system: 'system',
};

const dark = () => matchMedia('(prefers-color-scheme: dark)');

function resolve(choice: ThemeChoice): Theme {
  if (choice !== 'system') return choice;
  return dark().matches ? 'dark' : 'light';
}

export const useTheme = pageStore<{ choice: ThemeChoice; theme: Theme }>(() => ({
  choice: 'system',
  theme: 'light',
}));

function showTheme(): void {
  const choice = useSettings.getState().theme;
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
  changeSettings({ theme: nextTheme(useSettings.getState().theme, resolve('system')) });
}

/** Shows the chosen theme, and follows the choice and the system. */
export function subscribeTheme(page: Page): void {
  showTheme();
  useSettings.subscribe(({ theme }, before) => {
    if (theme !== before.theme) showTheme();
  });
  page.listen(dark(), 'change', showTheme);
}
