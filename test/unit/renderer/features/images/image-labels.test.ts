import { expect, it } from 'vitest';
import {
  downloadProblem,
  imageLine,
  jobLine,
  usersLine,
} from '../../../../../renderer/features/images/image-labels';
import type { Image, ImageJob } from '../../../../../shared/contract/service-images';

const disk: Image = {
  ...{ id: 'one', name: 'disk', path: '/disk.qcow2', kind: 'disk', format: 'qcow2' },
  ...{ virtualBytes: 8_388_608, bytes: 200_704, exists: true, isOwn: false, users: [] },
  guest: null,
};

const job: ImageJob = {
  ...{ id: 'one', title: 'tiny.iso', state: 'running', step: 'Downloading' },
  ...{ doneBytes: 1024, totalBytes: 4096, failure: null, images: [], resume: null },
};

it('says both sizes of an image that differ by more than a block', () => {
  expect(imageLine(disk)).toBe('qcow2, 8 MiB for the guest, 196 KiB here');
  expect(imageLine({ ...disk, bytes: 8_392_704 })).toBe('qcow2, 8 MiB');
  expect(imageLine({ ...disk, exists: false })).toBe('The file is gone.');
});

it('names who uses an image', () => {
  expect(usersLine([])).toBe('Not used in this lab');
  expect(usersLine(['vm1'])).toBe('Used by vm1');
  expect(usersLine(['vm1', 'vm2', 'vm3'])).toBe('Used by vm1, vm2 and vm3');
});

it('says how far a job is, as far as that is known', () => {
  expect(jobLine(job)).toBe('Downloading: 1 KiB of 4 KiB');
  expect(jobLine({ ...job, totalBytes: 0 })).toBe('Downloading: 1 KiB');
  expect(jobLine({ ...job, doneBytes: 0, totalBytes: 0 })).toBe('Downloading');
  expect(jobLine({ ...job, state: 'done', step: 'Done' })).toBe('Done');
});

it('takes a download with an address and a whole checksum only', () => {
  expect(downloadProblem('ftp://there/file', 'a'.repeat(64))).toContain('http://');
  expect(downloadProblem('http://there/file', 'a'.repeat(63))).toContain('64');
  expect(downloadProblem('http://there/file', 'A'.repeat(64))).toBeNull();
});
