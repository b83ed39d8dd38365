/** The parts of a node's form, and which field stands in which. */
import type { FieldSpec } from './field-spec';

export const formSections = {
  boot: 'Boot',
  hardware: 'Hardware',
  network: 'Network',
  tree: 'Spanning tree',
  clients: 'External clients',
  advanced: 'Advanced',
} as const;

export type FormSection = keyof typeof formSections;

/** Closed until somebody opens them. */
export const closedAtFirst: ReadonlySet<FormSection> = new Set(['advanced']);

const fieldsOf: Record<FormSection, readonly string[]> = {
  boot: [
    'firmware',
    'cdrom',
    'kernel',
    'kernelWords',
    'rootfs',
    'access',
    'initrd',
    'append',
    'setup',
    'script',
    'command',
  ],
  hardware: ['architecture', 'memory', 'cpus', 'disks', 'accel', 'display'],
  network: [
    'cards',
    'resolvConf',
    'interface',
    'address',
    'up',
    'bridge',
    'dhcpStart',
    'dns',
    'hostLoopback',
    'forwards',
    'locator',
  ],
  tree: ['fstp', 'priority'],
  clients: ['directory', 'mode', 'group'],
  advanced: ['management', 'cpuLimit', 'memoryLimit', 'modules', 'arguments'],
};

const sections = Object.keys(formSections) as FormSection[];

/** The part that a field stands in; null above all parts, as the name does. */
function sectionOf(field: string): FormSection | null {
  return sections.find((section) => fieldsOf[section].includes(field)) ?? null;
}

/** The fields of a form by their parts, in the order of the parts; parts without a field are left out. */
export function inSections(
  specs: readonly FieldSpec[],
): { section: FormSection | null; specs: FieldSpec[] }[] {
  return [null, ...sections]
    .map((section) => ({
      section,
      specs: specs.filter((spec) => sectionOf(spec.field) === section),
    }))
    .filter((part) => part.specs.length > 0);
}
