import { expect, it } from 'vitest';
import { nextTheme, type Theme, type ThemeChoice } from '../../../../renderer/ui/theme';

it.each(['light', 'dark'] as const)(
  'goes through all three choices where the system is %s',
  (system: Theme) => {
    const seen: ThemeChoice[] = ['system'];
    for (let step = 0; step < 3; step++) seen.push(nextTheme(seen.at(-1)!, system));
    expect(new Set(seen.slice(0, 3)).size).toBe(3);
    expect(seen[3]).toBe('system');
    // The first press must change what is seen.
    expect(seen[1]).not.toBe(system);
  },
);
