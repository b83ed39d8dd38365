import { describe, expect, it } from 'vitest';
import { placeKernel } from '../../../../renderer/features/problems/kernel-place';
import {
  type UmlVerdict,
  umlKernelFindings,
  umlKernelsOf,
} from '../../../../shared/contract/uml-kernels';
import { emptyDocument, type UmlNode } from '../../../../shared/document/topology';
import { plainUml } from '../../../../shared/kinds/uml';

function machine(id: string, change: Partial<UmlNode> = {}): UmlNode {
  return {
    ...{ id, kind: 'uml', ...plainUml, name: id, x: 0, y: 0, kernel: '', memory: 64 },
    ...{ rootfs: '/i/root_fs', initrd: '', append: '', cards: [] },
    ...change,
  };
}

function drawing(...nodes: UmlNode[]) {
  const document = emptyDocument('00000000-0000-4000-8000-0000000000d1', 'Kernels');
  for (const node of nodes) document.nodes[node.id] = node;
  return document;
}

const unfit: UmlVerdict = {
  ...{ kernel: '', state: 'unfit', path: '/usr/bin/linux.uml', version: '6.1.176' },
  ...{ reason: 'ends before its first process runs', detail: 'Kernel panic', cards: 'eth' },
};
const verdicts = (...all: UmlVerdict[]) => new Map(all.map((one) => [one.kernel, one]));
const lab = drawing(
  machine('a'),
  machine('b', { modules: '/usr/lib/uml/modules' }),
  machine('c', { kernel: '/my/linux' }),
);

describe('the kernels of a drawing', () => {
  it('are named once each', () => {
    expect(umlKernelsOf(lab)).toEqual(['', '/my/linux']);
  });

  it('are an error at each machine where they do not run, and only there', () => {
    const findings = umlKernelFindings(lab, verdicts(unfit));
    expect(findings.map(({ record }) => record)).toEqual(['a', 'b']);
    expect(findings[0]).toMatchObject({
      ...{ severity: 'error', field: 'kernel', remedy: { do: 'take-uml-kernel' } },
      message:
        'The kernel of a, Linux 6.1.176 (/usr/bin/linux.uml), ends before its first process runs.',
      next: expect.stringContaining('Linux 6.13 or later'),
    });
    for (const state of ['runs', 'unknown'] as const) {
      expect(umlKernelFindings(lab, verdicts({ ...unfit, state }))).toEqual([]);
    }
  });

  it('make way for another in all machines that have the same, with its modules', () => {
    const { nodes } = placeKernel(lab, 'a', '/images/uml-7.2.7');
    expect(nodes.updated.map(([, { id }]) => id)).toEqual(['a', 'b']);
    expect(nodes.updated[0]![1]).toMatchObject({ kernel: '/images/uml-7.2.7', modules: '' });
    expect(nodes.updated[1]![1]).toMatchObject({ modules: '/images/uml-7.2.7.d/modules' });
    expect(placeKernel(lab, 'nobody', '/images/uml-7.2.7').nodes.updated).toEqual([]);
  });
});
