/** The buttons at the right of the dock's bar. */
import {
  ChevronDown,
  ChevronUp,
  ClipboardPaste,
  Copy,
  Eraser,
  Search,
  SquareTerminal,
} from 'lucide-react';
import { type ConsoleId, consoleId } from '../../shared/service';
import { useDocument } from '../document/document-store';
import { useNodeStatus } from '../session/lab-store';
import { IconButton } from '../ui/button';
import {
  type ConsoleTab,
  focusTerminal,
  openConsole,
  setSearching,
  toggleDock,
  useConsoles,
} from './console-store';
import { channelOf, nodeOf } from './console-titles';
import { clearTerminal, copySelection, pasteClipboard, terminalOf } from './terminals';

/** Opens the other channel of a node that has both a console and a monitor. */
function OtherChannelButton({ tab }: { tab: ConsoleTab }) {
  const node = nodeOf(tab.id);
  const kind = useDocument(({ document }) => document.nodes[node]?.kind);
  const { channels } = useNodeStatus(node);
  if (kind !== 'qemu' && !channels.includes('monitor')) return null;
  const other = channelOf(tab.id) === 'console' ? 'monitor' : 'console';
  return (
    <button
      type="button"
      className="console-channel-button"
      onClick={() => openConsole(consoleId(node, other), tab.title)}
    >
      <SquareTerminal aria-hidden size={14} />
      {other === 'monitor' ? 'Monitor' : 'Console'}
    </button>
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
      <OtherChannelButton tab={tab} />
      <IconButton
        name="Find"
        shortcut="Ctrl+Shift+F"
        aria-pressed={searching}
        onClick={() => (searching ? endSearch(id) : setSearching(id, true))}
      >
        <Search aria-hidden size={15} />
      </IconButton>
      <IconButton
        name="Copy selection"
        shortcut="Ctrl+Shift+C"
        {...keepFocus}
        onClick={() => void copySelection(id)}
      >
        <Copy aria-hidden size={15} />
      </IconButton>
      <IconButton name="Paste" shortcut="Ctrl+Shift+V" onClick={() => void pasteClipboard(id)}>
        <ClipboardPaste aria-hidden size={15} />
      </IconButton>
      <IconButton name="Clear" shortcut="Ctrl+Shift+K" onClick={() => clearTerminal(id)}>
        <Eraser aria-hidden size={15} />
      </IconButton>
    </>
  );
}

export function DockTools({ tab }: { tab: ConsoleTab | undefined }) {
  const open = useConsoles((state) => state.open);
  return (
    <div className="console-tools">
      {tab !== undefined && open && <TerminalTools tab={tab} />}
      <IconButton
        name={open ? 'Hide consoles' : 'Show consoles'}
        shortcut="Ctrl+J"
        aria-expanded={open}
        onClick={toggleDock}
      >
        {open ? <ChevronDown aria-hidden size={16} /> : <ChevronUp aria-hidden size={16} />}
      </IconButton>
    </div>
  );
}
