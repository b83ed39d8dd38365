import { expect, test } from 'vitest';
import {
  contextMenu,
  labelInMenu,
  targetOf,
} from '../../../../../renderer/commands/menus/context-menu';
import type { ContextTarget } from '../../../../../renderer/commands/model/command';
import {
  type CommandState,
  commandState,
} from '../../../../../renderer/commands/model/command-state';
import { newNode } from '../../../../../renderer/document/records/new-node';
import { emptyDocument } from '../../../../../shared/document/topology';
import type { NodeKind } from '../../../../../shared/kinds/registry';

const empty = emptyDocument('00000000-0000-4000-8000-000000000000');
const make = (kind: NodeKind) => newNode(empty, kind, { x: 0, y: 0 }, Math.random);

/** With nodes of these kinds drawn and selected. */
function stateWith(...kinds: NodeKind[]): CommandState {
  const nodes = Object.fromEntries(kinds.map(make).map((node) => [node.id, node]));
  return {
    ...commandState(),
    document: { ...empty, nodes },
    ids: new Set(Object.keys(nodes)),
    lab: { nodes: {}, cables: {} },
  };
}

const groups = (target: ContextTarget, ...kinds: NodeKind[]) =>
  contextMenu(target, stateWith(...kinds))
    .map(({ ids }) => ids.join(' '))
    .filter((ids) => ids !== '');

test('each thing has the menu of what can be done with it', () => {
  expect(groups('node', 'pc')).toEqual([
    'lab.openConsole',
    'lab.startSelection lab.stopSelection lab.restartSelection lab.pauseSelection lab.resetSelection lab.powerOffSelection',
    'edit.rename edit.connect',
    'edit.cut edit.copy edit.duplicate edit.saveTemplate',
    'edit.lock edit.selectKind edit.selectNeighbours',
    'view.fitSelection view.properties',
    'edit.delete',
  ]);
  expect(groups('drawing', 'note')).toEqual([
    'edit.rename',
    'edit.cut edit.copy edit.duplicate',
    'edit.lock edit.selectKind',
    'view.fitSelection view.properties',
    'edit.delete',
  ]);
  expect(groups('cable')).toEqual([
    'edit.switchCable',
    'cable.straight cable.bent cable.curved cable.labels',
    'edit.selectNeighbours',
    'view.cableStart view.cableEnd view.properties',
    'edit.delete',
  ]);
  expect(groups('canvas')).toEqual([
    'edit.paste',
    'edit.undo edit.redo',
    'arrange.layers arrange.forces arrange.rings arrange.grid',
    'edit.selectAll view.find view.fit view.actualSize',
    'file.examples view.commands',
  ]);
});

test('several things at once are cabled, grouped and lined up', () => {
  const [, , connect, , ...rest] = groups('selection', 'pc', 'group');
  expect(connect).toBe('edit.connect edit.connectPattern edit.switchCable');
  expect(rest.slice(0, 4)).toEqual([
    'edit.group edit.ungroup edit.collapse',
    'arrange.left arrange.centre arrange.right arrange.top arrange.middle arrange.bottom',
    'arrange.spaceAcross arrange.spaceDown',
    'edit.lock',
  ]);
});

test('what runs has another menu than what only explains', () => {
  expect(targetOf(make('pc'))).toBe('node');
  expect(targetOf(make('tap'))).toBe('node');
  expect(targetOf(make('note'))).toBe('drawing');
});

test('a thing without console or screen is not offered one', () => {
  const offered = (...kinds: NodeKind[]) => groups('selection', ...kinds).join(' ');
  expect(offered('tap')).not.toContain('lab.openConsole');
  expect(offered('tap', 'pc')).toContain('lab.openConsole');
  expect(offered('pc')).not.toContain('lab.openScreen');
  expect(offered('pc')).not.toContain('edit.ungroup');
});

test('in the menu of a thing labels are short', () => {
  const state = stateWith('pc');
  expect(labelInMenu('lab.startSelection', 'node', state)).toBe('Start');
  expect(labelInMenu('edit.rename', 'drawing', state)).toBe('Edit text');
  expect(labelInMenu('edit.rename', 'node', state)).toBe('Rename');
  expect(labelInMenu('edit.lock', 'node', state)).toBe('Lock');
});
