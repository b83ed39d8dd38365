import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterAll, expect, it } from 'vitest';
import { clearStaleInstances } from '../../electron/instances/stale-instances';
import { readJournal } from '../../electron/supervisor/instance-journal';
import { allProcesses } from '../../electron/system/processes/process-group';
import { plainQemu } from '../../shared/kinds/qemu';
import { plainUml } from '../../shared/kinds/uml';
import { qemuGuest } from '../harness/guests';
import { describeWith } from '../harness/parts';
import { umlGuest } from '../harness/uml-guest';

/** Live processes whose command line names the folder; zombies have none. */
function processesOf(folder: string): number[] {
  return allProcesses().filter((pid) => {
    try {
      return readFileSync(`/proc/${pid}/cmdline`, 'latin1').includes(folder);
    } catch {
      return false;
    }
  });
}

async function nodes(): Promise<string> {
  const common = { x: 0, y: 0, name: 'machine' };
  const card = { mac: '52:54:00:00:00:01' };
  const qemu = {
    ...common,
    ...plainQemu,
    ...(await qemuGuest()),
    cpuLimit: 90,
    id: 'q',
    kind: 'qemu',
    memory: 128,
    cpus: 1,
    cdrom: '',
    disks: [],
    accel: 'tcg',
    cards: [{ ...card, model: 'virtio-net-pci' }],
  };
  const { kernel, initrd } = await umlGuest();
  const settings = { kernel, memory: 128, rootfs: '', append: '' };
  const uml = { ...common, ...plainUml, ...settings, id: 'u', kind: 'uml', initrd, cards: [card] };
  return JSON.stringify({ qemu, uml });
}

describeWith(
  ['qemu-system-x86_64', 'linux.uml', 'vde_plug', 'busybox', 'cpio', 'depmod'],
  'An app that was killed',
  () => {
    const folder = mkdtempSync(join(tmpdir(), 'vdelab-kill-'));
    const root = join(folder, 'run');
    afterAll(() => rmSync(folder, { recursive: true, force: true }));

    it('leaves nothing that the next start does not clear', async () => {
      mkdirSync(root);
      const tsx = createRequire(import.meta.url).resolve('tsx');
      const script = resolve(import.meta.dirname, '../harness/app-to-kill.ts');
      const app = spawn(process.execPath, ['--import', tsx, script, root, await nodes()], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const said = await Promise.race([once(app.stdout, 'data'), once(app, 'exit')]);
      expect(String(said[0])).toBe('running\n');
      expect(await clearStaleInstances(root)).toEqual([]);

      app.kill('SIGKILL');
      await once(app, 'exit');
      // The two switches and QEMU at least.
      expect(processesOf(folder).length).toBeGreaterThanOrEqual(3);
      const [instance = ''] = readdirSync(root);
      const { groups } = readJournal(join(root, instance, 'journal'));
      // Root may make control groups anywhere.
      if (process.getuid?.() === 0) expect(groups.filter(existsSync).length).toBeGreaterThan(0);

      const [cleared, ...others] = await clearStaleInstances(root);
      expect(others).toEqual([]);
      const killed = cleared?.processes.map(({ program }) => program) ?? [];
      // UML may have ended by itself already, because its terminal went with the app.
      expect(killed.filter((program) => !/uml/.test(program)).sort()).toEqual([
        'qemu-system-x86_64',
        'vde_plug',
        'vde_plug',
      ]);
      expect(processesOf(folder)).toEqual([]);
      expect(readdirSync(root)).toEqual([]);
      expect(existsSync(join(folder, 'mysw'))).toBe(false);
      expect(groups.filter(existsSync)).toEqual([]);
    });
  },
);
