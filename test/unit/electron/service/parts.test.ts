import { describe, expect, it } from 'vitest';
import {
  namespaceCommand,
  spacePart,
  umlKernelPart,
} from '../../../../electron/service/host-parts';
import { checkParts } from '../../../../electron/service/parts';
import type { UmlVerdict } from '../../../../shared/contract/uml-kernels';
import { partSchema } from '../../../../shared/lab/parts';

/** Parts that are no packages. */
const settings = new Set([
  'kvm',
  'tun',
  'user-namespaces',
  'disk-space',
  'uml-kernel',
  'uml-memory',
]);

const kernel = {
  ...{ kernel: '', path: '/usr/bin/linux.uml', version: '6.1.176', detail: '' },
  cards: 'eth' as const,
};
const runs: UmlVerdict = { ...kernel, state: 'runs', reason: '' };
const proofs = {
  kvm: async () => ({ works: false, reason: 'no', detail: '' }),
  uml: async () => runs,
};

describe('checkParts', () => {
  it('describes every part as the contract wants it', async () => {
    const parts = await checkParts(proofs);
    for (const part of parts) {
      expect(partSchema.parse(part)).toEqual(part);
      expect(part.purpose).not.toBe('');
      expect(part.without).not.toBe('');
    }
    expect(new Set(parts.map(({ id }) => id)).size).toBe(parts.length);
  });

  it('gives one command for each program that could be missing', async () => {
    for (const { id, install } of await checkParts(proofs)) {
      if (!settings.has(id)) expect(install).toBe(`sudo apt-get install ${id}`);
    }
  });

  it('finds KVM only where it was proved', async () => {
    const parts = await checkParts(proofs);
    expect(parts.find(({ id }) => id === 'kvm')?.found).toBe(false);
  });
});

describe('the kernel of UML machines', () => {
  it('is found where a first process ran, and else says why not and which one to take', () => {
    expect(umlKernelPart(runs)).toMatchObject({ found: true, version: 'a first process ran' });
    const unfit = umlKernelPart({ ...kernel, state: 'unfit', reason: 'ends before that' });
    expect(unfit).toMatchObject({ found: false, version: 'Linux 6.1.176 ends before that' });
    expect(unfit.without).toContain('Linux 6.13 or later');
  });

  it('is not said to be missing where nobody knows, but where there is none', () => {
    const unknown: UmlVerdict = { ...runs, state: 'unknown', version: '' };
    expect(umlKernelPart(unknown)).toMatchObject({ found: true, version: 'could not be tried' });
    expect(umlKernelPart({ ...unknown, path: '' })).toMatchObject({ found: false, version: '' });
  });
});

describe('the settings of a computer', () => {
  it('name the one that keeps user namespaces away', () => {
    const command = (values: Record<string, string>) =>
      namespaceCommand((name) => values[name] ?? '');
    expect(command({ 'kernel.unprivileged_userns_clone': '0' })).toBe(
      'sudo sysctl -w kernel.unprivileged_userns_clone=1',
    );
    expect(command({ 'kernel.apparmor_restrict_unprivileged_userns': '1' })).toBe(
      'sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0',
    );
    expect(command({ 'user.max_user_namespaces': '0' })).toBe(
      'sudo sysctl -w user.max_user_namespaces=15000',
    );
    expect(command({ 'user.max_user_namespaces': '9000' })).toBe('');
  });

  it('say how much room there is, also for a folder that is not there yet', () => {
    const { version } = spacePart('/tmp/not/yet');
    expect(version).toMatch(/^\d+\.\d GiB free at \/tmp\/not\/yet$/);
  });
});
