import { describe, expect, it } from 'vitest';
import {
  JsonCheck,
  type JsonLimits,
  jsonFault,
  parseJson,
} from '../../../../shared/text/json-check';

const limits: JsonLimits = { depth: 3, members: 4, values: 8, string: 5 };

describe('jsonFault', () => {
  it.each<[string, string]>([
    ['a list', '[1,[2,[3]],true]'],
    ['an object', ' {"a":{"b":null} , "c": []}\r\n\t'],
    ['numbers', '[-0.5e+10,0,1E2,10.0]'],
    ['escapes', String.raw`"\u00e9\"\\"`.replace(String.raw`\"\\`, '')],
    ['a word', 'false'],
  ])('lets %s pass', (_, text) => {
    expect(jsonFault(text, { ...limits, string: 20, members: 4 })).toBeNull();
    expect(parseJson(text)).toEqual(JSON.parse(text));
  });

  it.each<[string, string, number]>([
    ['depth', '[[[[', 3],
    ['depth', '{"a":{"a":{"a":{', 15],
    ['members', '[1,1,1,1,1]', 8],

    ['values', '[[1,1],[1,1],[1,1],1]', 14],
    ['string', '["123456"]', 7],
    ['string', '{"123456":1}', 7],
    ['syntax', '{"a":1,}', 7],
    ['syntax', '[1,]', 3],
    ['syntax', '[1 2]', 3],
    ['syntax', '01', 1],
    ['syntax', '-x', 1],
    ['syntax', '1.e', 2],
    ['syntax', 'tru]', 3],
    ['syntax', '"\n"', 1],
    ['syntax', String.raw`"\x"`, 2],
    ['syntax', String.raw`"\u00g0"`, 5],
    ['syntax', '{a:1}', 1],
    ['syntax', '[]]', 2],
    ['syntax', '\u{feff}1', 0],
    ['end', '', 0],
    ['end', '[1,', 3],
    ['end', '"ab', 3],
    ['end', 'nul', 3],
    ['end', '-', 1],
  ])('finds %s in %s', (kind, text, position) => {
    expect(jsonFault(text, limits)).toEqual({ kind, position });
  });

  it('is the same in pieces', () => {
    const text = '{"a":[1,"bcde",{"f":null}],"g":1e3}';
    for (let piece = 1; piece < 6; piece++) {
      const check = new JsonCheck(text, { ...limits, values: 10 });
      while (check.more(piece)) expect(check.fault).toBeNull();
      expect(check.fault).toBeNull();
    }
  });

  it('stops at the limit of sixty megabytes of brackets', () => {
    const text = '['.repeat(60_000_000);
    expect(jsonFault(text, limits)).toEqual({ kind: 'depth', position: 3 });
    expect(() => parseJson(text)).toThrow('nested more than 64 levels deep, at character 64');
  });
});
