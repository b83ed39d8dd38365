import { afterEach, describe, expect, it } from 'vitest';
import { portLabel, type UmlNode } from '../../../../shared/document/topology';
import { learnCardNames } from '../../../../shared/kinds/card-names';
import { plainUml } from '../../../../shared/kinds/uml';

const KERNEL = '/opt/linux-of-the-test';

const machine: UmlNode = {
  ...{ id: 'uml1', name: 'uml1', x: 0, y: 0, kind: 'uml', kernel: KERNEL, memory: 64 },
  ...{ rootfs: '', initrd: '/tmp/initrd', append: '' },
  ...plainUml,
  cards: [{ mac: '02:00:00:00:00:01' }, { mac: '02:00:00:00:00:02' }],
};

describe('the cards of a User-Mode Linux machine', () => {
  afterEach(() => void learnCardNames(KERNEL, 'eth'));

  it('are called eth until their kernel was asked, and then as it calls them', () => {
    expect(portLabel(machine, 1)).toBe('eth1');
    expect(learnCardNames(KERNEL, 'vec')).toBe(true);
    expect(portLabel(machine, 1)).toBe('vec1');
    expect(learnCardNames(KERNEL, 'vec')).toBe(false);
    expect(learnCardNames(KERNEL, null)).toBe(false);
    expect(portLabel({ ...machine, kernel: '/opt/another' }, 1)).toBe('eth1');
  });
});
