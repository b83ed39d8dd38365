import { describe, expect, it } from 'vitest';
import {
  changeCable,
  changeConditions,
} from '../../../../../renderer/document/edits/condition-edits';
import {
  bandwidthText,
  cableConditionLines,
  conditionsText,
  towards,
} from '../../../../../renderer/document/records/conditions-text';
import { conditionSpecs } from '../../../../../renderer/features/inspector/condition-specs';
import { perfectConditions } from '../../../../../shared/document/cable-conditions';
import { applyDiff } from '../../../../../shared/document/document-diff';
import { cable, drawn, pc, sw } from './drawn-switches';

const having = (change: object) => ({ ...perfectConditions, ...change });

describe('the words for conditions', () => {
  it('are short and have units', () => {
    const conditions = having({ delay: 20, loss: 1, bandwidth: 10_000 });
    expect(conditionsText(conditions)).toBe('20 ms · 1 % loss · 10 Mbit/s');
    expect(conditionsText(having({ delay: 9, jitter: 0.5 }))).toBe('9 ± 0.5 ms');
    expect(conditionsText(perfectConditions)).toBe('');
  });

  it('say that there is more than fits', () => {
    const many = having({ delay: 1, loss: 2, bandwidth: 64, mtu: 1500 });
    expect(conditionsText(many)).toBe('1 ms · 2 % loss · 64 kbit/s …');
  });

  it.each<[number, string]>([
    [64, '64 kbit/s'],
    [1_500, '1.5 Mbit/s'],
    [10_000_000, '10 Gbit/s'],
    [33.6, '33.6 kbit/s'],
  ])('writes %d', (kbit, text) => {
    expect(bandwidthText(kbit)).toBe(text);
  });

  it('stand once for two equal directions, with arrows for others', () => {
    const slow = having({ delay: 5 });
    expect(cableConditionLines({ up: true, aToB: slow, bToA: slow }, 'right')).toEqual(['5 ms']);
    expect(cableConditionLines({ up: true, aToB: slow, bToA: null }, 'left')).toEqual([
      '← 5 ms',
      '→ perfect',
    ]);
    expect(cableConditionLines({ up: true, aToB: null, bToA: null }, 'up')).toEqual([]);
    expect(cableConditionLines({ up: false, aToB: slow, bToA: null }, 'up')).toEqual(['down']);
  });

  it('point where the direction goes on the drawing', () => {
    expect(towards({ x: 0, y: 0 }, { x: -9, y: 4 })).toBe('left');
    expect(towards({ x: 0, y: 0 }, { x: 3, y: 4 })).toBe('down');
    expect(towards({ x: 0, y: 5 }, { x: 3, y: 0 })).toBe('up');
  });
});

describe('edits of conditions', () => {
  const document = drawn([sw('a'), pc('p')], [cable('p:0-a:1', { bToA: having({ loss: 3 }) })]);
  const made = (diff: ReturnType<typeof changeCable>) => applyDiff(document, diff).cables.p0a1;

  it('change one direction and leave the other', () => {
    const changed = made(changeConditions(document, 'p0a1', 'bToA', { delay: 7 }));
    expect(changed).toMatchObject({ aToB: null, bToA: having({ loss: 3, delay: 7 }) });
  });

  it('change both from what the first one is', () => {
    const changed = made(changeConditions(document, 'p0a1', 'both', { delay: 7 }));
    expect(changed).toMatchObject({ aToB: having({ delay: 7 }), bToA: having({ delay: 7 }) });
  });

  it('keep perfect conditions as none', () => {
    expect(made(changeConditions(document, 'p0a1', 'bToA', { loss: 0 }))?.bToA).toBeNull();
  });

  it('are none when nothing changes', () => {
    expect(changeCable(document, 'p0a1', { up: true }).cables.updated).toEqual([]);
    expect(changeCable(document, 'gone', { up: false }).cables.updated).toEqual([]);
  });
});

describe('the fields of conditions', () => {
  it('reach as far as the document allows, and all have an upper end', () => {
    const most = Object.fromEntries(conditionSpecs.map(({ field, max }) => [field, max]));
    expect(most).toMatchObject({ delay: 60_000, loss: 100, mtu: 9234, queue: 100_000 });
    for (const { max } of conditionSpecs) expect(max).toBeLessThan(Number.MAX_SAFE_INTEGER);
  });

  it('cover every condition but the distribution', () => {
    const fields = conditionSpecs.map(({ field }) => field as string);
    expect([...fields, 'distribution'].sort()).toEqual(Object.keys(perfectConditions).sort());
  });
});
