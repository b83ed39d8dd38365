/**
 * Opens the menu of a thing on the drawing, at the pointer or, by key, at the thing itself. How a command
 * is given comes from outside, for one of the commands opens a menu.
 */
import { Plus } from 'lucide-react';
import type { MouseEvent } from 'react';
import type { Point } from '../../document/records/new-node';
import { spokenName } from '../../document/records/spoken-name';
import { currentDocument } from '../../document/store/document-store';
import { select, useSelection } from '../../document/store/selection';
import { farCableAt } from '../../editor/cables/far-cables';
import { addAtPointer } from '../../editor/placing/add-node';
import { cableName } from '../../editor/scene/flow-elements';
import { renderedRecord } from '../../editor/scene/rendered-record';
import { t } from '../../i18n/translate';
import { addableKinds, kindViews } from '../../kinds/registry';
import { shortcutKeys } from '../../ui/keys/shortcuts';
import { inGroups, type MenuEntry, openMenu } from '../../ui/menu/floating-menu-store';
import type { ContextTarget } from '../model/command';
import { type CommandState, commandState } from '../model/command-state';
import { type CommandId, commands, shortcutOf } from '../registry/registry';
import { contextMenu, labelInMenu, targetOf } from './context-menu';

type Give = (command: CommandId) => void;

function commandEntry(
  id: CommandId,
  target: ContextTarget,
  state: CommandState,
  give: Give,
): MenuEntry {
  const { icon, enabled } = commands[id];
  return {
    kind: 'choice',
    label: labelInMenu(id, target, state),
    keys: shortcutKeys(shortcutOf(id)),
    disabled: !enabled(state),
    act: () => give(id),
    ...(icon !== undefined && { icon }),
  };
}

function addEntries(at: Point): MenuEntry {
  const entries = addableKinds.map(
    ({ kind }): MenuEntry => ({
      kind: 'choice',
      label: t(kindViews[kind].title),
      symbol: kind,
      act: () => addAtPointer(kind, at),
    }),
  );
  return { kind: 'more', label: t('Add here'), icon: Plus, entries };
}

interface Target {
  target: ContextTarget;
  title: string;
}

function entriesOf({ target }: Target, at: Point, give: Give): MenuEntry[] {
  const state = commandState();
  return inGroups(
    contextMenu(target, state).map(({ group, ids }) => [
      ...(group === 'add' && target === 'canvas' ? [addEntries(at)] : []),
      ...ids.map((id) => commandEntry(id, target, state, give)),
    ]),
  );
}

/** What is selected now, as a target with its name. */
function selectedTarget(): Target {
  const document = currentDocument();
  const ids = [...useSelection.getState().ids];
  const nodes = ids.flatMap((id) => document.nodes[id] ?? []);
  const [only] = ids;
  if (only === undefined) return { target: 'canvas', title: t('Drawing') };
  if (ids.length > 1)
    return { target: 'selection', title: t('{{count}} selected', { count: ids.length }) };
  const cable = document.cables[only];
  if (cable !== undefined) return { target: 'cable', title: cableName(document, cable) };
  return { target: targetOf(nodes[0]!), title: spokenName(nodes[0]!) };
}

/**
 * Opens the menu of a record, or of the selection that it is part of; a record outside of it is
 * selected first.
 *
 * @param id null for the canvas itself
 */
function openContextMenu(id: string | null, at: Point, give: Give): void {
  if (id === null) select([]);
  else if (!useSelection.getState().ids.has(id)) select([id]);
  openSelectionMenu(at, give);
}

/** The record under a press; null for the canvas itself, undefined for what lies over it. */
function recordUnder(target: Element): string | null | undefined {
  const record = renderedRecord(target);
  if (record !== undefined) return record;
  return target.closest('.react-flow__pane, .empty-canvas') === null ? undefined : null;
}

/** A right click on the drawing. Fields keep the browser's own menu, for cut and paste. */
export function handleContextMenu(event: MouseEvent, give: Give): void {
  const target = event.target as Element;
  const record = target.closest('input, textarea') === null ? recordUnder(target) : undefined;
  if (record === undefined) return;
  event.preventDefault();
  const at = { x: event.clientX, y: event.clientY };
  openContextMenu(record ?? farCableAt(at), at, give);
}

/** Below the thing that has the focus, else below what is selected, else in the middle. */
export function openMenuByKey(give: Give): void {
  const { document } = window;
  const focused = document.activeElement?.closest('.react-flow__node');
  const element = focused ?? document.querySelector('.react-flow__node.selected');
  const pane = document.querySelector('.canvas')?.getBoundingClientRect() ?? new DOMRect();
  const box = element?.getBoundingClientRect();
  openSelectionMenu(
    box === undefined
      ? { x: pane.x + pane.width / 2, y: pane.y + pane.height / 2 }
      : { x: box.x + 24, y: box.y + 24 },
    give,
  );
}

/** Opens the menu of what is selected. */
export function openSelectionMenu(at: Point, give: Give): void {
  const target = selectedTarget();
  openMenu({ title: target.title, at, entries: entriesOf(target, at, give) });
}
