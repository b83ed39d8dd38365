import { describe, expect, it } from 'vitest';
import {
  cableRate,
  rateClass,
  ratesBetween,
  rateText,
  shownTraffic,
} from '../../../../renderer/lab/traffic-rates';
import type { Traffic } from '../../../../shared/contract/service';
import { cable, drawn, pc, sw } from '../document/edits/drawn-switches';

function sample(
  at: number,
  ports: Record<string, [port: number, bytesIn: number, bytesOut: number][]>,
) {
  const nodes: Traffic['nodes'] = {};
  for (const [id, counted] of Object.entries(ports)) {
    nodes[id] = counted.map(([port, bytesIn, bytesOut]) => ({
      port,
      bytesIn,
      bytesOut,
      framesIn: bytesIn / 100,
      framesOut: bytesOut / 100,
      drops: {},
    }));
  }
  return { at, nodes, cables: {} };
}

describe('ratesBetween', () => {
  it('divides what was counted by the time between', () => {
    const rates = ratesBetween(
      sample(1000, { a: [[1, 100, 0]] }),
      sample(3000, { a: [[1, 1100, 200]] }),
    );
    expect(rates.get('a')?.get(1)).toEqual({
      bitsIn: 4000,
      bitsOut: 800,
      framesIn: 5,
      framesOut: 1,
    });
  });

  it('takes a counter that fell as one that began anew', () => {
    const rates = ratesBetween(
      sample(0, { a: [[1, 5000, 0]] }),
      sample(1000, { a: [[1, 100, 0]] }),
    );
    expect(rates.get('a')?.get(1)?.bitsIn).toBe(800);
  });

  it('leaves out what came in between, and everything when no time has passed', () => {
    const before = sample(0, { a: [[1, 0, 0]] });
    const after = sample(1000, {
      a: [
        [1, 0, 0],
        [2, 900, 0],
      ],
      b: [[1, 900, 0]],
    });
    expect([...ratesBetween(before, after).get('a')!.keys()]).toEqual([1]);
    expect(ratesBetween(before, after).get('b')?.size).toBe(0);
    expect(ratesBetween(after, after).size).toBe(0);
  });
});

describe('cableRate', () => {
  const document = drawn([sw('a'), sw('b'), pc('p')], ['p:0-a:1', 'a:8-b:8']);
  const rates = ratesBetween(
    sample(0, {
      a: [
        [1, 0, 0],
        [8, 0, 0],
      ],
      b: [[8, 0, 0]],
      p: [[0, 0, 0]],
    }),
    sample(1000, {
      a: [
        [1, 100, 50],
        [8, 30, 999],
      ],
      b: [[8, 70, 999]],
      p: [[0, 7, 9]],
    }),
  );

  it('reads at the switch end', () => {
    expect(cableRate(document, cable('p:0-a:1'), rates)).toEqual({ aToB: 800, bToA: 400 });
    expect(cableRate(document, cable('a:1-p:0'), rates)).toEqual({ aToB: 400, bToA: 800 });
  });

  it('reads what arrives at each of two switches, for a cable may lose frames', () => {
    expect(cableRate(document, cable('a:8-b:8'), rates)).toEqual({ aToB: 560, bToA: 240 });
  });

  it('is nothing where nothing runs', () => {
    expect(cableRate(document, cable('p:0-a:1'), new Map())).toEqual({ aToB: 0, bToA: 0 });
  });
});

describe('shownTraffic', () => {
  const document = drawn([sw('a'), pc('p')], ['p:0-a:1']);
  const between = (bytes: number) =>
    ratesBetween(sample(0, { a: [[1, 0, 0]] }), sample(1000, { a: [[1, bytes, 0]] }));

  it('keeps the object of a cable that shows the same, so that it is not drawn anew', () => {
    const first = shownTraffic(document, between(150_000), new Map());
    expect(first.get('p0a1')).toEqual({ aToB: '1.2 Mbit/s', bToA: '', classAToB: 3, classBToA: 0 });
    const second = shownTraffic(document, between(150_400), first);
    expect(second.get('p0a1')).toBe(first.get('p0a1'));
    const third = shownTraffic(document, between(300_000), second);
    expect(third.get('p0a1')).not.toBe(first.get('p0a1'));
  });
});

describe('rates in words and classes', () => {
  it.each<[number, string]>([
    [0, '0 bit/s'],
    [780, '780 bit/s'],
    [999.7, '1 kbit/s'],
    [1_234_567, '1.2 Mbit/s'],
    [2_400_000_000, '2.4 Gbit/s'],
  ])('writes %d', (bits, text) => {
    expect(rateText(bits)).toBe(text);
  });

  it('shows one ping a second as moving, and hellos as still', () => {
    expect(rateClass(98 * 8)).toBe(1);
    expect(rateClass(60 * 8)).toBe(0);
    expect(rateClass(1e9)).toBe(4);
  });
});
