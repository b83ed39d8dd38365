import { expect, it } from 'vitest';
import {
  changedSettings,
  readSettings,
  settingsCalls,
  usualSettings,
} from '../../../../shared/contract/settings';

it('are the usual ones where nothing can be read', () => {
  for (const stored of [undefined, null, 7, 'text', [], {}])
    expect(readSettings(stored)).toEqual(usualSettings);
});

it('keep what is right and drop what is not, one by one', () => {
  const console = { fontSize: 20, bell: 'siren', font: 'a;}b{', scrollback: 1e9 };
  const stored = {
    theme: 'dark',
    language: '"><script>',
    palette: { open: false, width: 9999 },
    inspector: { open: false, width: 320 },
    recentChoices: 'all',
    fromTheFuture: 1,
    console,
  };
  expect(readSettings(stored)).toEqual({
    ...usualSettings,
    theme: 'dark',
    inspector: { open: false, width: 320 },
    console: { ...usualSettings.console, fontSize: 20 },
  });
});

it('are not those of the prototype', () => {
  expect(readSettings(JSON.parse('{"__proto__":{"theme":"dark"}}'))).toEqual(usualSettings);
});

it('are compared by what they say', () => {
  const same = { ...usualSettings, canvas: { ...usualSettings.canvas } };
  expect(changedSettings(same, usualSettings)).toEqual({});
  const other = { ...same, theme: 'dark' as const, sections: { boot: false } };
  expect(changedSettings(other, usualSettings)).toEqual({
    theme: 'dark',
    sections: { boot: false },
  });
});

it('are refused as a change when a value is none that they may have', () => {
  const { params } = settingsCalls['settings.change'];
  expect(params.safeParse({ change: { theme: 'pink' } }).success).toBe(false);
  expect(params.safeParse({ change: { palette: { open: true, width: 5 } } }).success).toBe(false);
  // The desktop's messages keep what has no value.
  expect(params.parse({ change: { theme: undefined, language: 'de' } })).toEqual({
    change: { language: 'de' },
  });
});
