import { describe, expect, it } from 'vitest';
import { ChangeWatch } from '../../../../electron/lab/change-watch';

function watched(ids: string[]) {
  const there = new Set<string>();
  const watch = new ChangeWatch();
  let looks = 0;
  let isOver = false;
  void watch
    .until(ids, (id) => {
      looks += 1;
      return there.has(id);
    })
    .then(() => {
      isOver = true;
    });
  return { there, watch, looks: () => looks, isOver: () => isOver };
}

describe('waiting for many nodes', () => {
  it('ends at once when all are there, and when there are none', async () => {
    const none = watched([]);
    await undefined;
    expect(none.isOver()).toBe(true);
  });

  it('ends when the last one is there, and not before', async () => {
    const { there, watch, isOver } = watched(['a', 'b']);
    there.add('a');
    watch.changed(['a']);
    await undefined;
    expect(isOver()).toBe(false);
    there.add('b');
    watch.changed(['b']);
    await undefined;
    expect(isOver()).toBe(true);
  });

  it('goes on when one that was there has gone again', async () => {
    const { there, watch, isOver } = watched(['a', 'b']);
    there.add('a');
    watch.changed(['a']);
    there.delete('a');
    watch.changed(['a']);
    there.add('b');
    watch.changed(['b']);
    await undefined;
    expect(isOver()).toBe(false);
    there.add('a');
    watch.changed(['a']);
    await undefined;
    expect(isOver()).toBe(true);
  });

  it('looks at those that changed, not at all of them', () => {
    const ids = Array.from({ length: 500 }, (_, index) => `n${index}`);
    const { there, watch, looks } = watched(ids);
    for (const id of ids) {
      there.add(id);
      watch.changed([id]);
    }
    expect(looks()).toBe(3 * ids.length);
  });
});
