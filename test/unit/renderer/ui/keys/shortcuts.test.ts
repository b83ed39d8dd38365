import { describe, expect, it } from 'vitest';
import { matches, shortcutText } from '../../../../../renderer/ui/keys/shortcuts';

const plain = { code: '', ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };

describe('shortcuts', () => {
  it('need exactly their modifiers', () => {
    expect(matches('Mod+Z', { ...plain, key: 'z', ctrlKey: true })).toBe(true);
    expect(matches('Mod+Z', { ...plain, key: 'z', metaKey: true })).toBe(true);
    expect(matches('Mod+Z', { ...plain, key: 'z' })).toBe(false);
    expect(matches('Mod+Z', { ...plain, key: 'Z', ctrlKey: true, shiftKey: true })).toBe(false);
    expect(matches('Mod+Shift+Z', { ...plain, key: 'Z', ctrlKey: true, shiftKey: true })).toBe(
      true,
    );
    expect(matches('Mod+Alt+N', { ...plain, key: 'n', ctrlKey: true, altKey: true })).toBe(true);
    expect(matches('Shift+?', { ...plain, key: '?', shiftKey: true })).toBe(true);
    expect(matches('', { ...plain, key: '' })).toBe(false);
  });

  it('are shown with the name that the key bears here', () => {
    expect(shortcutText('Mod+Shift+Z')).toBe('Ctrl+Shift+Z');
    expect(shortcutText('Mod+Shift+ArrowLeft')).toBe('Ctrl+Shift+Left');
    expect(shortcutText('Mod++')).toBe('Ctrl++');
    expect(shortcutText('')).toBe('');
  });
});
