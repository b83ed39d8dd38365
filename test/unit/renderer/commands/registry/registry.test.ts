import { expect, test } from 'vitest';
import { historyEntries } from '../../../../../renderer/commands/actions/history-menu';
import {
  type CommandState,
  commandState,
} from '../../../../../renderer/commands/model/command-state';
import {
  type CommandId,
  commandLabel,
  commands,
} from '../../../../../renderer/commands/registry/registry';
import { useConsoles } from '../../../../../renderer/consoles/tabs/console-store';
import { addCable } from '../../../../../renderer/document/edits/cable-edits';
import { addNode } from '../../../../../renderer/document/edits/edits';
import { collapseGroups, groupNodes } from '../../../../../renderer/document/edits/group-edits';
import { switchCables } from '../../../../../renderer/document/edits/switch-cables';
import { lockNodes } from '../../../../../renderer/document/records/locks';
import type { History, Step } from '../../../../../renderer/document/store/history';
import { applyDiff, emptyDiff } from '../../../../../shared/document/document-diff';
import { emptyDocument, type TopologyDocument } from '../../../../../shared/document/topology';

const step = (label: string): Step => ({ label, diff: emptyDiff(), key: null });
const history: History = {
  past: [step('Add pc1'), step('Move 3 nodes')],
  future: [step('Delete pc2'), step('Rename pc1')],
};

function twoCabledPcs(): { document: TopologyDocument; cable: string } {
  let document = emptyDocument('00000000-0000-4000-8000-000000000000');
  const ids = [0, 1].map(() => {
    const { diff, id } = addNode(document, 'pc', { x: 0, y: 0 });
    document = applyDiff(document, diff);
    return id;
  });
  const [a, b] = ids.map((node) => ({ node, port: 0 }));
  const { diff, id } = addCable(document, a!, b!);
  return { document: applyDiff(document, diff), cable: id };
}

function stateWith(change: Partial<CommandState>): CommandState {
  const document = emptyDocument('00000000-0000-4000-8000-000000000000');
  const lab = { nodes: {}, cables: {} };
  return { ...commandState(), document, history, ids: new Set(), lab, ...change };
}

const isEnabled = (id: CommandId, state: CommandState) => commands[id].enabled(state);

test('undo and redo say what they would do', () => {
  const state = stateWith({});
  expect(commandLabel('edit.undo', state)).toBe('Undo Move 3 nodes');
  expect(commandLabel('edit.redo', state)).toBe('Redo Rename pc1');
  const nothing = stateWith({ history: { past: [], future: [] } });
  expect(commandLabel('edit.undo', nothing)).toBe('Undo');
  expect(isEnabled('edit.history', state)).toBe(true);
  expect(isEnabled('edit.history', nothing)).toBe(false);
});

test('the history lists the nearest steps in its middle', () => {
  const labels = historyEntries(history).map((entry) =>
    entry.kind === 'choice' ? entry.label : entry.kind,
  );
  expect(labels).toEqual([
    'heading',
    'Delete pc2',
    'Rename pc1',
    'line',
    'heading',
    'Move 3 nodes',
    'Add pc1',
  ]);
});

test('a cable is switched off, and its command then says that it switches it on', () => {
  const { document, cable } = twoCabledPcs();
  const state = stateWith({ document, ids: new Set([cable]) });
  expect(commandLabel('edit.switchCable', state)).toBe('Link down');
  expect(isEnabled('edit.switchCable', state)).toBe(true);
  expect(isEnabled('view.cableEnd', state)).toBe(true);
  expect(isEnabled('edit.rename', state)).toBe(false);
  const { label, diff } = switchCables(document, [cable]);
  expect(label).toBe('Link down');
  const off = applyDiff(document, diff);
  expect(off.cables[cable]?.up).toBe(false);
  expect(commandLabel('edit.switchCable', { ...state, document: off })).toBe('Link up');
  expect(applyDiff(off, switchCables(off, [cable]).diff)).toEqual(document);
});

test('what a command does and undoes is called by what it would do now', () => {
  const { document } = twoCabledPcs();
  const [one, other] = Object.keys(document.nodes);
  const label = (id: CommandId, change: Partial<CommandState>) =>
    commandLabel(id, stateWith({ document, ...change }));
  const both = { ids: new Set([one!, other!]) };
  expect(label('edit.lock', {})).toBe('Lock or unlock');
  expect(label('edit.lock', both)).toBe('Lock');
  const half = applyDiff(document, lockNodes(document, [one!], true));
  expect(label('edit.lock', { ...both, document: half })).toBe('Lock');
  expect(label('edit.lock', { ids: new Set([one!]), document: half })).toBe('Unlock');

  const { diff, id } = groupNodes(document, [one!, other!]);
  const grouped = applyDiff(document, diff);
  const collapsed = applyDiff(grouped, collapseGroups(grouped, [id!], true));
  expect(label('edit.collapse', both)).toBe('Collapse or expand group');
  expect(label('edit.collapse', { ...both, document: grouped })).toBe('Collapse group');
  expect(label('edit.collapse', { ids: new Set([id!]), document: collapsed })).toBe('Expand group');

  const { settings } = commandState();
  const labelled = (labels: boolean) => ({
    settings: { ...settings, cables: { ...settings.cables, labels } },
  });
  expect(label('view.portLabels', labelled(true))).toBe('Hide port labels');
  expect(label('view.portLabels', labelled(false))).toBe('Show port labels');
  const dock = useConsoles.getState();
  expect(label('view.dock', { dock: { ...dock, open: true } })).toBe('Hide consoles');
  expect(label('view.dock', { dock: { ...dock, open: false } })).toBe('Show consoles');
});

test('commands about machines need one', () => {
  const { document, cable } = twoCabledPcs();
  const [pc] = Object.keys(document.nodes);
  const cabled = stateWith({ document, ids: new Set([cable]) });
  const machine = stateWith({ document, ids: new Set([pc!]) });
  expect(isEnabled('lab.startSelection', cabled)).toBe(false);
  expect(isEnabled('lab.startSelection', machine)).toBe(true);
  expect(isEnabled('lab.stopSelection', machine)).toBe(false);
  expect(isEnabled('edit.rename', machine)).toBe(true);
});

test('what is on or off is ticked', () => {
  const { settings } = commandState();
  const grid = (on: boolean) =>
    stateWith({ settings: { ...settings, canvas: { ...settings.canvas, grid: on } } });
  expect(commands['view.grid'].checked?.(grid(true))).toBe(true);
  expect(commands['view.grid'].checked?.(grid(false))).toBe(false);
  expect(commands['file.save'].checked).toBeUndefined();
});

test('a shortcut belongs to one command', () => {
  const used = Object.values(commands).flatMap(({ shortcuts }) => shortcuts ?? []);
  expect(used.toSorted()).toEqual([...new Set(used)].toSorted());
});
