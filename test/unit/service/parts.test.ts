import { describe, expect, it } from 'vitest';
import { namespaceCommand, spacePart } from '../../../electron/service/host-parts';
import { checkParts } from '../../../electron/service/parts';
import { partSchema } from '../../../shared/parts';

/** Parts that are no packages. */
const settings = new Set(['kvm', 'tun', 'user-namespaces', 'disk-space']);

const kvm = (works: boolean) => async () => ({ works, reason: works ? '' : 'no', detail: '' });

describe('checkParts', () => {
  it('describes every part as the contract wants it', async () => {
    const parts = await checkParts(kvm(false));
    for (const part of parts) {
      expect(partSchema.parse(part)).toEqual(part);
      expect(part.purpose).not.toBe('');
      expect(part.without).not.toBe('');
    }
    expect(new Set(parts.map(({ id }) => id)).size).toBe(parts.length);
  });

  it('gives one command for each program that could be missing', async () => {
    for (const { id, install } of await checkParts(kvm(false))) {
      if (!settings.has(id)) expect(install).toBe(`sudo apt-get install ${id}`);
    }
  });

  it('finds KVM only where it was proved', async () => {
    const parts = await checkParts(kvm(false));
    expect(parts.find(({ id }) => id === 'kvm')?.found).toBe(false);
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
