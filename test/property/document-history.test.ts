/** Undo and redo against a plain list of all documents that there were. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addCable, choosePort, moveCableEnd } from '../../renderer/document/edits/cable-edits';
import {
  addNode,
  changeNode,
  moveNodes,
  removeCard,
  removeRecords,
  renameDocument,
  renameNode,
} from '../../renderer/document/edits/edits';
import {
  emptyHistory,
  type History,
  record,
  redo,
  undo,
} from '../../renderer/document/store/history';
import { rebaseDiff } from '../../renderer/document/store/rebase';
import { squashDiffs } from '../../renderer/document/store/squash';
import {
  applyDiff,
  type DocumentDiff,
  emptyDiff,
  reverseDiff,
} from '../../shared/document/document-diff';
import {
  documentSchema,
  emptyDocument,
  isSwitch,
  portsOf,
  type TopologyDocument,
} from '../../shared/document/topology';
import type { NodeKind } from '../../shared/kinds/registry';

const EMPTY = emptyDocument('7b5b9d3e-3f0e-4d7e-9d1c-0a4b5c6d7e8f');
const KINDS: NodeKind[] = ['switch', 'hub', 'pc', 'qemu', 'uml', 'tap', 'plug', 'note'];
const ACTIONS = [
  'add',
  'connect',
  'reconnect',
  'move',
  'rename',
  'title',
  'shrink',
  'card',
  'delete',
] as const;

interface Gesture {
  action: (typeof ACTIONS)[number];
  /** Picks nodes, cables, ports; taken modulo how many there are. */
  one: number;
  other: number;
}

const gesture: fc.Arbitrary<Gesture> = fc.record({
  action: fc.constantFrom(...ACTIONS, 'add', 'connect', 'connect'),
  one: fc.nat(1000),
  other: fc.nat(1000),
});

function pick<T>(list: readonly T[], index: number): T | undefined {
  return list[index % Math.max(list.length, 1)];
}

function connect(document: TopologyDocument, one: number, other: number): DocumentDiff {
  const from = pick(Object.keys(document.nodes), one);
  const to = pick(Object.keys(document.nodes), other);
  if (from === undefined || to === undefined) return emptyDiff();
  const a = choosePort(document, from, null, { node: '', port: 0 }, () => null);
  if ('refusal' in a) return emptyDiff();
  const b = choosePort(document, to, null, a.end, () => null);
  return 'refusal' in b ? emptyDiff() : addCable(document, a.end, b.end).diff;
}

function reconnect(document: TopologyDocument, one: number, other: number): DocumentDiff {
  const cable = pick(Object.values(document.cables), one);
  const to = pick(Object.keys(document.nodes), other);
  if (cable === undefined || to === undefined) return emptyDiff();
  const choice = choosePort(document, to, null, cable.a, () => null, cable.id);
  return 'refusal' in choice ? emptyDiff() : moveCableEnd(document, cable.id, 'b', choice.end);
}

function shrink(document: TopologyDocument, one: number, other: number): DocumentDiff {
  const node = pick(Object.values(document.nodes).filter(isSwitch), one);
  return node === undefined
    ? emptyDiff()
    : changeNode(document, { ...node, ports: 1 + (other % 12) });
}

function diffOf(document: TopologyDocument, { action, one, other }: Gesture): DocumentDiff {
  const id = pick(Object.keys(document.nodes), one) ?? '';
  const records = [...Object.keys(document.nodes), ...Object.keys(document.cables)];
  switch (action) {
    case 'add':
      return addNode(document, pick(KINDS, one)!, { x: other, y: one }).diff;
    case 'connect':
      return connect(document, one, other);
    case 'reconnect':
      return reconnect(document, one, other);
    case 'move':
      return moveNodes(document, [[id, { x: other, y: one }]]);
    case 'rename':
      return renameNode(document, id, `name ${other}`);
    case 'title':
      return renameDocument(document, `lab ${other}`);
    case 'shrink':
      return shrink(document, one, other);
    case 'card':
      return removeCard(document, id, other % 2);
    case 'delete':
      return removeRecords(document, [pick(records, one) ?? '', pick(records, other) ?? '']);
  }
}

interface Played {
  document: TopologyDocument;
  history: History;
}

function play(start: Played, gestures: readonly Gesture[], key: string | null = null): Played {
  return gestures.reduce(({ document, history }, one) => {
    const diff = diffOf(document, one);
    return {
      document: applyDiff(document, diff),
      history: record(history, { label: one.action, diff, key }),
    };
  }, start);
}

function undoAll({ document, history }: Played): Played {
  const move = undo(history, document);
  if (move === null) return { document, history };
  return undoAll({ document: applyDiff(document, move.diff), history: move.history });
}

function redoAll({ document, history }: Played): Played {
  const move = redo(history, document);
  if (move === null) return { document, history };
  return redoAll({ document: applyDiff(document, move.diff), history: move.history });
}

function expectSound(document: TopologyDocument): void {
  expect(documentSchema.safeParse(document).success).toBe(true);
  const taken = Object.values(document.cables).flatMap(({ a, b }) => [a, b]);
  const names = taken.map(({ node, port }) => `${node} ${port}`);
  expect(new Set(names).size).toBe(names.length);
  for (const { node, port } of taken) expect(portsOf(document.nodes[node]!)).toContain(port);
}

const gestures = fc.array(gesture, { maxLength: 60 });
const start: Played = { document: EMPTY, history: emptyHistory };

describe('history', () => {
  it('leads back to the first document and forward to the last', () => {
    fc.assert(
      fc.property(gestures, (all) => {
        const played = play(start, all);
        const undone = undoAll(played);
        expect(undone.document).toEqual(EMPTY);
        expect(redoAll(undone).document).toEqual(played.document);
        expect(undoAll(redoAll(undone)).document).toEqual(EMPTY);
      }),
    );
  });

  it('keeps the document sound after every edit', () => {
    fc.assert(
      fc.property(gestures, (all) => {
        let played = start;
        for (const one of all) {
          played = play(played, [one]);
          expectSound(played.document);
        }
      }),
      { numRuns: 40 },
    );
  });

  /** Two switches and a cable, whose end is moved away and back again in one step. */
  const thereAndBack: [Gesture[], Gesture[]] = [
    [
      { action: 'add', one: 168, other: 0 },
      { action: 'add', one: 0, other: 0 },
      { action: 'connect', one: 0, other: 415 },
    ],
    [
      { action: 'reconnect', one: 0, other: 583 },
      { action: 'reconnect', one: 0, other: 37 },
    ],
  ];

  it('takes steps with the same key back at once', () => {
    fc.assert(
      fc.property(gestures, gestures, (before, typed) => {
        const first = play(start, before);
        const second = play(first, typed, 'field');
        const move = undo(second.history, second.document);
        if (move === null || move.history.past.length >= second.history.past.length) return;
        if (second.history.past.at(-1)?.key !== 'field') return;
        expect(applyDiff(second.document, move.diff)).toEqual(first.document);
      }),
      { examples: [thereAndBack] },
    );
  });

  it('forgets what could be redone only at the next edit', () => {
    const { document, history } = play(start, [{ action: 'add', one: 0, other: 0 }]);
    const undone = undoAll({ document, history });
    expect(undone.history.future).toHaveLength(1);
    expect(record(undone.history, { label: 'nothing', diff: emptyDiff(), key: null })).toBe(
      undone.history,
    );
    const edited = play(undone, [{ action: 'add', one: 1, other: 0 }]);
    expect(edited.history.future).toEqual([]);
  });
});

describe('squash', () => {
  it('does what the two diffs do', () => {
    fc.assert(
      fc.property(gestures, gesture, gesture, (before, one, other) => {
        const { document } = play(start, before);
        const first = diffOf(document, one);
        const middle = applyDiff(document, first);
        const then = diffOf(middle, other);
        const squashed = squashDiffs(first, then);
        expect(applyDiff(document, squashed)).toEqual(applyDiff(middle, then));
        expect(applyDiff(applyDiff(document, squashed), reverseDiff(squashed))).toEqual(document);
      }),
    );
  });
});

describe('rebase', () => {
  it('changes nothing about a diff that fits as it is', () => {
    fc.assert(
      fc.property(gestures, gesture, (before, one) => {
        const { document } = play(start, before);
        const diff = diffOf(document, one);
        const fitted = rebaseDiff(document, diff);
        expect(applyDiff(document, fitted)).toEqual(applyDiff(document, diff));
      }),
    );
  });

  it('keeps the document sound when another window edits in between', () => {
    fc.assert(
      fc.property(gestures, gestures, gesture, (before, others, mine) => {
        const { document } = play(start, before);
        const diff = diffOf(document, mine);
        const { document: moved } = play({ document, history: emptyHistory }, others);
        const fitted = rebaseDiff(moved, diff);
        expectSound(applyDiff(moved, fitted));
        expectSound(applyDiff(applyDiff(moved, fitted), reverseDiff(fitted)));
      }),
    );
  });

  it('lets every step be undone on a document that others changed', () => {
    fc.assert(
      fc.property(gestures, gestures, (mine, others) => {
        const played = play(start, mine);
        const { document } = play({ document: played.document, history: emptyHistory }, others);
        const undone = undoAll({ document, history: played.history });
        expectSound(undone.document);
        expect(undone.history.past).toEqual([]);
      }),
    );
  });
});
