import { expect, test } from 'vitest';
import { asUsualMac } from '../../../../shared/net/mac-address';

test.each([
  ['02:1a:2b:3c:4d:5e', '02:1a:2b:3c:4d:5e'],
  [' 02-1A-2B-3C-4D-5E ', '02:1a:2b:3c:4d:5e'],
  ['021A.2B3C.4D5E', '02:1a:2b:3c:4d:5e'],
  ['021a2b3c4d5e', '02:1a:2b:3c:4d:5e'],
])('an address written as %s has a usual form', (written, usual) => {
  expect(asUsualMac(written)).toBe(usual);
});

test.each(['02:1a-2b:3c-4d:5e', '02:1a:2b:3c:4d', '021a.2b3c', 'x', ''])(
  'what is none, as "%s", stays as it is',
  (written) => {
    expect(asUsualMac(written)).toBe(written);
  },
);
