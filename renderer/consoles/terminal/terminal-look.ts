/** The options of a terminal, from the settings and the theme of the app. Pure. */
import type { ITerminalOptions, ITheme } from '@xterm/xterm';
import type { ConsoleSettings } from '../../../shared/contract/console-settings';
import type { Theme } from '../../ui/theme';
import { schemeKinds, schemes } from './terminal-schemes';
import { searchMarks, terminalThemes } from './terminal-theme';

export interface TerminalLook {
  readonly options: ITerminalOptions;
  readonly colours: ITheme;
  readonly marks: (typeof searchMarks)[Theme];
}

/** @param ownFont the app's own font for consoles */
export function lookOf(settings: ConsoleSettings, theme: Theme, ownFont: string): TerminalLook {
  const name = settings.scheme === 'app' ? theme : settings.scheme;
  const colours = name === 'light' || name === 'dark' ? terminalThemes[name] : schemes[name];
  return {
    colours,
    marks: searchMarks[schemeKinds[name]],
    options: {
      cursorBlink: settings.blink,
      cursorStyle: settings.cursor,
      fontFamily: settings.font.trim() === '' ? ownFont : `${settings.font}, ${ownFont}`,
      fontSize: settings.fontSize,
      lineHeight: settings.lineHeight,
      scrollback: settings.scrollback,
      screenReaderMode: settings.screenReader,
    },
  };
}
