import { describe, expect, it } from 'vitest';
import {
  hostName,
  hostNameIn,
  hostNames,
  MAX_HOST_NAME,
} from '../../../../shared/document/host-name';
import { isDevice } from '../../../../shared/document/topology';
import { everyKind } from '../../../harness/every-kind';

const named = (...names: string[]) =>
  names.map((name, index) => ({ id: `host${index + 1}`, name }));
const given = (...names: string[]) => {
  const all = hostNames(named(...names));
  return names.map((_, index) => all.get(`host${index + 1}`)!);
};

/** A label of a host name: RFC 1123, 2.1, with DNS's 63 octets. */
const LABEL = /^[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?$/;

describe('hostName', () => {
  it.each([
    ['web', 'web'],
    ['Mail server', 'Mail-server'],
    ['web.example.org', 'web-example-org'],
    ['Zürich', 'Zurich'],
    ['Łódź straße', 'Lodz-strasse'],
    ['🚀 rocket', 'rocket'],
    ['-a-', 'a'],
    ['10', '10'],
  ])('writes %s as %s', (name, expected) => {
    expect(hostName(name, 'host7')).toBe(expected);
  });

  it.each(['Сервер', 'сервер-1', '服务器', 'Διακομιστής', '🚀🚀', '...', '   ', '\u202e', '-'])(
    'takes the id for %j, which cannot be written with A to Z',
    (name) => {
      expect(hostName(name, 'host7')).toBe('host7');
    },
  );

  it('has at most 63 characters, and does not end in a hyphen', () => {
    expect(hostName('x'.repeat(100), 'host7')).toBe('x'.repeat(MAX_HOST_NAME));
    expect(hostName(`${'x'.repeat(62)} y`, 'host7')).toBe('x'.repeat(62));
  });
});

describe('hostNames', () => {
  it('gives no two nodes the same name, whatever they are called', () => {
    const names = [
      'web',
      'WEB',
      'web!',
      'web?',
      'Сервер',
      'Сервер',
      'host5',
      '服务器',
      '',
      '🚀',
      '🚀',
    ];
    const all = given(...names, 'x'.repeat(100), `${'x'.repeat(99)}y`, 'x'.repeat(63));
    expect(new Set(all.map((name) => name.toLowerCase())).size).toBe(all.length);
    for (const name of all) expect(name).toMatch(LABEL);
  });

  it('keeps names that are host names already, and numbers the later ones', () => {
    expect(given('a b', 'a-b', 'a/b', 'a-b-2')).toEqual(['a-b-3', 'a-b', 'a-b-4', 'a-b-2']);
    expect(given('same', 'same')).toEqual(['same', 'same-2']);
  });
});

it('is the same for a node as long as the document is', () => {
  const document = everyKind();
  const devices = Object.values(document.nodes).filter(isDevice);
  const names = devices.map((node) => hostNameIn(document, node));
  expect(new Set(names).size).toBe(devices.length);
  expect(hostNameIn(document, { id: 'new', name: 'Новый' })).toBe('new');
});
