import { expect, test } from 'vitest';
import {
  contextMenus,
  isOutOfPlace,
  labelInMenu,
  targetOf,
} from '../../../../../renderer/commands/menus/context-menus';
import { newNode } from '../../../../../renderer/document/records/new-node';
import { commands } from '../../../../../shared/contract/commands';
import { emptyDocument } from '../../../../../shared/document/topology';
import type { NodeKind } from '../../../../../shared/kinds/registry';

const document = emptyDocument('00000000-0000-4000-8000-000000000000');
const make = (kind: NodeKind) => newNode(document, kind, { x: 0, y: 0 }, Math.random);

test('menus hold commands, each once', () => {
  for (const [target, groups] of Object.entries(contextMenus)) {
    const parts = groups.flat();
    expect(new Set(parts).size, target).toBe(parts.length);
    for (const part of parts) expect(part === 'addHere' || part in commands, part).toBe(true);
  }
});

test('what runs has another menu than what only explains', () => {
  expect(targetOf(make('pc'))).toBe('node');
  expect(targetOf(make('tap'))).toBe('node');
  expect(targetOf(make('note'))).toBe('drawing');
});

test('a thing without console or screen is not offered one', () => {
  expect(isOutOfPlace('lab.openConsole', [make('tap')])).toBe(true);
  expect(isOutOfPlace('lab.openConsole', [make('tap'), make('pc')])).toBe(false);
  expect(isOutOfPlace('lab.openScreen', [make('pc')])).toBe(true);
  expect(isOutOfPlace('edit.delete', [make('tap')])).toBe(false);
});

test('in the menu of a thing labels are short', () => {
  expect(labelInMenu('lab.startSelection', 'node')).toBe('Start');
  expect(labelInMenu('edit.rename', 'drawing')).toBe('Edit text');
  expect(labelInMenu('edit.rename', 'node')).toBeUndefined();
});
