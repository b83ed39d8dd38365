/** Everything that the command palette offers: commands, consoles, nodes, examples, files opened lately. */
import { FileClock, LayoutTemplate, SquareTerminal } from 'lucide-react';
import type { RecentFile } from '../../../shared/contract/service';
import { isDevice, nameOf, type TopologyNode } from '../../../shared/document/topology';
import { openExample, openRecent } from '../../commands/actions/file-actions';
import { type CommandState, commandState } from '../../commands/model/command-state';
import { menuOf, menus } from '../../commands/model/menus';
import { perform } from '../../commands/perform';
import {
  type CommandId,
  commandIds,
  commandLabel,
  commands,
  shortcutOf,
} from '../../commands/registry/registry';
import { useSession } from '../../connection/session-store';
import {
  type ConsoleTab,
  focusTerminal,
  showTab,
  useConsoles,
} from '../../consoles/tabs/console-store';
import { channelOf, nodeOf, tabTitle } from '../../consoles/tabs/console-titles';
import { currentDocument } from '../../document/store/document-store';
import { nodeSummary } from '../../editor/scene/node-summary';
import { shownName } from '../../editor/search/node-search';
import { showHit } from '../../editor/search/node-search-store';
import { t } from '../../i18n/translate';
import { kindViews } from '../../kinds/registry';
import { runningNode } from '../../lab/drift';
import { nodeStatus } from '../../lab/lab-store';
import { shortcutKeys } from '../../ui/keys/shortcuts';
import { addToView } from './add-entries';
import type { PaletteEntry } from './palette-search';

function commandEntry(id: CommandId, state: CommandState): PaletteEntry {
  const { label, alias = '', place, icon, enabled } = commands[id];
  return {
    id,
    section: 'command',
    label: commandLabel(id, state),
    alias: `${label} ${alias}`.trim(),
    detail: menus[menuOf(place)].title,
    keys: shortcutKeys(shortcutOf(id)),
    disabled: !enabled(state),
    act: () => perform(id),
    ...(icon !== undefined && { icon }),
  };
}

function nodeEntry(node: TopologyNode): PaletteEntry {
  const summary = isDevice(node) ? nodeSummary(runningNode(node, nodeStatus(node.id))) : '';
  return {
    id: `node ${node.id}`,
    section: 'node',
    label: shownName(node),
    detail: [t(kindViews[node.kind].title), summary].filter(Boolean).join(' · '),
    keys: [],
    symbol: node.kind,
    disabled: false,
    act: () => showHit(node.id),
  };
}

function consoleEntry({ id, title }: ConsoleTab): PaletteEntry {
  const node = currentDocument().nodes[nodeOf(id)];
  const name = node === undefined ? title : nameOf(node);
  return {
    id: `console ${id}`,
    section: 'console',
    label: tabTitle(name, channelOf(id)),
    detail: t('Open console'),
    keys: [],
    icon: SquareTerminal,
    disabled: false,
    act: () => {
      showTab(id);
      focusTerminal();
    },
  };
}

function exampleEntries(): PaletteEntry[] {
  return (useSession.getState().hello?.examples ?? []).map(({ id, title, description }) => ({
    id: `example ${id}`,
    section: 'example',
    label: t(title),
    detail: t(description),
    keys: [],
    icon: LayoutTemplate,
    disabled: false,
    act: () => void openExample(id),
  }));
}

/** Labs opened lately, as entries that open them again. */
export function fileEntries(files: readonly RecentFile[]): PaletteEntry[] {
  return files.map(({ path, name }) => ({
    id: `file ${path}`,
    section: 'file',
    label: name,
    detail: path,
    keys: [],
    icon: FileClock,
    disabled: false,
    act: () => void openRecent(path),
  }));
}

/** The palette itself is open already when it is asked for. */
const isOffered = (id: CommandId) => id !== 'view.commands';

/** All entries as they are now. */
export function paletteEntries(): PaletteEntry[] {
  const state = commandState();
  const ids = commandIds.filter(isOffered);
  return [
    ...useConsoles.getState().tabs.map(consoleEntry),
    ...ids.map((id) => commandEntry(id, state)),
    ...addToView(),
    ...Object.values(state.document.nodes).map(nodeEntry),
    ...exampleEntries(),
  ];
}
