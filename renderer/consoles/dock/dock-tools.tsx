/** The buttons at the right of the dock's bar. */

import {
  ChevronDown,
  ChevronUp,
  ClipboardPaste,
  Copy,
  Eraser,
  Maximize,
  Maximize2,
  Minimize2,
  Monitor,
  PanelBottomOpen,
  Search,
  SquareTerminal,
} from 'lucide-react';
import type { ConsoleId } from '../../../shared/contract/console-id';
import { useDocument } from '../../document/store/document-store';
import { t } from '../../i18n/translate';
import { useNodeStatus } from '../../lab/lab-store';
import { IconButton } from '../../ui/button';
import { BroadcastButton } from '../broadcast/broadcast-button';
import { useConsoleCommands } from '../console-commands';
import { terminalShortcut } from '../panes/terminal-keys';
import { pasteClipboard } from '../paste/paste';
import { fillDisplay, pressCtrlAltDel, typeClipboard } from '../screen/screens';
import {
  type ConsoleTab,
  focusTerminal,
  openConsole,
  setSearching,
  useConsoles,
} from '../tabs/console-store';
import { channelOf, nodeOf, type TabChannel, tabId } from '../tabs/console-titles';
import { toggleFill } from '../tabs/dock-moves';
import { dockRoute } from '../tabs/dock-route';
import { clearTerminal, copySelection, terminalOf } from '../terminal/terminals';
import { putBack } from './dock-window-life';

const channelText: Record<TabChannel, string> = {
  console: 'Console',
  monitor: 'Monitor',
  screen: 'Screen',
};

/** What else a machine can be seen by, beside what the tab shows. */
function useOtherChannels(tab: ConsoleTab): TabChannel[] {
  const id = nodeOf(tab.id);
  const node = useDocument(({ document }) => document.nodes[id]);
  const { channels, screen } = useNodeStatus(id);
  const isQemu = node?.kind === 'qemu';
  const all: Record<TabChannel, boolean> = {
    console: isQemu || channels.includes('console'),
    monitor: isQemu || channels.includes('monitor'),
    screen: screen || (isQemu && node.display !== 'none'),
  };
  const own = channelOf(tab.id);
  return (['console', 'monitor', 'screen'] as const).filter((one) => one !== own && all[one]);
}

function OtherChannels({ tab }: { tab: ConsoleTab }) {
  return useOtherChannels(tab).map((channel) => (
    <button
      key={channel}
      type="button"
      className="console-channel-button"
      onClick={() => openConsole(tabId(nodeOf(tab.id), channel), tab.title)}
    >
      {channel === 'screen' ? (
        <Monitor aria-hidden size={14} />
      ) : (
        <SquareTerminal aria-hidden size={14} />
      )}
      {t(channelText[channel])}
    </button>
  ));
}

function ScreenTools({ tab: { id, connected } }: { tab: ConsoleTab }) {
  return (
    <>
      <button
        type="button"
        className="console-channel-button"
        disabled={connected !== true}
        onClick={() => pressCtrlAltDel(id)}
      >
        {t('Ctrl+Alt+Del')}
      </button>
      <IconButton
        name={t('Type the clipboard')}
        disabled={connected !== true}
        onClick={() => void typeClipboard(id)}
      >
        <ClipboardPaste aria-hidden size={15} />
      </IconButton>
      <IconButton name={t('Full screen')} onClick={() => void fillDisplay(id)}>
        <Maximize aria-hidden size={15} />
      </IconButton>
    </>
  );
}

function endSearch(id: ConsoleId): void {
  setSearching(id, false);
  terminalOf(id)?.endSearch();
  focusTerminal();
}

function TerminalTools({ tab }: { tab: ConsoleTab }) {
  const { id, searching } = tab;
  // Pressing a button must not take the selection away from the terminal.
  const keepFocus = { onMouseDown: (event: { preventDefault(): void }) => event.preventDefault() };
  return (
    <>
      <IconButton
        name={t('Find')}
        shortcut={terminalShortcut('find')}
        aria-pressed={searching}
        onClick={() => (searching ? endSearch(id) : setSearching(id, true))}
      >
        <Search aria-hidden size={15} />
      </IconButton>
      <IconButton
        name={t('Copy selection')}
        shortcut={terminalShortcut('copy')}
        {...keepFocus}
        onClick={() => void copySelection(id)}
      >
        <Copy aria-hidden size={15} />
      </IconButton>
      <IconButton
        name={t('Paste')}
        shortcut={terminalShortcut('paste')}
        onClick={() => void pasteClipboard(id)}
      >
        <ClipboardPaste aria-hidden size={15} />
      </IconButton>
      <BroadcastButton />
      <IconButton
        name={t('Clear')}
        shortcut={terminalShortcut('clear')}
        onClick={() => clearTerminal(id)}
      >
        <Eraser aria-hidden size={15} />
      </IconButton>
    </>
  );
}

/** What can be done with the tab that the person works in. */
export function TabTools({ tab }: { tab: ConsoleTab }) {
  const Tools = channelOf(tab.id) === 'screen' ? ScreenTools : TerminalTools;
  return (
    <>
      <OtherChannels tab={tab} />
      <Tools tab={tab} />
    </>
  );
}

function PutBackButton() {
  return (
    <button type="button" className="console-channel-button" onClick={putBack}>
      <PanelBottomOpen aria-hidden size={14} />
      {t('Put back')}
    </button>
  );
}

function HeightButtons() {
  const { toggleDock } = useConsoleCommands();
  const open = useConsoles((state) => state.open);
  const fills = useConsoles((state) => state.fills);
  return (
    <>
      <IconButton
        name={fills ? t('Show the drawing') : t('Maximise consoles')}
        aria-pressed={fills}
        onClick={toggleFill}
      >
        {fills ? <Minimize2 aria-hidden size={15} /> : <Maximize2 aria-hidden size={15} />}
      </IconButton>
      <IconButton
        name={open ? t('Hide consoles') : t('Show consoles')}
        shortcut={toggleDock.shortcut}
        aria-expanded={open}
        onClick={toggleDock.run}
      >
        {open ? <ChevronDown aria-hidden size={16} /> : <ChevronUp aria-hidden size={16} />}
      </IconButton>
    </>
  );
}

/** What can be done with the whole dock. */
export function DockTools() {
  return (
    <div className="console-tools">
      {dockRoute === null ? <HeightButtons /> : <PutBackButton />}
    </div>
  );
}
