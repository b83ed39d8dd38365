import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, test, vi } from 'vitest';
import { launchArguments } from '../../../../electron/desktop/launch-arguments';
import { isConsolesUrl, isPageUrl } from '../../../../electron/desktop/page-origin';
import { QuitSequence } from '../../../../electron/desktop/quit-sequence';
import { rememberBounds, restoreBounds } from '../../../../electron/desktop/window-bounds';

describe('page origin', () => {
  test.each(['app://vdelab/', 'app://vdelab/index.html?x#y'])('%s is the page', (url) => {
    expect(isPageUrl(url)).toBe(true);
  });
  test.each(['app://vdelab.evil/', 'app://other/', 'https://vdelab/', 'about:blank', '', 'x'])(
    '"%s" is not the page',
    (url) => expect(isPageUrl(url)).toBe(false),
  );
  test('windows with consoles have an owner and a name, and nothing else', () => {
    const [owner, window] = ['1f0c9f6e-0000-4000-8000-000000000001', 'abcdefgh'];
    expect(isConsolesUrl(`app://vdelab/#/console/${owner}/${window}`)).toBe(true);
    for (const hash of ['', '#/console/', `#/console/${owner}`, `#/console/${owner}/x/${window}`]) {
      expect(isConsolesUrl(`app://vdelab/${hash}`)).toBe(false);
    }
    expect(isConsolesUrl(`app://other/#/console/${owner}/${window}`)).toBe(false);
  });
});

describe('launch arguments', () => {
  test('are known by their form among Chromium’s own', () => {
    const argv = ['electron', '--no-sandbox', '.', '--example=first-ping', 'a/b.vdelab', '--x'];
    expect(launchArguments(argv, '/home/me')).toEqual({
      path: '/home/me/a/b.vdelab',
      example: 'first-ping',
    });
  });
  test('may be absent', () => {
    expect(launchArguments(['electron', '.'], '/home/me')).toEqual({});
  });
});

describe('window bounds', () => {
  const screens = [{ x: 0, y: 0, width: 1920, height: 1080 }];
  const bounds = { x: 100, y: 50, width: 1000, height: 700, isMaximized: true };

  test('come back when they can be seen, and not otherwise', () => {
    const folder = mkdtempSync(join(tmpdir(), 'vdelab-bounds-'));
    const file = join(folder, 'window.json');
    try {
      expect(restoreBounds(file, screens)).toBeNull();
      rememberBounds(file, bounds);
      expect(restoreBounds(file, screens)).toEqual(bounds);
      rememberBounds(file, { ...bounds, x: 1900 });
      expect(restoreBounds(file, screens)).toBeNull();
      writeFileSync(file, '{"x":');
      expect(restoreBounds(file, screens)).toBeNull();
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('quit sequence', () => {
  function parts(isLabRunning: boolean, answer: boolean) {
    return {
      isLabRunning: () => isLabRunning,
      ask: vi.fn(async () => answer),
      stopLab: vi.fn(async () => undefined),
      skipGrace: vi.fn(),
      end: vi.fn(),
    };
  }

  test('asks nothing when nothing runs', async () => {
    const quiet = parts(false, false);
    await new QuitSequence(quiet).request();
    expect(quiet.ask).not.toHaveBeenCalled();
    expect(quiet.end).toHaveBeenCalledExactlyOnceWith(false);
  });

  test('asks once, and a No keeps everything going', async () => {
    const running = parts(true, false);
    const quit = new QuitSequence(running);
    await Promise.all([quit.request(), quit.request()]);
    expect(running.ask).toHaveBeenCalledOnce();
    expect(running.stopLab).not.toHaveBeenCalled();
    expect(quit.isOver).toBe(false);
    await quit.request();
    expect(running.ask).toHaveBeenCalledTimes(2);
  });

  test('a signal overtakes the question and stops the lab once', async () => {
    const running = parts(true, true);
    const quit = new QuitSequence(running);
    await Promise.all([quit.request(), quit.force(), quit.force()]);
    expect(running.stopLab).toHaveBeenCalledOnce();
    expect(running.end).toHaveBeenCalledExactlyOnceWith(false);
    expect(quit.isOver).toBe(true);
  });

  test('a second signal hurries a stop that is under way', async () => {
    const running = parts(true, true);
    const quit = new QuitSequence(running);
    const stopped = quit.force();
    expect(running.skipGrace).not.toHaveBeenCalled();
    await quit.force();
    expect(running.skipGrace).toHaveBeenCalledOnce();
    await stopped;
    await quit.force();
    expect(running.skipGrace).toHaveBeenCalledOnce();
  });

  test('ends with a failure when the lab could not be stopped', async () => {
    const stuck = { ...parts(true, true), stopLab: () => Promise.reject(new Error('stuck')) };
    const log = vi.spyOn(console, 'error').mockImplementation(() => undefined);
    await new QuitSequence(stuck).request();
    expect(stuck.end).toHaveBeenCalledExactlyOnceWith(true);
    expect(log).toHaveBeenCalledOnce();
    log.mockRestore();
  });
});
