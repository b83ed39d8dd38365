import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type Holder, ImageClaims } from '../../../../electron/images/image-claims';
import type { ImageClaim } from '../../../../electron/machines/common/machine-driver';
import { FailureError } from '../../../../shared/failure/failure';

let folder: string;
let image: string;
let here: ImageClaims;
let there: ImageClaims;

const machine = (id: string, purpose: Holder['purpose'] = 'run'): Holder => ({
  document: 'lab',
  id,
  name: id.toUpperCase(),
  purpose,
});
const uses = (use: ImageClaim['use'], path = image): ImageClaim[] => [{ path, use }];

async function refusal(claim: Promise<void>) {
  const error = await claim.then(
    () => null,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(FailureError);
  return (error as FailureError).failure;
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'vdelab-claims-'));
  image = join(folder, 'disk.img');
  writeFileSync(image, 'disk');
  here = new ImageClaims(join(folder, 'claims'));
  there = new ImageClaims(join(folder, 'claims'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('images', () => {
  it('are read and stood upon by any number of machines, in any window', async () => {
    await here.claim(machine('a'), uses('base'));
    await here.claim(machine('b'), uses('base'));
    await there.claim(machine('c'), uses('read'));
  });

  it('are never written to by two, and both are named', async () => {
    await here.claim(machine('a'), uses('write'));
    const failure = await refusal(here.claim(machine('b'), uses('write')));
    expect(failure).toMatchObject({ code: 'image-busy', record: 'b' });
    expect(failure.message).toMatch(/B cannot use .*disk\.img: A writes to it now/);
  });

  it('are not written to below an overlay, nor stood upon while they are written to', async () => {
    await here.claim(machine('a'), uses('base'));
    expect((await refusal(here.claim(machine('b'), uses('write')))).message).toContain('A uses it');
    here.release(machine('a'));
    await here.claim(machine('b'), uses('write'));
    expect((await refusal(here.claim(machine('a'), uses('base')))).message).toContain('B writes');
  });

  it('are kept apart between windows, also under another name of the file', async () => {
    await there.claim(machine('a'), uses('write'));
    const link = join(folder, 'link.img');
    symlinkSync(image, link);
    const failure = await refusal(here.claim(machine('b'), uses('write', link)));
    expect(failure.message).toContain('A of another Vdelab window writes to it now');
    there.release(machine('a'));
    await expect
      .poll(() =>
        here.claim(machine('b'), uses('write', link)).then(
          () => 'given',
          () => 'busy',
        ),
      )
      .toBe('given');
  });

  it('go to one of two windows that want them at once', async () => {
    const both = [here, there].map((window, index) =>
      window.claim(machine(`m${index}`), uses('write')).then(
        () => 'given',
        () => 'refused',
      ),
    );
    expect((await Promise.all(both)).sort()).toEqual(['given', 'refused']);
  });

  it('are free again when the window that had them is gone, however it ended', async () => {
    const dead = { pid: 1, startTime: -1, boot: 'another', namespace: 'another' };
    await there.claim(machine('a'), uses('write'));
    const [name] = readdirSync(join(folder, 'claims')).filter((file) => file.endsWith('.json'));
    const path = join(folder, 'claims', name!);
    const { claims } = JSON.parse(readFileSync(path, 'utf8'));
    writeFileSync(path, JSON.stringify({ owner: dead, claims }));
    await here.claim(machine('b'), uses('write'));
    expect(existsSync(path)).toBe(false);
  });

  it('are closed without a trace', async () => {
    await here.claim(machine('a'), uses('write'));
    here.close();
    expect(readdirSync(join(folder, 'claims'))).toEqual([]);
  });

  it('of a machine that is maintained are not started, and the other way round', async () => {
    await here.claim(machine('a', 'maintain'), uses('write'));
    const starting = await refusal(here.claim(machine('a'), uses('write')));
    expect(starting.message).toBe(
      'The disks of A are in use: it is being started, wiped or committed.',
    );
    here.release(machine('a', 'maintain'));
    await there.claim(machine('a'), uses('write'));
    const twice = await refusal(here.claim(machine('a'), uses('write')));
    expect(twice.message).toContain('it runs already, as A of another Vdelab window');
  });
});
