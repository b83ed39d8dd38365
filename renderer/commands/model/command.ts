/**
 * A command: one object with all that menus, palette, keys and buttons show of it and do with it. A new one stands
 * in one file of commands/groups/ and nowhere else.
 */
import type { LucideIcon } from 'lucide-react';
import type { CommandState } from './command-state';
import type { MenuPlace } from './menus';

/** Things on the drawing that have a menu of their own; `canvas` is the drawing itself. */
export type ContextTarget = 'node' | 'drawing' | 'cable' | 'selection' | 'canvas';

/** The groups of the menus of things, in their order, with lines between them. */
export const contextGroups = [
  'open',
  'power',
  'connect',
  'route',
  'copy',
  'group',
  'align',
  'space',
  'lock',
  'go',
  'delete',
  'add',
  'undo',
  'layout',
  'view',
  'more',
] as const;

/** Where a command stands in the menus of things. */
interface ContextPlace {
  readonly targets: readonly ContextTarget[];
  readonly group: (typeof contextGroups)[number];
  /** Its place in the group: 0 unless given, the least first, then as they are listed. */
  readonly order?: number;
  /** What it is called there, where what is meant goes without saying. */
  readonly label?: (target: ContextTarget) => string;
  /** Whether it is listed at all; without this always, grey when it cannot be given. Pure. */
  readonly isListed?: (state: CommandState) => boolean;
}

/** Where the keyboard can be, beside the drawing and the buttons of the page. */
export type KeyPlace = 'fields' | 'consoles' | 'screens';

/** What a command can ask of whoever runs it. */
export interface CommandHost {
  /** Opens the menu of what is selected, below it. */
  openContextMenu(): void;
}

export interface Command {
  /** What it is always called. */
  readonly label: string;
  /** What it is called just now, where it tells what it would do: "Undo Move 3 nodes". Pure. */
  readonly labelNow?: (state: CommandState) => string;
  /** Other words that people look for it by, for the palette. */
  readonly alias?: string;
  readonly place: MenuPlace;
  readonly context?: ContextPlace;
  readonly icon?: LucideIcon;
  /** Written `Mod+Shift+Z`, where Mod is Ctrl (Cmd on a Mac); the first is the one that is shown. */
  readonly shortcuts?: readonly string[];
  /**
   * Where else the shortcuts work. In `fields` they must mean nothing to a text; those that work in `consoles` or
   * `screens` go before anything else in the page, and a guest must not need them.
   */
  readonly worksIn?: readonly KeyPlace[];
  /** The browser turns the shortcut into an event that carries the clipboard, which does the command. */
  readonly isClipboardEvent?: true;
  /** By a key it is about the node or cable that the keyboard was led to, selected or not. */
  readonly isAboutSelection?: true;
  /** Whether it would do something in this state. Pure. */
  readonly enabled: (state: CommandState) => boolean;
  /** For what is on or off: whether it is on. Pure. */
  readonly checked?: (state: CommandState) => boolean;
  /** Does it; what it throws or rejects with is shown. */
  readonly run: (host: CommandHost) => unknown;
}

/** Commands by their ids. */
export type Commands = Readonly<Record<string, Command>>;

/** For commands that always do something. */
export const always = (): boolean => true;
