import { expect, test } from 'vitest';
import {
  emptyHistory,
  type History,
  type Step,
} from '../../../../../renderer/document/store/history';
import { placesOf } from '../../../../../renderer/editor/navigation/show-field';
import {
  activityText,
  filterEntries,
} from '../../../../../renderer/features/activity/activity-lines';
import { happenedBetween } from '../../../../../renderer/lab/activity-reports';
import { withEntries } from '../../../../../renderer/lab/activity-store';
import {
  type ActivityEntry,
  MAX_ACTIVITY_ENTRIES,
} from '../../../../../shared/contract/service-activity';
import { emptyDiff } from '../../../../../shared/document/document-diff';

const entry = (id: number, change: Partial<ActivityEntry> = {}): ActivityEntry => ({
  id,
  at: new Date(2026, 0, 2, 3, 4, 5).getTime(),
  level: 'info',
  topic: 'run',
  text: `text ${id}`,
  next: '',
  record: null,
  ...change,
});

const some = [
  entry(1),
  entry(2, { level: 'warning', text: 'vm1 is late', next: 'Look at it.' }),
  entry(3, { level: 'failure', text: 'vm2 fell' }),
];
const ids = (entries: readonly ActivityEntry[]) => entries.map(({ id }) => id);

test('filters by level and by words of text and next step', () => {
  expect(filterEntries(some, 'all', '')).toBe(some);
  expect(ids(filterEntries(some, 'warning', ''))).toEqual([2, 3]);
  expect(ids(filterEntries(some, 'failure', ''))).toEqual([3]);
  expect(ids(filterEntries(some, 'all', 'VM1 look'))).toEqual([2]);
});

test('writes a line for each entry', () => {
  expect(activityText(some.slice(1))).toBe(
    '2026-01-02 03:04:05  warning: vm1 is late Look at it.\n' +
      '2026-01-02 03:04:05  failure: vm2 fell\n',
  );
});

test('takes each entry once and only the last ones', () => {
  expect(ids(withEntries(some, [entry(3), entry(4)]))).toEqual([1, 2, 3, 4]);
  expect(withEntries(some, [entry(2)])).toBe(some);
  const many = Array.from({ length: MAX_ACTIVITY_ENTRIES }, (_, index) => entry(index + 4));
  expect(withEntries(some, many)).toHaveLength(MAX_ACTIVITY_ENTRIES);
});

const step = (label: string, key: string | null = null): Step => ({
  label,
  key,
  diff: emptyDiff(),
});
const history = (past: Step[], future: Step[] = []): History => ({ past, future });

test('names what was done, taken back and done again, and a growing step once', () => {
  const one = history([step('Add')]);
  expect(happenedBetween(emptyHistory, one)).toBe('Add');
  expect(happenedBetween(one, history([], [step('Add')]))).toBe('Undone: Add');
  expect(
    happenedBetween(
      history([], [step('Add'), step('Move')]),
      history([step('Move')], [step('Add')]),
    ),
  ).toBe('Done again: Move');
  expect(happenedBetween(history([], [step('Add')]), one)).toBe('Add');
  expect(happenedBetween(one, one)).toBeNull();
  expect(happenedBetween(history([step('Move', 'k')]), history([step('Move', 'k')]))).toBeNull();
});

test('looks for a field in its own place first', () => {
  expect(placesOf('cards.0.mac')).toEqual(['cards.0.mac', 'cards.0', 'cards']);
});
