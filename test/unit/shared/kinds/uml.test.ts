import { expect, it } from 'vitest';
import type { UmlNode } from '../../../../shared/document/topology';
import { plainUml, umlKind } from '../../../../shared/kinds/uml';

function machine(id: string, change: Partial<UmlNode>): UmlNode {
  return {
    ...{ id, kind: 'uml', ...plainUml, name: id, x: 0, y: 0, kernel: '', memory: 128 },
    ...{ rootfs: '/i/root_fs', initrd: '', append: '', cards: [] },
    ...change,
  };
}

it('finds paths that User-Mode Linux would split', () => {
  const findings = umlKind.findings!(
    machine('a', { rootfs: '/a b', initrd: '/a,b', modules: '/a:b' }),
  );
  expect(findings.map(({ field, severity }) => `${field} ${severity}`)).toEqual([
    'rootfs error',
    'initrd error',
    'modules error',
  ]);
  expect(umlKind.findings!(machine('a', {}))).toEqual([]);
  expect(umlKind.findings!(machine('a', { rootfs: '' }))).toMatchObject([{ severity: 'warning' }]);
});

it('warns of a memory in which Debian’s kernel may not start its first programs', () => {
  expect(umlKind.findings!(machine('a', { memory: 96 }))).toEqual([]);
  expect(umlKind.findings!(machine('a', { memory: 95 }))).toMatchObject([
    { severity: 'warning', field: 'memory', remedy: { do: 'set-memory', mebibytes: 128 } },
  ]);
});
