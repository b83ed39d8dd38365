/** What the consoles are called, after the names that the nodes have now. */
import type { Channel, ConsoleId } from '../../shared/service';
import { useDocument } from '../document/document-store';
import type { ConsoleTab } from './console-store';

export function nodeOf(id: ConsoleId): string {
  return id.slice(0, id.indexOf(':'));
}

export function channelOf(id: ConsoleId): Channel {
  return id.endsWith(':monitor') ? 'monitor' : 'console';
}

/** The node's name, or the tab's own title while the document does not hold the node. */
export function useNodeName({ id, title }: Pick<ConsoleTab, 'id' | 'title'>): string {
  return useDocument(({ document }) => {
    const node = document.nodes[nodeOf(id)];
    return node === undefined || node.kind === 'note' ? title : node.name;
  });
}

/** "pc1", "vm1 · monitor". */
export function tabTitle(name: string, channel: Channel): string {
  return channel === 'console' ? name : `${name} · monitor`;
}

/** What screen readers and tests call the terminal: "Console of pc1", "Monitor of vm1". */
export function terminalLabel(name: string, channel: Channel): string {
  return `${channel === 'console' ? 'Console' : 'Monitor'} of ${name}`;
}
