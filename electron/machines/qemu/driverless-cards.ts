/**
 * Cards of a QEMU machine for which its kernel has no driver, as far as that can be known before it runs: from the
 * kernel's modules where they lie on this computer, from its initrd where that is all the guest has, and from its name.
 */
import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { QemuNode } from '../../../shared/document/topology';
import type { Failure } from '../../../shared/failure/failure';
import { driverless, driverlessText, driversOfVersion } from '../../../shared/rules/card-drivers';
import { initrdModules } from './initrd-modules';
import { kernelVersion } from './kernel-version';

/** The modules of a folder, those that are built in among them; null if it has none. */
async function modulesIn(folder: string): Promise<ReadonlySet<string> | null> {
  try {
    const lists = ['modules.dep', 'modules.builtin'].map((name) =>
      readFile(join(folder, name), 'latin1'),
    );
    const names = (await Promise.all(lists))
      .flatMap((text) => text.split('\n'))
      .flatMap((line) => /([^/]+)\.ko(?:\.\w+)?(?::|$)/.exec(line)?.[1] ?? []);
    return new Set(names);
  } catch {
    // A kernel that came without its modules.
    return null;
  }
}

/** Where modules lie beside a kernel: as packages install it, or unpacked in a folder. */
async function modulesBeside(kernel: string, version: string): Promise<ReadonlySet<string> | null> {
  const roots = ['/', dirname(dirname(kernel)), dirname(kernel)];
  for (const root of roots) {
    const found = await modulesIn(join(root, 'lib/modules', version));
    if (found !== null) return found;
  }
  return null;
}

/** What lacks a driver, and the drivers that are there; null where that is not known. */
async function driversOf(
  node: QemuNode,
): Promise<{ what: string; modules: ReadonlySet<string> } | null> {
  const version = await kernelVersion(node.kernel);
  if (version === '') return null;
  const what = `its kernel, Linux ${version},`;
  const beside = (await modulesBeside(node.kernel, version)) ?? driversOfVersion(version);
  // With a disk the guest loads what lies there, whatever the initrd brings.
  const isAlone = node.disks.length === 0 && node.cdrom === '' && node.initrd !== '';
  const brought = isAlone ? await initrdModules(node.initrd) : null;
  if (brought?.tellsBuiltin === true && brought.versions.has(version)) {
    const hasAny = beside === null || driverless(node.cards, beside) === null;
    return { what: hasAny ? 'its initrd' : what, modules: brought.modules };
  }
  return beside === null ? null : { what, modules: beside };
}

/** What is wrong with the cards of a machine whose kernel was chosen; null if nothing is known. */
export async function driverlessCards(node: QemuNode): Promise<Failure | null> {
  if (node.kernel === '' || node.cards.length === 0) return null;
  const known = await driversOf(node);
  const found = known === null ? null : driverless(node.cards, known.modules);
  if (known === null || found === null) return null;
  const words = driverlessText(node.name, known.what, found);
  return { code: 'driver-missing', ...words, record: node.id };
}
