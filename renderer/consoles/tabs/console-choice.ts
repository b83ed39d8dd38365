/** What the menus of consoles are made of. */
import type { MenuChoice } from '../../ui/menu/floating-menu-store';
import { focusTerminal } from './console-store';

export type ConsoleEntry = Omit<MenuChoice, 'kind'>;

/** A choice that leaves the keyboard with the console. */
export function choiceHere({ act, ...entry }: ConsoleEntry): MenuChoice {
  const actHere = () => {
    act();
    focusTerminal();
  };
  return { kind: 'choice', ...entry, act: actHere };
}
