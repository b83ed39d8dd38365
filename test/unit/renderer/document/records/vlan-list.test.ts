import { describe, expect, it } from 'vitest';
import {
  parseUntagged,
  parseVlanList,
  printVlanList,
} from '../../../../../renderer/document/records/vlan-list';

describe('parseVlanList', () => {
  it.each<[string, number[]]>([
    ['', []],
    ['10', [10]],
    ['10,20,30-33', [10, 20, 30, 31, 32, 33]],
    [' 30 - 32 ; 5 7,7 ', [5, 7, 30, 31, 32]],
    ['1,4094', [1, 4094]],
    ['2-4094', Array.from({ length: 4093 }, (_, index) => index + 2)],
    ['8-8', [8]],
  ])('reads %j', (text, vlans) => {
    expect(parseVlanList(text)).toEqual({ vlans });
  });

  it.each<[string, RegExp]>([
    ['0', /so 0 is none/],
    ['4095', /so 4095 is none/],
    ['4000-4096', /so 4096 is none/],
    ['10-5000', /so 5000 is none/],
    ['20-10', /goes backwards. Write 10-20/],
    ['ten', /"ten" is no VLAN/],
    ['1-2-3', /"1-2-3" is no VLAN/],
    ['-5', /"-5" is no VLAN/],
    ['1.5', /"1.5" is no VLAN/],
  ])('refuses %j', (text, wrong) => {
    expect(parseVlanList(text)).toEqual({ wrong: expect.stringMatching(wrong) });
  });
});

describe('printVlanList', () => {
  it.each<[number[], string]>([
    [[], ''],
    [[10, 11], '10,11'],
    [[10, 11, 12], '10-12'],
    [[1, 3, 4, 5, 6, 9], '1,3-6,9'],
  ])('writes %j', (vlans, text) => {
    expect(printVlanList(vlans)).toBe(text);
    expect(parseVlanList(text)).toEqual({ vlans });
  });
});

describe('parseUntagged', () => {
  it.each<[string, number | null]>([
    ['0', 0],
    [' 4094 ', 4094],
    ['', null],
    ['None', null],
  ])('reads %j', (text, vlan) => {
    expect(parseUntagged(text)).toEqual({ vlan });
  });

  it.each(['4095', '4096', '-1', '1.5', 'x', '10,20'])('refuses %j', (text) => {
    expect(parseUntagged(text)).toEqual({ wrong: 'A VLAN from 0 to 4094.' });
  });
});
