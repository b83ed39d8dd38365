/** The modules of libvdeplug that are installed, which are the networks that vde_plug can join. */
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { Failure } from '../../../shared/failure/failure';
import { modulesOf, parseLocator } from '../../../shared/vde/vnl';
import { locatorModule, packageOfModule } from '../../../shared/vde/vnl-modules';

const MODULE_FILE = /^libvdeplug_([A-Za-z0-9_]+)\.so$/;
/** Where distributions keep libraries; below them a folder may bear the name of the architecture. */
const LIBRARY_FOLDERS = ['/usr/lib', '/usr/local/lib', '/usr/lib64', '/usr/local/lib64'];

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch {
    // A folder that is not there has no modules.
    return [];
  }
}

/** libvdeplug looks where it is installed itself, unless it is told folders (VDEPLUGIN_PATH). */
function moduleFolders(): string[] {
  const told = process.env.VDEPLUGIN_PATH;
  if (told !== undefined) return told.split(delimiter);
  return LIBRARY_FOLDERS.flatMap((root) => [
    join(root, 'vdeplug'),
    ...namesIn(root).map((name) => join(root, name, 'vdeplug')),
  ]).filter((folder) => existsSync(folder));
}

/** The names of all modules that can be loaded, sorted: `cmd`, `slirp`, `vde`, ... */
export function installedModules(): string[] {
  const names = moduleFolders()
    .flatMap(namesIn)
    .flatMap((name) => MODULE_FILE.exec(name)?.[1] ?? []);
  return [...new Set(names)].sort();
}

/** That a module which a node needs is not installed, with the package that has it; or null. */
export function checkModules(
  node: { readonly id: string; readonly name: string },
  locator: string,
): Failure | null {
  const parsed = parseLocator(locator);
  if (!parsed.ok) return null;
  const installed = installedModules();
  const missing = modulesOf(parsed.locator).find((module) => !installed.includes(module));
  // Nothing was found: it is installed where nobody would look, and vde_plug will know.
  if (missing === undefined || installed.length === 0) return null;
  const name = packageOfModule(missing);
  const install = `Install it: \`sudo apt-get install ${name}\`.`;
  const unpackaged =
    locatorModule(missing) === undefined
      ? `Check its spelling; installed are ${installed.join(', ')}.`
      : 'A newer vdeplug has it; choose another kind of network meanwhile.';
  return {
    code: 'program-missing',
    message: `${node.name} needs vde_plug's module “${missing}”, which is not installed.`,
    next: name === null ? unpackaged : install,
    record: node.id,
    field: 'locator',
  };
}
