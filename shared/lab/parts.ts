/** The real parts that a lab may use, as they are on one computer, and the commands that bring the rest. */
import { z } from 'zod';

/** In the order in which they are shown. */
export const partGroups = ['qemu', 'linux', 'vbox', 'outside', 'tools'] as const;
export type PartGroup = (typeof partGroups)[number];

export const groupTitles: Record<PartGroup, string> = {
  qemu: 'QEMU machines',
  linux: 'User-Mode Linux machines and namespace hosts',
  vbox: 'VirtualBox machines',
  outside: 'External connections',
  tools: 'Disk space and tools',
};

export const partSchema = z.object({
  id: z.string(),
  group: z.enum(partGroups),
  title: z.string(),
  found: z.boolean(),
  /** Its version, or what was found instead. */
  version: z.string(),
  /** What it is for. */
  purpose: z.string(),
  /** The one command that installs it; empty where no command helps. */
  install: z.string(),
  /** The package that brings it, in every release of Debian that is supported; empty for none. */
  package: z.string(),
  /** What works without it. */
  without: z.string(),
});
export type Part = z.infer<typeof partSchema>;

export const installPackages = (names: readonly string[]) =>
  `sudo apt-get install ${names.join(' ')}`;

/** One command that installs all packages that are missing; empty when none is. */
export function installAll(parts: readonly Part[]): string {
  const missing = parts.filter(({ found }) => !found).map((part) => part.package);
  const names = [...new Set(missing)].filter((name) => name !== '');
  return names.length === 0 ? '' : installPackages(names);
}

/** Every command that brings what is missing: the packages with one, then the others, a line each. */
export function allCommands(parts: readonly Part[]): string {
  const others = parts.filter((part) => !part.found && part.package === '' && part.install !== '');
  return [installAll(parts), ...others.map(({ install }) => install)]
    .filter((line) => line !== '')
    .join('\n');
}
