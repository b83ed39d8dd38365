import { expect, test } from 'vitest';
import { isWebAddress } from '../../../../shared/text/web-address';

test('only links to the web without a login are opened outside', () => {
  expect(isWebAddress('https://example.org/a')).toBe(true);
  expect(isWebAddress('http://10.0.0.1/status')).toBe(true);
  for (const url of ['http://me@example.org/', 'file:///etc/passwd', 'https://me@example.org/']) {
    expect(isWebAddress(url)).toBe(false);
  }
  for (const url of ['javascript:alert(1)', 'data:text/html,x', 'x', '']) {
    expect(isWebAddress(url)).toBe(false);
  }
});
