import { expect, it } from 'vitest';
import { plainUml } from '../../../../shared/document/machine-nodes';
import type { UmlNode } from '../../../../shared/document/topology';
import { umlFindings } from '../../../../shared/rules/uml-rules';

function machine(id: string, change: Partial<UmlNode>): UmlNode {
  return {
    ...{ id, kind: 'uml', ...plainUml, name: id, x: 0, y: 0, kernel: '', memory: 128 },
    ...{ rootfs: '/i/root_fs', initrd: '', append: '', cards: [] },
    ...change,
  };
}

it('finds paths that User-Mode Linux would split', () => {
  const findings = umlFindings(machine('a', { rootfs: '/a b', initrd: '/a,b', modules: '/a:b' }));
  expect(findings.map(({ field, severity }) => `${field} ${severity}`)).toEqual([
    'rootfs error',
    'initrd error',
    'modules error',
  ]);
  expect(umlFindings(machine('a', {}))).toEqual([]);
  expect(umlFindings(machine('a', { rootfs: '' }))).toMatchObject([{ severity: 'warning' }]);
});

it('warns of a memory in which Debian’s kernel may not start its first programs', () => {
  expect(umlFindings(machine('a', { memory: 96 }))).toEqual([]);
  expect(umlFindings(machine('a', { memory: 95 }))).toMatchObject([
    { severity: 'warning', field: 'memory', remedy: { do: 'set-memory', mebibytes: 128 } },
  ]);
});
