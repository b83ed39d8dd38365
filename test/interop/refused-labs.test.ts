/** A lab that cannot be opened, in each way in which one is, does not cost the lab that runs. */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { ownerKey, thisOwner } from '../../electron/system/processes/process-owner';
import { newNode } from '../../renderer/document/records/new-node';
import { emptyDocument } from '../../shared/document/topology';
import { LabSession } from '../harness/lab-session';
import { describeWith } from '../harness/parts';

/** No process can have it: the kernel's limit is 4194304. */
const gone = ownerKey({ ...thisOwner(), pid: 999_999_999, startTime: 1 });
let lab: LabSession;

beforeEach(async () => {
  const document = emptyDocument('0d4dcf3e-6f0a-4f55-8a3c-0c9f6d1f4a21', 'Runs');
  const pc = newNode(document, 'pc', { x: 100, y: 100 }, Math.random);
  lab = await LabSession.open({ ...document, nodes: { p: { ...pc, id: 'p' } } });
  await lab.call('lab.start', { nodes: 'all' });
});
afterEach(() => lab.close());

const states = () => lab.history.filter((step) => step.startsWith('p '));

describeWith([], 'a lab that runs', () => {
  it('goes on when another one cannot be read', async () => {
    const torn = join(lab.folder, 'torn.vdelab');
    writeFileSync(torn, '{"format": "vdelab",\n oops');
    const autosave = join(lab.folder, 'data/vdelab/autosave');
    mkdirSync(autosave, { recursive: true });
    writeFileSync(join(autosave, `${gone}.json`), '{"torn');
    const before = states();
    const ways = [
      lab.call('workspace.open', { path: torn }),
      lab.call('workspace.open', { path: join(lab.folder, 'none.vdelab') }),
      lab.call('workspace.open', { path: '/dev/zero' }),
      lab.call('workspace.openText', { text: '{"format": "vdelab", "version": 999}' }),
      lab.call('workspace.openExample', { id: 'no-such-example' }),
      lab.call('workspace.recover', { id: gone }),
    ];
    for (const way of await Promise.allSettled(ways)) expect(way.status).toBe('rejected');
    expect(states()).toEqual(before);
    expect((await lab.status()).nodes.p?.state).toBe('running');
    expect((await lab.call('workspace.get', {})).document.name).toBe('Runs');
  });

  it('is stopped when another one takes its place', async () => {
    await lab.call('workspace.openExample', { id: 'first-ping' });
    expect(states().at(-1)).toBe('p off');
  });
});
