import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { withSettings } from '../../../../electron/page/page-settings';
import { UserSettings } from '../../../../electron/service/user-settings';
import { type SettingsChange, usualSettings } from '../../../../shared/contract/settings';
import { eventually } from '../../../harness/vde-client';

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vdelab-settings-'));
  file = join(folder, 'config', 'vdelab', 'settings.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the settings', () => {
  it('are there for another service on the same folder', async () => {
    const one = await UserSettings.open(file);
    expect(one.current).toEqual(usualSettings);
    await one.change({ theme: 'dark' });
    await one.change({ palette: { open: false, width: 200 } });
    const { current } = await UserSettings.open(file);
    expect(current).toEqual({
      ...usualSettings,
      theme: 'dark',
      palette: { open: false, width: 200 },
    });
  });

  it('are as for a new user where the file is damaged', async () => {
    await (await UserSettings.open(file)).change({ theme: 'dark' });
    writeFileSync(file, '{"theme":');
    expect((await UserSettings.open(file)).current).toEqual(usualSettings);
  });

  it('leave in the file what a newer version wrote and what another service changed', async () => {
    const one = await UserSettings.open(file);
    await one.change({ theme: 'dark' });
    const other = await UserSettings.open(file);
    await other.change({ language: 'de' });
    writeFileSync(file, JSON.stringify({ ...JSON.parse(readFileSync(file, 'utf8')), later: 1 }));
    await one.change({ overview: 'never' });
    expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual({
      theme: 'dark',
      language: 'de',
      overview: 'never',
      later: 1,
    });
  });

  it('notice what another service changes, and not what they change themselves', async () => {
    const one = await UserSettings.open(file);
    const other = await UserSettings.open(file);
    const seen: SettingsChange[] = [];
    await one.follow((change) => seen.push(change));
    try {
      await one.change({ overview: 'never' });
      await other.change({ theme: 'dark' });
      await eventually('the other theme', async () => one.current.theme === 'dark');
      expect(seen).toEqual([{ theme: 'dark' }]);
    } finally {
      one.close();
    }
  });

  it('do not take what they wrote a moment ago for what another service changes', async () => {
    const one = await UserSettings.open(file);
    const seen: SettingsChange[] = [];
    await one.follow((change) => seen.push(change));
    try {
      for (let round = 0; round < 60; round++) {
        const wide = one.change({ palette: { open: true, width: 216 } });
        if (round % 2 === 0) await wide;
        await Promise.all([wide, one.change({ palette: { open: true, width: 200 } })]);
        expect(one.current.palette.width).toBe(200);
      }
      expect(seen).toEqual([]);
    } finally {
      one.close();
    }
  });
});

describe('the page that is served', () => {
  const html = '<html lang="en"><meta name="vdelab-settings" content="" />';

  it('has the theme before it is painted, and none where the system says', () => {
    expect(withSettings(html, { ...usualSettings, theme: 'dark' })).toContain(
      '<html lang="en" data-theme="dark">',
    );
    expect(withSettings(html, usualSettings)).toContain('<html lang="en"><meta');
  });

  it('cannot be led out of the attribute by what was chosen', () => {
    const chosen = ['"><script>alert(1)</script>', "$& $' &quot;"];
    const served = withSettings(html, { ...usualSettings, recentChoices: chosen });
    expect(served).not.toContain('<script>');
    const [, content = ''] = served.match(/settings" content="([^"]*)" \/>$/) ?? [];
    const read = content
      .replaceAll('&quot;', '"')
      .replaceAll('&lt;', '<')
      .replaceAll('&gt;', '>')
      .replaceAll('&amp;', '&');
    expect(JSON.parse(read).recentChoices).toEqual(chosen);
  });
});
