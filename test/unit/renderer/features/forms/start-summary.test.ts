import { expect, it } from 'vitest';
import { startSummary } from '../../../../../renderer/features/forms/start-summary';
import { startAtOnce } from '../../../../../shared/kinds/fields/node-fields';

it('says when a node starts', () => {
  expect(startSummary(startAtOnce)).toBe('at once');
  const start = { ...startAtOnce, order: 2, delay: 5 };
  expect(startSummary({ ...start, ready: { by: 'text', text: 'login:' } })).toBe(
    'place 2, after 5 s, ready at “login:”',
  );
  expect(startSummary({ ...startAtOnce, ready: { by: 'frame' } })).toBe('ready at its first frame');
  expect(startSummary({ ...startAtOnce, ready: { by: 'time', seconds: 9 } })).toBe(
    'ready after 9 s',
  );
});
