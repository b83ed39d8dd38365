/** Locators as forms: what is built is read again, and what is read says the same. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { execsText, shellWord, splitWords } from '../../shared/vde/command-words';
import { buildLocator, type LocatorForm, locatorForm } from '../../shared/vde/locator-form';
import { parseLocator } from '../../shared/vde/vnl';

const port = fc.integer({ min: 1, max: 65_535 }).map(String);
const orEmpty = (text: fc.Arbitrary<string>) => fc.oneof(fc.constant(''), text);
const directory = fc
  .string({ unit: 'grapheme', maxLength: 30 })
  .filter((text) => !/[\0\r\n]/.test(text))
  .map((text) => `/${text}`);
const host = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9.-]{0,20}$/);
const group = fc.constantFrom('239.1.2.3', 'ff05::1', '224.0.0.251');

const form: fc.Arbitrary<LocatorForm> = fc.oneof(
  fc.record({ type: fc.constant('vde' as const), directory, port: orEmpty(port) }),
  fc.record({
    type: fc.constant('ssh' as const),
    host: fc.oneof(
      host,
      host.map((name) => `ann@${name}`),
    ),
    directory,
  }),
  fc.record({ type: fc.constant('udp' as const), localPort: port, host, remotePort: port }),
  fc.record({ type: fc.constant('vxvde' as const), group, port: orEmpty(port) }),
  fc.record({
    type: fc.constant('vxlan' as const),
    group,
    vni: orEmpty(fc.integer({ min: 0, max: 0xffffff }).map(String)),
  }),
  fc.record({
    type: fc.constant('tap' as const),
    interface: fc.stringMatching(/^[A-Za-z0-9_.-]{1,15}$/),
  }),
);

describe('a form of a locator', () => {
  it('comes back from the locator that it builds', () => {
    fc.assert(
      fc.property(form, (value) => {
        expect(locatorForm(buildLocator(value))).toEqual(value);
      }),
      { numRuns: 1000 },
    );
  });

  it('says the same as the text that it was read from', () => {
    const hostile = fc
      .tuple(
        fc.constantFrom('vde://', 'udp://', 'vxvde://', 'vxlan://', 'tap://', 'cmd://ssh -o '),
        fc.string({ unit: fc.constantFrom(...'/[]=\'"\\%4 1a->:;$') }),
      )
      .map(([head, tail]) => head + tail);
    fc.assert(
      fc.property(fc.oneof(hostile, form.map(buildLocator)), (text) => {
        const read = locatorForm(text);
        if (read !== null) expect(parseLocator(buildLocator(read))).toEqual(parseLocator(text));
      }),
      { numRuns: 2000 },
    );
  });
});

describe('words of commands', () => {
  const words = fc.array(
    fc.string({ unit: 'grapheme', maxLength: 12 }).filter((text) => !/[\0\r\n\t]/.test(text)),
    { maxLength: 5 },
  );

  it('come back from the text of either reader', () => {
    fc.assert(
      fc.property(words, (list) => {
        expect(splitWords(execsText(list))).toEqual(list);
        expect(splitWords(list.map(shellWord).join(' '))).toEqual(list);
      }),
      { numRuns: 1000 },
    );
  });
});
