import { describe, expect, it } from 'vitest';
import { searchLines } from '../../../../shared/contract/console-search';

const lines = ['Link up', 'the link is down', 'linking', '', 'eth0: LINK up'].map((text, time) => ({
  text,
  time,
}));
const sought = { text: 'link', matchCase: false, wholeWord: false };

describe('searchLines', () => {
  it('counts lines in any case, with what stands around them', () => {
    const { count, hits } = searchLines(lines, sought, 10);
    expect(count).toBe(4);
    expect(hits[1]).toEqual({
      ...{ text: 'the link is down', at: 4, before: 'Link up', after: 'linking' },
      ...{ time: 1, fromEnd: 2 },
    });
  });

  it('minds case and whole words when asked to', () => {
    expect(searchLines(lines, { ...sought, matchCase: true }, 10).count).toBe(2);
    expect(searchLines(lines, { ...sought, wholeWord: true }, 10).count).toBe(3);
    const both = { ...sought, matchCase: true, wholeWord: true };
    expect(searchLines(lines, both, 10).hits.map(({ text }) => text)).toEqual(['the link is down']);
  });

  it('takes signs of patterns as they are', () => {
    const odd = [{ text: 'a.b(c)*', time: null }];
    expect(searchLines(odd, { ...sought, text: '.b(c)*' }, 1).count).toBe(1);
    expect(searchLines(odd, { ...sought, text: 'a.*' }, 1).count).toBe(0);
  });

  it('keeps the latest ones when there are too many', () => {
    const { count, hits } = searchLines(lines, sought, 1);
    expect([count, hits.map(({ text }) => text)]).toEqual([4, ['eth0: LINK up']]);
  });

  it('shows the part of a long line around the match', () => {
    const long = `${'x'.repeat(5000)} needle ${'y'.repeat(5000)}`;
    const [hit] = searchLines([{ text: long, time: null }], { ...sought, text: 'Needle' }, 1).hits;
    expect(hit?.text.slice(hit.at, hit.at + 6)).toBe('needle');
    expect(hit?.text.length).toBeLessThan(400);
  });
});
