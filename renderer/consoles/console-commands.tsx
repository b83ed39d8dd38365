/** Commands that consoles show and give. Whoever has the commands hands these down. */
import { createContext, type ReactNode, useContext } from 'react';

interface ConsoleCommand {
  readonly label: string;
  /** As it is shown, `Ctrl+Shift+B`. */
  readonly shortcut: string;
  readonly run: () => void;
}

export interface ConsoleCommands {
  readonly broadcast: ConsoleCommand;
  /** From the console to its tab. */
  readonly leave: ConsoleCommand;
  readonly toggleDock: ConsoleCommand;
}

const Context = createContext<ConsoleCommands | null>(null);

export function ConsoleCommandsProvider({
  commands,
  children,
}: {
  commands: ConsoleCommands;
  children: ReactNode;
}) {
  return <Context value={commands}>{children}</Context>;
}

/** Throws outside of a provider. */
export function useConsoleCommands(): ConsoleCommands {
  const commands = useContext(Context);
  if (commands === null) throw new Error('Consoles need a ConsoleCommandsProvider around them');
  return commands;
}
