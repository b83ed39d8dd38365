/** One tab's panel: the terminal, the search above it, and a word when the machine is off. */
import { type RefObject, useEffect, useRef, useState } from 'react';
import { call, onConnectionChange, onEvent } from '../session/client';
import { useTheme } from '../ui/theme';
import { type ConsoleTab, markUnseen, setConnected, setSearching } from './console-store';
import { channelOf, nodeOf, terminalLabel, useNodeName } from './console-titles';
import { MachineOffBanner } from './machine-off-banner';
import { SearchBar } from './search-bar';
import { Terminal } from './terminal';
import { addTerminal, removeTerminal, takeKey } from './terminals';
import { useFocus } from './use-focus';

const service = { call, onEvent, onConnectionChange };

interface Found {
  at: number;
  count: number;
}

function fontOf(host: HTMLElement): string {
  return getComputedStyle(host).fontFamily;
}

/** Makes the terminal when its font is there, because the grid is measured with it. */
function useTerminal(
  tab: ConsoleTab,
  label: string,
  host: RefObject<HTMLDivElement | null>,
  found: (found: Found) => void,
): Terminal | null {
  const [terminal, setTerminal] = useState<Terminal | null>(null);
  const { id } = tab;
  const made = useRef({ label, found });
  made.current = { label, found };
  useEffect(() => {
    let current: Terminal | null = null;
    let gone = false;
    const make = () => {
      if (gone || host.current === null) return;
      const { theme } = useTheme.getState();
      const options = { host: host.current, theme, fontFamily: fontOf(host.current) };
      const events = {
        connected: (now: boolean) => setConnected(id, now),
        printed: () => markUnseen(id),
        key: (event: KeyboardEvent) => takeKey(id, event),
        found: (at: number, count: number) => made.current.found({ at, count }),
      };
      current = new Terminal(id, { ...options, label: made.current.label }, events, service);
      addTerminal(id, current);
      setTerminal(current);
    };
    const font = host.current === null ? 'monospace' : fontOf(host.current);
    // A font that cannot be had is no reason to show no console: the next one in the list is taken.
    document.fonts.load(`13px ${font}`).then(make, make);
    return () => {
      gone = true;
      removeTerminal(id);
      current?.dispose();
      setTerminal(null);
    };
  }, [id, host]);
  return terminal;
}

/** Keeps the grid as large as its place. */
function useFit(terminal: Terminal | null, host: RefObject<HTMLDivElement | null>): void {
  useEffect(() => {
    if (terminal === null || host.current === null) return;
    const observer = new ResizeObserver(([entry]) => {
      // A hidden panel has no size; its guest keeps the one it had.
      if (entry !== undefined && entry.contentRect.height > 0) terminal.fitSoon();
    });
    observer.observe(host.current);
    return () => observer.disconnect();
  }, [terminal, host]);
}

export function TerminalPane({ tab, visible }: { tab: ConsoleTab; visible: boolean }) {
  const host = useRef<HTMLDivElement>(null);
  const [found, setFound] = useState<Found>({ at: -1, count: 0 });
  const name = useNodeName(tab);
  const label = terminalLabel(name, channelOf(tab.id));
  const terminal = useTerminal(tab, label, host, setFound);
  const theme = useTheme((state) => state.theme);
  useFit(terminal, host);
  useFocus(terminal, tab.id, visible);
  useEffect(() => terminal?.setTheme(theme), [terminal, theme]);
  useEffect(() => terminal?.setLabel(label), [terminal, label]);
  const endSearch = () => {
    setSearching(tab.id, false);
    terminal?.endSearch();
    terminal?.focus();
  };
  return (
    <div
      className="terminal-pane"
      role="tabpanel"
      id={`panel-${tab.id}`}
      aria-label={label}
      hidden={!visible}
    >
      {tab.searching && terminal !== null && (
        <SearchBar terminal={terminal} found={found} onClose={endSearch} />
      )}
      {tab.connected === false && (
        <MachineOffBanner node={nodeOf(tab.id)} name={name} channel={channelOf(tab.id)} />
      )}
      <div className="terminal-host" ref={host} />
    </div>
  );
}
