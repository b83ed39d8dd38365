/** What the consoles are called, after the names that the nodes have now. */

import { type Channel, consoleId } from '../../../shared/contract/console-id';
import { isDevice, type TopologyDocument } from '../../../shared/document/topology';
import { currentDocument, useDocument } from '../../document/store/document-store';
import { t } from '../../i18n/translate';
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

type Titled = Pick<ConsoleTab, 'id' | 'title'>;

function nameIn({ nodes }: TopologyDocument, { id, title }: Titled): string {
  const node = nodes[nodeOf(id)];
  return isDevice(node) ? node.name : title;
}

/** The node's name, or the tab's own title while the document does not hold the node. */
export function useNodeName(tab: Titled): string {
  return useDocument(({ document }) => nameIn(document, tab));
}

/** The node's name at this moment, as {@link useNodeName} has it. */
export function currentNodeName(tab: Titled): string {
  return nameIn(currentDocument(), tab);
}

/** "pc1", "vm1 · monitor", "vm1 · screen". */
export function tabTitle(name: string, channel: TabChannel): string {
  if (channel === 'console') return name;
  return channel === 'screen'
    ? t('{{name}} · screen', { name })
    : t('{{name}} · monitor', { name });
}

/** What screen readers and tests call the terminal: "Console of pc1", "Monitor of vm1". */
export function terminalLabel(name: string, channel: TabChannel): string {
  return channel === 'console'
    ? t('Console of {{name}}', { name })
    : t('Monitor of {{name}}', { name });
}
