/** What the consoles are called, after the names that the nodes have now. */

import { type Channel, consoleId } from '../../shared/console-id';
import { isDevice } from '../../shared/topology';
import { currentDocument, useDocument } from '../document/document-store';
import { t } from '../ui/translate';
import type { ConsoleTab } from './console-store';

/** What a tab shows of its node. */
export type TabChannel = Channel | 'screen';

/** `<node id>:<channel>`, as consoles are named; `<node id>:screen` for a screen. */
export function tabId(node: string, channel: TabChannel): string {
  return channel === 'screen' ? `${node}:screen` : consoleId(node, channel);
}

export function nodeOf(id: string): string {
  return id.slice(0, id.indexOf(':'));
}

export function channelOf(id: string): TabChannel {
  if (id.endsWith(':screen')) return 'screen';
  return id.endsWith(':monitor') ? 'monitor' : 'console';
}

/** The node's name, or the tab's own title while the document does not hold the node. */
export function useNodeName({ id, title }: Pick<ConsoleTab, 'id' | 'title'>): string {
  return useDocument(({ document }) => {
    const node = document.nodes[nodeOf(id)];
    return !isDevice(node) ? title : node.name;
  });
}

/** The node's name at this moment, as {@link useNodeName} has it. */
export function currentNodeName({ id, title }: Pick<ConsoleTab, 'id' | 'title'>): string {
  const node = currentDocument().nodes[nodeOf(id)];
  return node === undefined || !isDevice(node) ? title : node.name;
}

/** "pc1", "vm1 · monitor", "vm1 · screen". */
export function tabTitle(name: string, channel: TabChannel): string {
  return channel === 'console' ? name : `${name} · ${channel}`;
}

/** What screen readers and tests call the terminal: "Console of pc1", "Monitor of vm1". */
export function terminalLabel(name: string, channel: TabChannel): string {
  return channel === 'console'
    ? t('Console of {{name}}', { name })
    : t('Monitor of {{name}}', { name });
}
