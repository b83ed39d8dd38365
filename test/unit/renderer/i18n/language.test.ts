import { describe, expect, it } from 'vitest';
import { chooseLanguage } from '../../../../renderer/i18n/language';

describe('the language of the page', () => {
  const existing = ['de', 'en', 'pt-BR'];

  it('is the first of the reader that has a catalogue', () => {
    expect(chooseLanguage(['fr', 'de', 'en'], existing)).toBe('de');
    expect(chooseLanguage(['pt-br'], existing)).toBe('pt-BR');
  });

  it('may be spoken elsewhere', () => {
    expect(chooseLanguage(['de-AT', 'en'], existing)).toBe('de');
    expect(chooseLanguage(['pt-PT', 'de'], existing)).toBe('de');
  });

  it('is English when there is no other', () => {
    expect(chooseLanguage(['fr-FR'], existing)).toBe('en');
    expect(chooseLanguage([], existing)).toBe('en');
  });
});
