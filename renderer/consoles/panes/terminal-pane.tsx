/** One tab's panel: the terminal, the search above it, and a word when the machine is off. */
import { type RefObject, useEffect, useRef, useState } from 'react';
import type { ConsoleId } from '../../../shared/contract/console-id';
import { call, onConnectionChange, onEvent } from '../../connection/client';
import { useSettings } from '../../i18n/settings';
import { t } from '../../i18n/translate';
import { useTheme } from '../../ui/theme';
import { typeInto, useBroadcast } from '../broadcast/broadcast';
import { BroadcastBanner } from '../broadcast/broadcast-banner';
import { useConsoleCommands } from '../console-commands';
import { interceptPastes } from '../paste/paste';
import { PasteBanner } from '../paste/paste-banner';
import { SearchBar } from '../search/search-bar';
import { ring } from '../tabs/bells';
import { useConsoleSettings } from '../tabs/console-settings';
import { type ConsoleTab, markUnseen, setConnected, setSearching } from '../tabs/console-store';
import { channelOf, nodeOf, terminalLabel, useNodeName } from '../tabs/console-titles';
import { useFocus } from '../tabs/use-focus';
import { Terminal, type TerminalEvents } from '../terminal/terminal';
import { lookOf } from '../terminal/terminal-look';
import { addTerminal, removeTerminal } from '../terminal/terminals';
import { MachineOffBanner } from './machine-off-banner';
import { takeKey } from './terminal-keys';
import { followMouse } from './terminal-mouse';
import { TimesGutter } from './times-gutter';

const service = { call, onEvent, onConnectionChange };

interface Found {
  at: number;
  count: number;
}

function fontOf(host: HTMLElement): string {
  return getComputedStyle(host).fontFamily;
}

function eventsOf(id: ConsoleId, found: (at: number, count: number) => void): TerminalEvents {
  return {
    connected: (now) => setConnected(id, now),
    printed: () => markUnseen(id),
    typed: (data) => typeInto(id, data),
    rang: () => ring(id),
    key: (event) => takeKey(id, event),
    found,
  };
}

/** Everything that the terminal itself does not hear: pastes and the mouse. */
function followHost(host: HTMLElement, id: ConsoleId): () => void {
  const stops = [interceptPastes(host, id), followMouse(host, id)];
  return () => {
    for (const stop of stops) stop();
  };
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
    let unfollow = () => {};
    const make = () => {
      if (gone || host.current === null) return;
      const look = lookOf(
        useConsoleSettings.getState(),
        useTheme.getState().theme,
        fontOf(host.current),
      );
      const events = eventsOf(id, (at, count) => made.current.found({ at, count }));
      const options = { host: host.current, look, label: made.current.label };
      current = new Terminal(id, options, events, service);
      unfollow = followHost(host.current, id);
      addTerminal(id, current);
      setTerminal(current);
    };
    const font = host.current === null ? 'monospace' : fontOf(host.current);
    // A font that cannot be had is no reason to show no console: the next one in the list is taken.
    document.fonts.load(`13px ${font}`).then(make, make);
    return () => {
      gone = true;
      unfollow();
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

/** Applies theme and settings to the terminal, now and whenever they change. */
function useLook(terminal: Terminal | null, host: RefObject<HTMLDivElement | null>): void {
  const settings = useConsoleSettings();
  const theme = useTheme((state) => state.theme);
  useEffect(() => {
    if (host.current !== null) terminal?.setLook(lookOf(settings, theme, fontOf(host.current)));
  }, [terminal, settings, theme, host]);
}

export function TerminalPane({ tab, visible }: { tab: ConsoleTab; visible: boolean }) {
  const host = useRef<HTMLDivElement>(null);
  const [found, setFound] = useState<Found>({ at: -1, count: 0 });
  const name = useNodeName(tab);
  const label = terminalLabel(name, channelOf(tab.id));
  const { leave } = useConsoleCommands();
  const hint = t('{{keys}} leaves the console', { keys: leave.shortcut });
  const terminal = useTerminal(tab, label, host, setFound);
  useLook(terminal, host);
  const times = useSettings(({ consoleTimes }) => consoleTimes.includes(tab.id));
  const broadcasts = useBroadcast(({ members }) => members.includes(tab.id));
  useFit(terminal, host);
  useFocus(terminal, tab.id, visible);
  useEffect(() => terminal?.setVisible(visible), [terminal, visible]);
  useEffect(() => terminal?.setLabel(label, hint), [terminal, label, hint]);
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
      data-broadcast={broadcasts}
      hidden={!visible}
    >
      {tab.searching && terminal !== null && (
        <SearchBar terminal={terminal} found={found} onClose={endSearch} />
      )}
      {tab.connected === false && (
        <MachineOffBanner node={nodeOf(tab.id)} name={name} channel={channelOf(tab.id)} />
      )}
      <BroadcastBanner id={tab.id} />
      <PasteBanner id={tab.id} />
      <div className="terminal-body">
        {times && <TimesGutter terminal={terminal} />}
        <div className="terminal-host" ref={host} />
      </div>
    </div>
  );
}
