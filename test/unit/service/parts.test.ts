import { describe, expect, it } from 'vitest';
import { checkParts } from '../../../electron/service/parts';
import { partSchema } from '../../../shared/service';

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
      if (id !== 'kvm' && id !== 'tun') expect(install).toBe(`sudo apt-get install ${id}`);
    }
  });

  it('finds KVM only where it was proved', async () => {
    const parts = await checkParts(kvm(false));
    expect(parts.find(({ id }) => id === 'kvm')?.found).toBe(false);
  });
});
