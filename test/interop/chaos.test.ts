/** A short run of chaos; `npm run chaos` goes on for as long as is wanted. */
import { resolve } from 'node:path';
import { expect, it } from 'vitest';
import { describeWith } from '../harness/parts';
import { startProgram } from '../harness/programs';

const root = resolve(import.meta.dirname, '../..');
/** A lab in which a hub and hosts are, and steps that hang the data plane, kill the app and fill folders. */
const SEED = 1;

describeWith(['root', 'vde_plug'], 'chaos', () => {
  it('leaves nothing, and loses neither calls, frames nor documents', async () => {
    const chaos = ['--import', 'tsx', resolve(root, 'test/chaos/chaos.ts')];
    const options = ['--seed', String(SEED), '--steps', '25'];
    const run = startProgram(process.execPath, [...chaos, ...options]);
    try {
      expect(await run.ended, run.output()).toBe(0);
      expect(run.output()).toMatch(/Nothing found/);
    } finally {
      await run.stop();
    }
  });
});
