import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Arrangements } from '../../../../electron/service/arrangements';
import {
  type Arrangement,
  arrangementSchema,
  type DockNode,
} from '../../../../shared/contract/service-arrangement';

const one: Arrangement = {
  tabs: [{ id: 'pc1:console', title: 'pc1' }],
  layout: { kind: 'pane', id: 'pane-1', tabs: ['pc1:console'], active: 'pc1:console' },
  active: 'pc1:console',
  open: true,
  height: 300,
};

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vdelab-arrangements-'));
  file = join(folder, 'data', 'arrangements.json');
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('the arrangements', () => {
  it('are there for another service on the same folder', async () => {
    await new Arrangements(file).set('lab', one);
    expect(await new Arrangements(file).get('lab')).toEqual(one);
    expect(await new Arrangements(file).get('another')).toBeNull();
  });

  it('forget the labs that were changed longest ago', async () => {
    const arrangements = new Arrangements(file);
    for (let lab = 0; lab < 100; lab++) await arrangements.set(`lab-${lab}`, one);
    await arrangements.set('lab-0', { ...one, height: 400 });
    await arrangements.set('one-more', one);
    expect(await arrangements.get('lab-0')).toMatchObject({ height: 400 });
    expect(await arrangements.get('lab-1')).toBeNull();
    expect(await arrangements.get('lab-2')).toEqual(one);
  });

  it('begin anew after a broken file', async () => {
    await new Arrangements(file).set('lab', one);
    writeFileSync(file, '{"half');
    const arrangements = new Arrangements(file);
    expect(await arrangements.get('lab')).toBeNull();
    await arrangements.set('lab', one);
    expect(await new Arrangements(file).get('lab')).toEqual(one);
  });

  it('take no tree that is deeper than anybody splits', () => {
    let layout = one.layout as DockNode;
    for (let depth = 0; depth < 10_000; depth++) {
      layout = { kind: 'split', direction: 'row', sizes: [0.5, 0.5], children: [layout, layout] };
    }
    expect(arrangementSchema.safeParse({ ...one, layout }).success).toBe(false);
  });

  it('take no tab with another kind of name', () => {
    const tabs = [{ id: 'view:../../x', title: '' }];
    expect(arrangementSchema.safeParse({ ...one, tabs }).success).toBe(false);
  });
});
