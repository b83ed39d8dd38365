/** The same shell in the real Electron, wherever its binary is present. */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { _electron } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { DesktopBridge } from '../../shared/contract/service';

const root = resolve(import.meta.dirname, '../..');
const binary = join(root, 'node_modules/electron/dist/electron');
const hasDisplay = Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

function obstacle(): string | null {
  if (!existsSync(binary)) {
    return "skipped, in CI as well: Electron's binary is not here, `npx install-electron --no` fetches it";
  }
  return hasDisplay ? null : 'skipped, in CI as well: no display, run it under xvfb-run';
}

async function openAndClose(home: string): Promise<void> {
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
  const app = await _electron.launch({
    executablePath: binary,
    args: [...sandbox, root, '--example=first-ping'],
    env: {
      ...(process.env as Record<string, string>),
      XDG_CONFIG_HOME: join(home, 'config'),
      XDG_DATA_HOME: join(home, 'data'),
    },
  });
  try {
    const page = await app.firstWindow();
    expect(page.url()).toBe('app://vdelab/');
    const seen = await page.evaluate(async () => {
      const { vdelab } = window as unknown as { vdelab: DesktopBridge };
      const reply = await vdelab.request({ id: 1, call: 'hello', params: {} });
      return { bridge: Object.keys(vdelab).sort(), reply, hasNode: 'require' in window };
    });
    expect(seen).toMatchObject({
      bridge: ['onEvent', 'request'],
      reply: { ok: true, value: { shell: 'desktop' } },
      hasNode: false,
    });
  } finally {
    await app.close();
  }
}

const reason = obstacle();
describe.skipIf(reason !== null)(`real Electron${reason === null ? '' : ` (${reason})`}`, () => {
  test('opens the page on its own origin with the bridge alone', async () => {
    const home = mkdtempSync('/tmp/vd-');
    try {
      await openAndClose(home);
    } finally {
      rmSync(home, { recursive: true, force: true });
    }
  });
});
