import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Locator, parseLocator, printLocator } from '../../shared/vde/vnl';

const text = fc
  .string({ unit: 'grapheme', maxLength: 20 })
  .filter((value) => !/[\0\r\n]/.test(value));
const key = text.filter((value) => value !== '' && !value.includes('='));
const parameter = fc.record({ key, value: fc.option(text) });
const raw = fc.record({
  module: fc.constantFrom('tap', 'udp', 'cmd', 'pcap', 'null'),
  address: fc.stringMatching(/^[A-Za-z0-9 .:>-]*$/),
  parameters: fc.constant([]),
  nested: fc.constant(null),
});
const { locator } = fc.letrec<{ locator: Locator }>((tie) => ({
  locator: fc.oneof(
    { maxDepth: 4 },
    raw,
    fc.record({
      module: fc.constantFrom('vde', 'switch', 'hub', 'vxvde', 'slirp', 'vlan', 'other'),
      address: text,
      parameters: fc.array(parameter, { maxLength: 4 }),
      nested: fc.option(tie('locator'), { depthSize: 'small' }),
    }),
  ),
}));

describe('a locator', () => {
  it('comes back from its text', () => {
    fc.assert(
      fc.property(locator, (value) => {
        expect(parseLocator(printLocator(value))).toEqual({ ok: true, locator: value });
      }),
      { numRuns: 500 },
    );
  });

  it('of any text is read or refused with a position inside it', () => {
    const hostile = fc.string({ unit: fc.constantFrom(...'vde:/[]{}\'"\\%4=1a') });
    fc.assert(
      fc.property(fc.oneof(hostile, fc.string()), (value) => {
        const parsed = parseLocator(value);
        if (!parsed.ok) {
          expect(parsed.at).toBeLessThanOrEqual(value.length);
          return;
        }
        const again = parseLocator(printLocator(parsed.locator));
        expect(again.ok).toBe(true);
      }),
      { numRuns: 1000 },
    );
  });
});
