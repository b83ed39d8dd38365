/** Looks which real parts this computer has, and says how to get the others and what works without. */

import type { UmlVerdict } from '../../shared/contract/uml-kernels';
import { installPackages, type Part } from '../../shared/lab/parts';
import { type KvmAnswer, kvmAnswer } from '../machines/qemu/kvm-probe';
import { umlVerdict } from '../machines/uml/uml-verdict';
import { findProgram } from '../system/processes/find-program';
import { runProgram } from '../system/processes/run-program';
import {
  kvmPart,
  namespacePart,
  spacePart,
  tunPart,
  umlKernelPart,
  umlMemoryPart,
} from './host-parts';
import { type PackagedPart, packagedParts } from './packaged-parts';

/** Versions of Debian packages by name; empty where there is no dpkg. */
async function packageVersions(names: readonly string[]): Promise<ReadonlyMap<string, string>> {
  // dpkg-query fails when one of the packages is missing, and still prints the others.
  const format = `-f=\${Package} \${Version}\\n`;
  const { stdout } = await runProgram('dpkg-query', ['-W', format, ...names], 5000);
  const pairs = stdout.split('\n').map((line) => line.split(' '));
  return new Map(pairs.map(([name, version]) => [name ?? '', version ?? '']));
}

function partOf(packaged: PackagedPart, versions: ReadonlyMap<string, string>): Part {
  const { id, group, title, purpose, without } = packaged;
  const found = packaged.isThere();
  return {
    id,
    group,
    title,
    found,
    version: found ? (versions.get(id) ?? '') : '',
    purpose,
    install: installPackages([id]),
    package: packaged.isRecent ? '' : id,
    without,
  };
}

export interface Proofs {
  readonly kvm?: () => Promise<KvmAnswer>;
  /** Of the `linux.uml` in the PATH. */
  readonly uml?: () => Promise<UmlVerdict>;
}

/** All parts that the app can use, the missing ones too. KVM and UML are proved by running a guest, once. */
export async function checkParts({
  kvm = kvmAnswer,
  uml = () => umlVerdict(''),
}: Proofs = {}): Promise<Part[]> {
  const hasQemu = findProgram('qemu-system-x86_64') !== null;
  const withoutQemu: KvmAnswer = { works: false, reason: 'QEMU is needed to try it', detail: '' };
  const [versions, answer, namespaces, verdict] = await Promise.all([
    packageVersions(packagedParts.map(({ id }) => id)),
    hasQemu ? kvm() : withoutQemu,
    namespacePart(),
    uml(),
  ]);
  return [
    ...packagedParts.map((packaged) => partOf(packaged, versions)),
    kvmPart(answer),
    umlKernelPart(verdict),
    umlMemoryPart(),
    namespaces,
    tunPart(),
    spacePart(),
  ];
}
