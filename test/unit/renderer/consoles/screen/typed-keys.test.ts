import { expect, test } from 'vitest';
import { keyInCapitals, typedKeys } from '../../../../../renderer/consoles/screen/typed-keys';

const spelt = (text: string) =>
  typedKeys(text).keys.map(({ code, shift }) => (shift ? `Shift+${code}` : code));

test('types letters, digits and signs where a US keyboard has them', () => {
  expect(spelt('aZ0)')).toEqual(['KeyA', 'Shift+KeyZ', 'Digit0', 'Shift+Digit0']);
  expect(spelt('-_ "')).toEqual(['Minus', 'Shift+Minus', 'Space', 'Shift+Quote']);
});

test('types every printable ASCII character once, with its own keysym', () => {
  const ascii = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join('');
  const { keys, left } = typedKeys(ascii);
  expect(left).toEqual([]);
  expect(keys.map(({ keysym }) => String.fromCharCode(keysym)).join('')).toBe(ascii);
});

test('presses Enter once for each end of line, of whatever system', () => {
  expect(spelt('a\r\nb\rc\n')).toEqual(['KeyA', 'Enter', 'KeyB', 'Enter', 'KeyC', 'Enter']);
});

test('says which characters no key types', () => {
  expect(typedKeys('für 5 €, für').left).toEqual(['ü', '€']);
});

test('turns Shift round for letters, and for nothing else, while CapsLock is on', () => {
  const spelling = typedKeys('aB1!-')
    .keys.map(keyInCapitals)
    .map(({ code, shift, keysym }) => `${shift ? 'Shift+' : ''}${code}${keysym === 0 ? '*' : ''}`);
  expect(spelling).toEqual(['Shift+KeyA*', 'KeyB*', 'Digit1', 'Shift+Digit1', 'Minus']);
});
