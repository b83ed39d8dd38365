/** What is done to a QEMU machine that runs: pausing, resetting, switching off, and its CD drive. */
import { existsSync, readdirSync, writeFileSync } from 'node:fs';
import { connect } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, expect, it } from 'vitest';
import type { ImageClaim } from '../../electron/machines/common/machine-driver';
import { failureOf } from '../../shared/failure/failure';
import { PROMPT, type QemuGuest, qemuGuest } from '../harness/guests';
import type { TestConsole } from '../harness/machine-stage';
import { describeWith } from '../harness/parts';
import { inVdens, withAddress } from '../harness/programs';
import { QemuStage } from '../harness/qemu-stage';

const MAC = '52:54:00:12:34:56';
const POWER_DOWN = 'reboot: Power down';

let guest: QemuGuest;
let stage: QemuStage;

/** An image of a CD that begins with a text. */
function cd(name: string): string {
  const path = join(stage.root, `${name}.iso`);
  writeFileSync(path, name.padEnd(1 << 20, '\0'));
  return path;
}

/** Whether the guest answers another machine on the switch. */
async function ping(directory: string): Promise<boolean> {
  const script = `${withAddress('10.1.0.2/24')} ping -c 1 -W 1 10.1.0.1`;
  const other = inVdens(`vde://${directory}`, script);
  try {
    const [, received] = await other.printed(/ (\d) received/);
    return received === '1';
  } finally {
    await other.stop();
  }
}

/** Waits until the guest reads the text from its CD: Linux notices another one at the second look. */
async function reads(console: TestConsole, text: string): Promise<void> {
  const look = `head -c ${text.length} /dev/sr0 2>/dev/null | grep -q ${text}`;
  await console.run(`until ${look}; do sleep 0.1; done`);
}

/** Its first word, as far as QEMU's RFB server says it to everybody. */
function greeting(socket: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const client = connect(socket);
    client.once('data', (data) => {
      client.destroy();
      resolve(data.toString());
    });
    client.once('error', reject);
  });
}

describeWith(
  ['qemu-system-x86_64', 'vde_plug', 'vdens', 'busybox', 'cpio', 'depmod', 'ping', 'root'],
  'A running QEMU machine',
  () => {
    beforeAll(async () => {
      guest = await qemuGuest();
    });
    beforeEach(() => {
      stage = new QemuStage();
    });
    afterEach(() => stage.close());

    it('stands still and goes on, is reset, and switches itself off when asked', async () => {
      const sw = await stage.switch();
      const cards = [{ mac: MAC, model: 'virtio-net-pci' as const }];
      const { run, console } = await stage.boot(guest, { cards }, [sw]);
      expect(stage.facts).toMatchObject({ badge: 'TCG', paused: false, medium: null });
      expect(await greeting(stage.screen!)).toMatch(/^RFB /);

      await console.run('ip addr add 10.1.0.1/24 dev eth0; ip link set eth0 up');
      await expect.poll(() => ping(sw), { timeout: 20_000 }).toBe(true);
      await run.controls!.pause!();
      await expect.poll(() => stage.facts.paused).toBe(true);
      expect(await ping(sw)).toBe(false);
      await run.controls!.resume!();
      await expect.poll(() => stage.facts.paused).toBe(false);
      await expect.poll(() => ping(sw), { timeout: 20_000 }).toBe(true);

      const monitor = stage.console('monitor').source;
      monitor.write('stop\n');
      await expect.poll(() => stage.facts.paused).toBe(true);
      monitor.write('cont\n');
      await expect.poll(() => stage.facts.paused).toBe(false);

      await console.run('echo before > /tmp/before');
      await run.controls!.reset!();
      await console.until(PROMPT);
      expect(await console.run('cat /tmp/before')).toContain('No such file');

      // A guest that stands still is woken, for it would not hear.
      await run.controls!.pause!();
      await run.controls!.powerOff!();
      await console.until(POWER_DOWN);
      expect(await run.exited).toEqual({ failure: null });
      expect(readdirSync(join(stage.instance.directory, 'm1'))).toEqual([]);
      expect(existsSync(stage.screen!)).toBe(false);
      const failure = await run.controls!.pause!().catch(failureOf);
      expect(failure).toMatchObject({ code: 'program-failed', record: 'm1' });
    });

    it('is switched off hard, without the guest being asked', async () => {
      const { run, console } = await stage.boot(guest);
      await run.controls!.kill!();
      await expect(console.until(POWER_DOWN, 0)).rejects.toThrow();
      expect(await run.exited).toEqual({ failure: null });
      expect(stage.supervisor.size).toBe(0);
    });

    it('sees what is put into its CD drive, and holds it while it uses it', async () => {
      const [first, second] = [cd('first'), cd('second')];
      const claimed: ImageClaim[] = [];
      const run = await stage.start({ ...guest, cdrom: first }, [], {
        claimImages: async (claims) => void claimed.push(...claims),
      });
      const console = stage.console('console');
      await console.until(PROMPT);
      expect(stage.facts.medium).toBe(first);
      await reads(console, 'first');

      await run.setMedium!(second);
      await expect.poll(() => stage.facts.medium).toBe(second);
      expect(claimed).toContainEqual({ path: second, use: 'read' });
      await reads(console, 'second');

      // Linux locks the drive while it is open.
      await console.run('sleep 1000 < /dev/sr0 &');
      expect(await run.setMedium!('').catch(failureOf)).toMatchObject({ code: 'bad-request' });
      expect(stage.facts.medium).toBe(second);
      await console.run('kill %1; wait');
      await run.setMedium!('');
      await expect.poll(() => stage.facts.medium).toBe('');
      expect(await console.run('head -c 8 /dev/sr0')).toMatch(/No medium/i);

      const missing = await run.setMedium!('/nowhere.iso').catch(failureOf);
      expect(missing).toMatchObject({ code: 'image-missing' });
      await run.controls!.kill!();
    });
  },
);
