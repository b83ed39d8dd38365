import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { fileStem } from '../../../../electron/templates/template-file';
import { Templates } from '../../../../electron/templates/templates';
import { addNode } from '../../../../renderer/document/edits/edits';
import { calls } from '../../../../shared/contract/service';
import {
  MAX_TEMPLATE_BYTES,
  TEMPLATE_EXTENSION,
} from '../../../../shared/contract/service-templates';
import { applyDiff } from '../../../../shared/document/document-diff';
import { printDocument } from '../../../../shared/document/document-print';
import { emptyDocument, type TopologyDocument } from '../../../../shared/document/topology';
import type { NodeKind } from '../../../../shared/kinds/registry';

let folder: string;
let told: number;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'vdelab-templates-'));
  told = 0;
});
afterEach(() => rm(folder, { recursive: true }));

const create = () => new Templates({ directory: join(folder, 'kept'), tellChanged: () => told++ });
const failing = (code: string) => ({ failure: expect.objectContaining({ code }) });

function drawn(...kinds: NodeKind[]): TopologyDocument {
  return kinds.reduce(
    (document, kind) => applyDiff(document, addNode(document, kind, { x: 0, y: 0 }).diff),
    emptyDocument('7b5b9d3e-3f0e-4d7e-9d1c-0a4b5c6d7e8f'),
  );
}

describe('Templates', () => {
  it('keeps a part of a drawing under a safe file name and lists it', async () => {
    const templates = create();
    const { id, templates: listed } = await templates.save(
      drawn('pc', 'pc'),
      'My Älpine ../ router',
      'With a firewall',
      true,
    );
    expect(id).toBe('my-a-lpine-router');
    expect(listed).toEqual([
      {
        id,
        name: 'My Älpine ../ router',
        description: 'With a firewall',
        nodes: 2,
        cables: 0,
        kind: 'pc',
      },
    ]);
    expect(told).toBe(1);
    const again = await templates.save(drawn('pc', 'switch'), 'my alpine router', '', true);
    expect(again.templates.map(({ kind }) => kind)).toEqual(['pc', null]);
    expect((await readdir(join(folder, 'kept'))).length).toBe(3);
  });

  it('lists a file with the longest name that a file can have', async () => {
    const templates = create();
    const { id } = await templates.save(drawn('pc'), 'router', '', true);
    const kept = join(folder, 'kept');
    const longest = 'x'.repeat(255 - TEMPLATE_EXTENSION.length);
    await rename(join(kept, id + TEMPLATE_EXTENSION), join(kept, longest + TEMPLATE_EXTENSION));
    const listed = calls['templates.list'].result.parse(await templates.list());
    expect(listed.templates.map((template) => template.id)).toEqual([longest]);
  });

  it('gives a second template of the same name a file of its own', async () => {
    const templates = create();
    await templates.save(drawn('pc'), 'router', '', true);
    const { id } = await templates.save(drawn('pc'), 'Router', '', true);
    expect(id).toBe('router-2');
  });

  it('knows what was made here until the file is another one', async () => {
    const templates = create();
    const { id } = await templates.save(drawn('host'), 'own', '', true);
    expect((await templates.get(id)).isOwn).toBe(true);
    await templates.change(id, 'Renamed', 'Still ours');
    const { document, isOwn } = await templates.get(id);
    expect([document.name, document.description, isOwn]).toEqual(['Renamed', 'Still ours', true]);
    const path = join(folder, 'kept', 'own.vdelab-template');
    await writeFile(path, printDocument({ ...document, nodes: drawn('host').nodes }));
    expect((await templates.get(id)).isOwn).toBe(false);
    await templates.change(id, 'Again', '');
    expect((await templates.get(id)).isOwn).toBe(false);
  });

  it('never takes a file from elsewhere for one of its own', async () => {
    const templates = create();
    const { id } = await templates.importText(printDocument(drawn('host')));
    expect((await templates.get(id)).isOwn).toBe(false);
    const path = join(folder, 'given.vdelab-template');
    await writeFile(path, printDocument({ ...drawn('qemu'), name: 'Given' }));
    const given = await templates.importFile(path);
    expect(given.templates.find((one) => one.id === given.id)?.name).toBe('Given');
    expect((await templates.get(given.id)).isOwn).toBe(false);
  });

  it('lists the others when files are broken, too large, or no files', async () => {
    const templates = create();
    await templates.save(drawn('pc'), 'good', '', true);
    const kept = join(folder, 'kept');
    await writeFile(join(kept, 'torn.vdelab-template'), '{"format":');
    await writeFile(join(kept, 'huge.vdelab-template'), ' '.repeat(MAX_TEMPLATE_BYTES + 1));
    await writeFile(join(kept, 'other.txt'), 'not ours');
    spawnSync('mkfifo', [join(kept, 'pipe.vdelab-template')]);
    const list = await templates.list();
    expect(list.templates.map(({ id }) => id)).toEqual(['good']);
    expect(list.broken.map(({ file }) => file)).toEqual([
      'huge.vdelab-template',
      'pipe.vdelab-template',
      'torn.vdelab-template',
    ]);
    for (const { message } of list.broken) expect(message).not.toBe('');
  });

  it('refuses what is no template, with a sentence', async () => {
    const templates = create();
    await expect(templates.importText('hello')).rejects.toMatchObject(failing('document-broken'));
    await expect(templates.importText(printDocument(drawn()))).rejects.toMatchObject(
      failing('document-broken'),
    );
    await expect(templates.importFile(join(folder, 'none'))).rejects.toMatchObject(
      failing('file-missing'),
    );
    await expect(templates.importFile(folder)).rejects.toMatchObject(failing('file-forbidden'));
  });

  it('reaches nothing outside of its list', async () => {
    const templates = create();
    const outside = join(folder, 'outside.vdelab-template');
    await writeFile(outside, printDocument(drawn('pc')));
    for (const id of ['../outside', 'own.json', 'gone']) {
      await expect(templates.get(id)).rejects.toMatchObject(failing('not-found'));
      await expect(templates.remove(id)).rejects.toMatchObject(failing('not-found'));
    }
    expect(await readFile(outside, 'utf8')).not.toBe('');
  });

  it('forgets a deleted template', async () => {
    const templates = create();
    const { id } = await templates.save(drawn('pc'), 'router', '', true);
    expect((await templates.remove(id)).templates).toEqual([]);
    await expect(templates.get(id)).rejects.toMatchObject(failing('not-found'));
  });
});

it.each([
  ['My Alpine router', 'my-alpine-router'],
  ['../../etc/passwd', 'etc-passwd'],
  ['日本', 'template'],
  ['x'.repeat(90), 'x'.repeat(60)],
])('the file of %s is called %s', (name, stem) => {
  expect(fileStem(name)).toBe(stem);
});
