import { expect, it } from 'vitest';
import { plainUml } from '../../../shared/machine-nodes';
import type { UmlNode } from '../../../shared/topology';
import { umlFindings, umlImageFindings } from '../../../shared/uml-rules';

function machine(id: string, change: Partial<UmlNode>): UmlNode {
  return {
    ...{ id, kind: 'uml', ...plainUml, name: id, x: 0, y: 0, kernel: '', memory: 64 },
    ...{ rootfs: '/i/root_fs', initrd: '', append: '', cards: [] },
    ...change,
  };
}

it('finds an image that is written to by one machine and used by another, and names both', () => {
  const kept = machine('kept', {});
  const writer = machine('writer', { access: 'direct' });
  expect(umlImageFindings([kept, writer])).toMatchObject(
    [{ severity: 'error', record: 'kept', field: 'rootfs', message: /kept.*writer/ }].map(
      (finding) => ({ ...finding, message: expect.stringMatching(finding.message) }),
    ),
  );
  expect(umlImageFindings([kept, machine('other', {})])).toEqual([]);
  expect(umlImageFindings([writer])).toEqual([]);
  expect(umlImageFindings([writer, machine('other', { rootfs: '/i/other' })])).toEqual([]);
});

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
